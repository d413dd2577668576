"""What is granted to one person: for one exam, for all exams of a course, or in all courses."""

from django.db import models
from django.db.models import F, Q

from lti_exams.exams.models.columns import at_least
from lti_exams.exams.rules.allowances import Allowance, Grant, Reach


class Accommodation(models.Model):
    """It belongs to the person and the course, so it survives whatever happens to an exam.

    Without a course it is the person's profile, which holds in every course for its time.
    A change withdraws the row and writes another: what was granted when stays known.
    """

    course = models.ForeignKey(
        "launches.Course",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accommodations",
    )
    exam = models.ForeignKey(
        "exams.Exam", on_delete=models.PROTECT, null=True, blank=True, related_name="accommodations"
    )
    person = models.ForeignKey(
        "launches.Person", on_delete=models.PROTECT, related_name="accommodations"
    )
    minutes = models.PositiveIntegerField(null=True, blank=True)
    percent = models.PositiveIntegerField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    exceptions = models.JSONField(default=list, blank=True)
    holds_from = models.DateTimeField(null=True, blank=True)
    holds_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    granted_by = models.CharField(max_length=300)
    granted_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "exam"],
                condition=Q(withdrawn_at=None, exam__isnull=False),
                name="accommodation_for_an_exam_is_unique",
            ),
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(withdrawn_at=None, exam=None),
                name="accommodation_for_a_course_is_unique",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(withdrawn_at=None, course=None),
                name="accommodation_profile_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=False)
                | Q(exam=None, opens_at=None, due_at=None, closes_at=None),
                name="accommodation_profile_is_of_no_exam",
            ),
            models.CheckConstraint(
                condition=Q(course=None) | Q(holds_from=None, holds_until=None),
                name="accommodation_holds_for_a_time_in_a_profile",
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None)
                | Q(holds_until=None)
                | Q(holds_until__gt=F("holds_from")),
                name="accommodation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(percent=None),
                name="accommodation_is_in_minutes_or_percent",
            ),
            at_least("accommodation", "minutes", 1),
            at_least("accommodation", "percent", 1),
        ]

    @property
    def allowance(self) -> Allowance:
        return Allowance(
            minutes=self.minutes,
            percent=self.percent,
            opens_at=self.opens_at,
            due_at=self.due_at,
            closes_at=self.closes_at,
            exceptions=tuple(self.exceptions),
        )

    @property
    def reach(self) -> Reach:
        if self.exam_id is not None:
            return Reach.EXAM
        return Reach.PROFILE if self.course_id is None else Reach.COURSE

    @property
    def grant(self) -> Grant:
        """Return what the rules know of it."""
        return Grant(
            reach=self.reach,
            allowance=self.allowance,
            begins=self.holds_from,
            ends=self.holds_until,
        )
