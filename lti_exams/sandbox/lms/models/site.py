from typing import Self

from django.db import models, transaction
from django.db.models import F


class Site(models.Model):
    """The one row that says how this LMS behaves today."""

    profile = models.CharField(max_length=20, default="plain")
    clock_offset_seconds = models.FloatField(default=0)
    platform_storage = models.BooleanField(default=True)
    next_number = models.PositiveIntegerField(default=1)

    @classmethod
    def current(cls) -> Self:
        """Return the row, made when it is missing."""
        return cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]

    @classmethod
    @transaction.atomic
    def number(cls) -> int:
        """Return a number that was never given to anything here."""
        cls.objects.filter(pk=1).update(next_number=F("next_number") + 1)
        return cls.objects.get(pk=1).next_number - 1


class PlatformKey(models.Model):
    """One of our own signing keys; the youngest signs, all of them verify."""

    kid = models.CharField(max_length=100, unique=True)
    pem = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
