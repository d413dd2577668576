"""What an LMS must learn of one person through one link."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from lti_exams.grades.rules.documents import Document, from_json


class OutcomeState(StrEnum):
    """How far an outcome is on its way."""

    WAITING = "waiting"


class Outcome(models.Model):
    """The newest truth, not yet or already told. Its version counts the changes."""

    link = models.ForeignKey("launches.Link", on_delete=models.PROTECT, related_name="outcomes")
    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, related_name="outcomes")
    version = models.PositiveIntegerField(default=1)
    # What caused this version, such as "attempt:12:7"; the same cause changes nothing twice.
    source = models.CharField(max_length=100)
    document = models.JSONField()
    state = models.CharField(
        max_length=24,
        choices=[(state.value, state.value) for state in OutcomeState],
        default=OutcomeState.WAITING.value,
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["link", "person"], name="outcome_is_unique"),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="outcome_version_is_at_least_1"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OutcomeState]),
                name="outcome_state_is_known",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="outcome_has_a_source"),
        ]

    @property
    def tells(self) -> Document:
        return from_json(self.document)
