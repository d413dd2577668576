from django.db import models

from lti_exams.sandbox.lms.models.courses import Course
from lti_exams.sandbox.lms.models.links import Link
from lti_exams.sandbox.lms.models.people import Person
from lti_exams.sandbox.lms.models.tools import Tool


class LineItem(models.Model):
    """A column of the gradebook."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="line_items")
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, null=True)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, null=True, related_name="line_items")
    label = models.CharField(max_length=500)
    score_maximum = models.FloatField()
    resource_id = models.CharField(max_length=500, blank=True)
    tag = models.CharField(max_length=500, blank=True)
    starts = models.CharField(max_length=50, blank=True)
    ends = models.CharField(max_length=50, blank=True)
    grades_released = models.BooleanField(null=True)
    submission_review = models.JSONField(null=True)
    attempts_allowed = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class Grade(models.Model):
    """What the gradebook shows of one person in one column."""

    line_item = models.ForeignKey(LineItem, on_delete=models.CASCADE, related_name="grades")
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    given = models.FloatField(null=True)
    maximum = models.FloatField(null=True)
    comment = models.TextField(blank=True)
    activity_progress = models.CharField(max_length=20, blank=True)
    grading_progress = models.CharField(max_length=20, blank=True)
    timestamp = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    submissions = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    set_by_teacher = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["line_item", "person"], name="one_grade_a_cell")
        ]


class ReceivedScore(models.Model):
    """A score as it arrived, with what became of it; never changed, never deleted."""

    line_item = models.ForeignKey(LineItem, on_delete=models.SET_NULL, null=True)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="scores")
    column = models.CharField(max_length=500)
    tool = models.ForeignKey(Tool, on_delete=models.SET_NULL, null=True)
    user_id = models.CharField(max_length=500)
    body = models.JSONField()
    received_at = models.DateTimeField()
    status = models.PositiveIntegerField()
    effect = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
