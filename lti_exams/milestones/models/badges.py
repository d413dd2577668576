"""Awards that were handed out as credentials."""

from uuid import uuid4

from django.db import models


class Badge(models.Model):
    """A credential of an award. Its primary key is its place in the lists of what is revoked."""

    award = models.OneToOneField("milestones.Award", on_delete=models.PROTECT, related_name="badge")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    issued_at = models.DateTimeField()
