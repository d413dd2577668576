"""What was decided about a sitting and by whom, and what was said about its moments."""

import json

from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField


class Decision(models.Model):
    """A step of a review: what it was, what it became, by whom and why. Undone, it stays."""

    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="decisions")
    finding = models.CharField(max_length=20)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    by = models.CharField(max_length=300)
    # Whether it was the word of a reviewer, or of the vendor or of our own rule.
    is_of_staff = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    links_document = EncryptedTextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=300, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="") | Q(undone_at__isnull=False),
                name="decision_is_undone_when_somebody_did",
            ),
        ]

    @property
    def is_opinion(self) -> bool:
        """Tell whether this is the word of one of two, which decides nothing by itself."""
        return self.finding in ("verify", "reject") and self.after in ("waiting", "second")

    @property
    def links(self) -> list[str]:
        """Return where the vendor keeps what its verdict rests on."""
        return json.loads(self.links_document) if self.links_document else []


class Comment(models.Model):
    """What somebody who watches or reviews says of a moment, or of a stretch, of a sitting."""

    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="comments")
    moment = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    text = models.TextField()
    by = models.CharField(max_length=300)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["moment", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("moment")),
                name="comment_ends_after_it_begins",
            ),
        ]
