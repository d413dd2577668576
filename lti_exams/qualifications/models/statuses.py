"""What was decided about a course's students, each time it was decided."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.qualifications.rules.explaining import Mark
from lti_exams.qualifications.rules.statuses import State

_CHOICES = [(state.value, state.value) for state in State]
_ALMOSTREADY, _NOTREADY = State.ALMOSTREADY.value, State.NOTREADY.value


class HistoryIsNotChanged(LtiExamsError):
    """Somebody tries to change what was decided, in place of deciding anew."""

    code = "status-is-never-changed"


class Status(models.Model):
    """One decision about a course; the newest is the active one.

    It is never changed: whoever retracts or corrects writes another one.
    """

    period = models.ForeignKey(
        "launches.Course", on_delete=models.PROTECT, related_name="qualifiedforexams_status"
    )
    status = models.CharField(max_length=30, choices=_CHOICES)
    createtime = models.DateTimeField()
    message = models.TextField(blank=True)
    # Who decided: a member of staff where one did, and always as the audit names them.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    by = models.CharField(max_length=300)
    plugin = models.CharField(max_length=100, blank=True)
    plugin_version = models.PositiveIntegerField(default=1)
    # What the plugin was told, and the columns as they were: both as of the decision.
    plugin_settings = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    # The rule itself, as it was: a plugin may be gone, or read its settings otherwise, some day.
    rule = models.JSONField(default=dict, blank=True)
    roster_read_at = models.DateTimeField(null=True, blank=True)
    exported_timestamp = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "statuses"
        ordering = ["-id"]
        indexes = [models.Index(fields=["period", "-id"], name="status_by_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in State]),
                name="status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(message="") | Q(status=State.READY.value),
                name="status_that_leaves_open_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=_NOTREADY) | Q(plugin=""),
                name="status_notready_has_no_plugin",
            ),
            models.CheckConstraint(
                condition=~Q(plugin="") | ~Q(message=""),
                name="status_has_a_plugin_or_a_message",
            ),
            models.CheckConstraint(condition=~Q(by=""), name="status_is_somebodys"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.createtime:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsNotChanged(status=self.pk)
        super().save(*args, **kwargs)


class QualifiesForFinalExam(models.Model):
    """Whether one student qualifies, and what it was decided from. NULL is not ready yet."""

    relatedstudent = models.ForeignKey(
        "launches.Membership", on_delete=models.PROTECT, related_name="qualifications"
    )
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="students")
    qualifies = models.BooleanField(null=True, blank=True)
    # The state of the status, so that the database can hold the two together.
    under = models.CharField(max_length=30, choices=_CHOICES)
    # Qualified by nothing but an earlier term; such a decision carries nobody any further.
    is_carried = models.BooleanField(default=False)
    # Somebody decided otherwise than the rule, for this student alone.
    override = models.ForeignKey(
        "qualifications.Override",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    # The figures of the rule, and `column:points:passing` for every column that had a say.
    figures = models.JSONField(default=list, blank=True)
    snapshot = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "decisions"
        constraints = [
            models.UniqueConstraint(fields=["relatedstudent", "status"], name="decision_is_unique"),
            models.CheckConstraint(
                condition=Q(qualifies__isnull=False) | Q(under=_ALMOSTREADY),
                name="decision_is_open_only_when_almostready",
            ),
            models.CheckConstraint(
                condition=Q(under__in=[State.READY.value, _ALMOSTREADY]),
                name="decision_under_notready_is_none",
            ),
            models.CheckConstraint(
                condition=Q(is_carried=False) | Q(qualifies=True),
                name="decision_carries_who_qualifies",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsNotChanged(status=self.status_id)
        super().save(*args, **kwargs)

    @property
    def marks(self) -> dict[int, Mark]:
        """Return what counted of the student in each column, when it was decided."""
        cells = (cell.split(":") for cell in self.snapshot.split(",") if cell)
        return {
            int(column): Mark(int(points) if points else None, passing == "1")
            for column, points, passing in cells
        }
