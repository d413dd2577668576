"""What people say who stand before a gate that is shut, and what staff answer them."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from lti_exams.milestones.models.columns import known, word


class Outcome(StrEnum):
    """What became of an appeal."""

    OPEN = "open"
    LET_PAST = "let-past"
    DECLINED = "declined"


class Appeal(models.Model):
    """Somebody asks staff to look at what keeps them out of a course. One is open at a time."""

    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, related_name="appeals")
    course_key = models.TextField()
    course_digest = models.CharField(max_length=64)
    # The keys of the milestones that were missing when it was asked.
    missing = models.JSONField(default=list)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    outcome = word(Outcome, default=Outcome.OPEN)
    reply = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["course_digest", "outcome"], name="appeal_of_course")]
        constraints = [
            known("appeal", "outcome", Outcome),
            models.UniqueConstraint(
                fields=["person", "course_digest"],
                condition=Q(outcome=Outcome.OPEN.value),
                name="appeal_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN.value, answered_at=None)
                | ~Q(outcome=Outcome.OPEN.value) & Q(answered_at__isnull=False),
                name="appeal_is_answered_when_it_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
