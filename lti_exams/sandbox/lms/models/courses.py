from django.db import models

from lti_exams.sandbox.lms.models.people import Person


class Course(models.Model):
    """A course of one term."""

    key = models.SlugField(unique=True)
    context_id = models.CharField(max_length=255, unique=True)
    code = models.CharField(max_length=50)
    title = models.CharField(max_length=200)
    department = models.CharField(max_length=100)
    term = models.CharField(max_length=100)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    copied_from = models.CharField(max_length=1000, blank=True)
    is_concluded = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]


class Standing(models.TextChoices):
    """How a person stands in a course, in the words of NRPS."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"
    DELETED = "Deleted"


class Enrolment(models.Model):
    """A person in a course."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.ACTIVE)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="once_in_a_course")
        ]
