"""Students about whom somebody decided otherwise than the rule does, for a reason."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q


class Override(models.Model):
    """One student qualifies, or does not, whatever the rule says; until it ends or is withdrawn."""

    relatedstudent = models.ForeignKey(
        "launches.Membership", on_delete=models.PROTECT, related_name="overrides"
    )
    qualifies = models.BooleanField()
    reason = models.TextField()
    expires_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    # Nothing comes of it before somebody else has agreed.
    needs_second = models.BooleanField(default=False)
    seconded_by = models.CharField(max_length=300, blank=True)
    seconded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
            models.CheckConstraint(condition=~Q(by=""), name="override_is_somebodys"),
            models.CheckConstraint(
                condition=~Q(seconded_by=F("by")), name="override_is_seconded_by_another"
            ),
            models.UniqueConstraint(
                fields=["relatedstudent"],
                condition=Q(withdrawn_at=None),
                name="override_is_one_of_a_student",
            ),
        ]

    def holds(self, now: datetime) -> bool:
        """Tell whether it decides today."""
        agreed = not self.needs_second or bool(self.seconded_by)
        ended = self.expires_at is not None and self.expires_at <= now
        return self.withdrawn_at is None and agreed and not ended
