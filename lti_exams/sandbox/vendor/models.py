"""What Hawkeye remembers of the people it watches."""

import uuid
from typing import Any, ClassVar

from django.db import models

from lti_exams.sandbox.common.tool.models import Launch


class Stage(models.TextChoices):
    """How far a proctoring session has come."""

    ARRIVED = "arrived"
    IDENTIFIED = "identified"
    ROOM_SEEN = "room_seen"
    STARTED = "started"
    ENDED = "ended"
    REFUSED = "refused"


class Session(models.Model):
    """One person, watched through one attempt."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    launch = models.OneToOneField(Launch, on_delete=models.CASCADE)
    sub = models.CharField(max_length=255)
    resource_link_id = models.CharField(max_length=255)
    attempt_number = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ARRIVED)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    start_token = models.TextField(blank=True)
    errormsg = models.TextField(blank=True)
    objects: ClassVar[models.Manager["Session"]] = models.Manager()

    class Meta:
        ordering = ["opened_at"]

    def claim(self, name: str, default: Any = None) -> Any:
        """Return a claim of the message that opened the session."""
        return self.launch.claims.get(name, default)


class ControlCall(models.Model):
    """One call to a platform's assessment control service."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    action = models.CharField(max_length=60)
    body = models.JSONField()
    status = models.PositiveIntegerField()
    answer = models.JSONField(null=True)
    sent_at = models.DateTimeField()
    objects: ClassVar[models.Manager["ControlCall"]] = models.Manager()

    class Meta:
        ordering = ["id"]
