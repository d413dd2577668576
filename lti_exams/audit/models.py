"""Who did what, from what to what, why and when. Rows are added and never changed."""

from django.db import models


class Entry(models.Model):
    """One thing that somebody did. Subject and actor are kinds and keys: this outlives both."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=300)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=300, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-id"]
