from datetime import datetime

from django.db import models
from django.utils.dateparse import parse_datetime

from lti_exams.sandbox.lms.models.courses import Course
from lti_exams.sandbox.lms.models.tools import Deployment


class Link(models.Model):
    """An LTI resource link in a course."""

    link_id = models.CharField(max_length=255, unique=True)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="links")
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=1000)
    custom = models.JSONField(default=dict)
    copied_from = models.CharField(max_length=1000, blank=True)
    available_from = models.CharField(max_length=50, blank=True)
    available_until = models.CharField(max_length=50, blank=True)
    submission_from = models.CharField(max_length=50, blank=True)
    submission_until = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ["id"]

    @property
    def submitted_until(self) -> datetime | None:
        """Return until when work is taken, where that was written as a time."""
        try:
            return parse_datetime(self.submission_until)
        except ValueError:
            return None
