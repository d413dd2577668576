"""By when the courses of a term should have said who qualifies."""

from django.db import models
from django.db.models import Q

from lti_exams.qualifications.rules.deadlines import Step


class DeadlineTag(models.Model):
    """A time, and what staff call it."""

    timestamp = models.DateTimeField()
    # NULL is an answer of the ancestor, and means the same as empty.
    tag = models.CharField(max_length=30, blank=True, null=True)  # noqa: DJ001

    class Meta:
        ordering = ["timestamp", "id"]

    def __str__(self) -> str:
        return self.tag or self.timestamp.isoformat()


class PeriodTag(models.Model):
    """The deadline that a course is held to: one for a course, many courses for a deadline."""

    deadlinetag = models.ForeignKey(
        DeadlineTag, on_delete=models.CASCADE, related_name="periodtags"
    )
    period = models.OneToOneField(
        "launches.Course", on_delete=models.CASCADE, related_name="deadline"
    )
    # How far the course was told of it, and when: each step is told once.
    told = models.CharField(max_length=12, blank=True, default="")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told__in=["", *(step.value for step in Step)]),
                name="deadline_step_is_known",
            ),
        ]
