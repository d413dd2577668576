from django.db import models


class LedgerEntry(models.Model):
    """One effect that truly happened here, whatever the answer to its cause was."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=50)
    client_id = models.CharField(max_length=255, blank=True)
    user_id = models.CharField(max_length=255, blank=True)
    line_item = models.CharField(max_length=50, blank=True)
    value = models.FloatField(null=True)
    timestamp = models.CharField(max_length=100, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
