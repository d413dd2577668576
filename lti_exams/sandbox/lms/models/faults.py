from django.db import models


class Fault(models.Model):
    """A misfortune that is switched on: what happens, where, how likely."""

    kind = models.CharField(max_length=30)
    endpoints = models.JSONField(default=list)
    probability = models.FloatField(default=1)
    seed = models.BigIntegerField(default=1)
    limit = models.PositiveIntegerField(null=True)
    settings = models.JSONField(default=dict)
    # Real time, never the clock that another fault may have put wrong.
    ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
