"""An exam as staff define it, and every change of its definition."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from lti_exams.exams.models.columns import at_least, known, word
from lti_exams.exams.rules.kinds import (
    NEEDS_A_VENDOR,
    TAKES_NO_VENDOR,
    Counting,
    GradePolicy,
    Kind,
    LatePolicy,
    SecondDevice,
)
from lti_exams.exams.rules.terms import Terms
from lti_exams.kernel.fields import EncryptedTextField


class Exam(models.Model):
    """What is sat in a course. It is never deleted: its attempts and accommodations stay."""

    course = models.ForeignKey("launches.Course", on_delete=models.PROTECT, related_name="exams")
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    kind = word(Kind)
    # A kind and a key each: what they name lives further up the house.
    vendor = models.CharField(max_length=250, blank=True)
    assessment = models.CharField(max_length=250, blank=True)
    limit_seconds = models.PositiveIntegerField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    grace_seconds = models.PositiveIntegerField(default=60)
    late_policy = word(LatePolicy, default=LatePolicy.COUNTS)
    attempts_allowed = models.PositiveIntegerField(null=True, blank=True, default=1)
    counting = word(Counting, default=Counting.BEST)
    # Ten-thousandths of a point, as `kernel.points` has them.
    maximum_points = models.BigIntegerField(default=1_000_000)
    instructions = models.TextField(blank=True)
    review_policy = models.TextField(blank=True)
    may_opt_out = models.BooleanField(default=False)
    hide_after_due = models.BooleanField(default=False)
    rejected_policy = word(GradePolicy, default=GradePolicy.ZERO)
    timed_out_policy = word(GradePolicy, default=GradePolicy.WITHHELD)
    second_device = word(SecondDevice, default=SecondDevice.TAKES_OVER)
    pause_limit_seconds = models.PositiveIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    # Holds passwords and browser keys, so it is sealed as a whole.
    access_document = EncryptedTextField(default="[]")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["course", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="exam_is_unique"),
            *(
                known("exam", field, enum)
                for field, enum in {
                    "kind": Kind,
                    "late_policy": LatePolicy,
                    "counting": Counting,
                    "rejected_policy": GradePolicy,
                    "timed_out_policy": GradePolicy,
                    "second_device": SecondDevice,
                }.items()
            ),
            *(
                at_least("exam", field, 1)
                for field in ("limit_seconds", "attempts_allowed", "pause_limit_seconds")
            ),
            at_least("exam", "maximum_points", 1),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NEEDS_A_VENDOR)) | ~Q(vendor=""),
                name="exam_has_the_vendor_it_needs",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(TAKES_NO_VENDOR)) | Q(vendor=""),
                name="exam_has_no_vendor_it_cannot_have",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="exam_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(due_at=None) | Q(due_at__gt=F("opens_at")),
                name="exam_is_due_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(closes_at=None) | Q(closes_at__gte=F("due_at")),
                name="exam_closes_when_it_is_due_or_later",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def access_rules(self) -> list[dict[str, Any]]:
        return json.loads(self.access_document)

    @property
    def terms(self) -> Terms:
        """Return the terms for everybody, as they are now."""
        return Terms(
            kind=Kind(self.kind),
            vendor=self.vendor,
            limit_seconds=self.limit_seconds,
            opens_at=self.opens_at,
            due_at=self.due_at,
            closes_at=self.closes_at,
            grace_seconds=self.grace_seconds,
            late_policy=LatePolicy(self.late_policy),
            pause_limit_seconds=self.pause_limit_seconds,
            second_device=SecondDevice(self.second_device),
        )


class ExamChange(models.Model):
    """One change of an exam: who, when, and what each field was and became."""

    exam = models.ForeignKey("exams.Exam", on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "version"], name="exam_change_is_unique")
        ]
