"""What staff decide once for all exams of a course."""

from django.db import models


class CourseSettings(models.Model):
    """The vendor that new exams of a course get, and whom to write to when something goes wrong.

    A change of them touches no exam that is there.
    """

    course = models.OneToOneField(
        "launches.Course", on_delete=models.PROTECT, related_name="exam_settings"
    )
    vendor = models.CharField(max_length=250, blank=True)
    escalation_email = models.CharField(max_length=254, blank=True)

    class Meta:
        verbose_name_plural = "course settings"
