"""What Quill remembers of the people who sit its papers."""

import uuid
from typing import ClassVar

from django.db import models

from lti_exams.sandbox.common.tool.models import Launch


class Sitting(models.Model):
    """One person's work on one paper."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    paper = models.CharField(max_length=60)
    sub = models.CharField(max_length=255)
    link = models.CharField(max_length=255)
    attempt = models.CharField(max_length=255, blank=True)
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, null=True)
    return_url = models.CharField(max_length=2000, blank=True)
    completion_url = models.CharField(max_length=2000, blank=True)
    answers = models.JSONField(default=dict)
    score = models.FloatField(null=True)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager["Sitting"]] = models.Manager()

    class Meta:
        ordering = ["started_at"]


class Report(models.Model):
    """One score that somebody is to be told."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE)
    score = models.FloatField(null=True)
    activity = models.CharField(max_length=20)
    grading = models.CharField(max_length=20)
    said_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    status = models.PositiveIntegerField(null=True)
    objects: ClassVar[models.Manager["Report"]] = models.Manager()

    class Meta:
        ordering = ["id"]
