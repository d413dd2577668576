"""Which lists have left the house: to whom, in which form, and what exactly."""

from typing import Any

from django.db import models

from lti_exams.qualifications.models.statuses import HistoryIsNotChanged


class Export(models.Model):
    """One handing over of one status. The ledger is only ever added to."""

    status = models.ForeignKey(
        "qualifications.Status", on_delete=models.PROTECT, related_name="exports"
    )
    # The name of the system, or the office, that took it.
    target = models.CharField(max_length=40)
    form = models.CharField(max_length=8)
    # Of the bytes that were handed over.
    sha256 = models.CharField(max_length=64)
    students = models.PositiveIntegerField()
    by = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "target"], name="export_by_target")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(target="") & ~models.Q(by=""), name="export_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsNotChanged(status=self.status_id)
        super().save(*args, **kwargs)
