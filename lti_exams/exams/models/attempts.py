"""One sitting of an exam by one person, and what belongs to it."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from lti_exams.exams.models.columns import at_least, known, one_of, word
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.kinds import Kind, LatePolicy, Purpose
from lti_exams.exams.rules.reviews import Review
from lti_exams.exams.rules.snapshots import Snapshot, as_of
from lti_exams.exams.rules.states import (
    ENDED,
    HANDED_IN,
    IN_PROGRESS,
    OPEN,
    UNSTARTED,
    Actor,
    State,
)
from lti_exams.exams.rules.statuses import Status, public_status

_CLOCK = (
    "started_at",
    "limit_seconds",
    "closes_at",
    "close_extra_seconds",
    "extra_seconds",
    "used_seconds",
    "paused_at",
    "paused_seconds",
    "pause_limit_seconds",
    "grace_seconds",
)


class Attempt(models.Model):
    """State, review and score are facts of their own; what the public is told comes from them."""

    exam = models.ForeignKey("exams.Exam", on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    sitting = models.PositiveIntegerField()
    purpose = word(Purpose, default=Purpose.SITTING)
    is_test_user = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    state = word(State, default=State.CREATED)
    review = word(Review, default=Review.NONE)
    points = models.BigIntegerField(null=True, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=24, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=32, unique=True)

    # What the deadline comes from, and the deadline. `acts_at` is when the clock moves it next.
    terms = models.JSONField(default=dict)
    limit_seconds = models.PositiveIntegerField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    extra_seconds = models.PositiveIntegerField(default=0)
    close_extra_seconds = models.PositiveIntegerField(default=0)
    used_seconds = models.PositiveIntegerField(default=0)
    paused_seconds = models.PositiveIntegerField(default=0)
    pause_limit_seconds = models.PositiveIntegerField(null=True, blank=True)
    grace_seconds = models.PositiveIntegerField(default=0)
    deadline = models.DateTimeField(null=True, blank=True)
    acts_at = models.DateTimeField(null=True, blank=True)

    may_resume = models.BooleanField(default=False)
    device = models.CharField(max_length=64, blank=True)
    device_epoch = models.PositiveIntegerField(default=0)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["acts_at", "id"],
                condition=Q(acts_at__isnull=False),
                name="attempt_waits_for_the_clock",
            ),
            models.Index(fields=["exam", "state"], name="attempt_by_exam_and_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "person", "number"], name="attempt_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["exam", "person", "purpose"],
                condition=one_of("state", OPEN),
                name="attempt_is_the_only_open_one",
            ),
            *(
                known("attempt", field, enum)
                for field, enum in {"state": State, "review": Review, "purpose": Purpose}.items()
            ),
            *(at_least("attempt", field, 1) for field in ("number", "sitting", "version")),
            models.CheckConstraint(
                condition=Q(ended_by="") | one_of("ended_by", Actor),
                name="attempt_ended_by_is_known",
            ),
            models.CheckConstraint(
                condition=one_of("state", ENDED) & Q(ended_at__isnull=False) & ~Q(ended_by="")
                | one_of("state", OPEN) & Q(ended_at=None, ended_by=""),
                name="attempt_has_an_end_when_it_ended",
            ),
            models.CheckConstraint(
                condition=~one_of("state", UNSTARTED) | Q(started_at=None),
                name="attempt_has_no_start_before_it_starts",
            ),
            models.CheckConstraint(
                condition=~one_of("state", IN_PROGRESS | {State.TIMED_OUT})
                | Q(started_at__isnull=False),
                name="attempt_has_a_start_when_it_started",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PAUSED.value, paused_at__isnull=False)
                | ~Q(state=State.PAUSED.value) & Q(paused_at=None),
                name="attempt_is_paused_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TIMED_OUT.value) | Q(ended_by=Actor.CLOCK.value),
                name="attempt_is_timed_out_by_the_clock",
            ),
            models.CheckConstraint(
                condition=Q(review=Review.NONE.value) | one_of("state", HANDED_IN | {State.RESET}),
                name="attempt_is_reviewed_when_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(points=None, maximum=None)
                | Q(points__gte=0, maximum__gte=1, started_at__isnull=False),
                name="attempt_has_a_whole_score_once_started",
            ),
            models.CheckConstraint(
                condition=Q(acts_at=None) | one_of("state", OPEN),
                name="attempt_ended_waits_for_no_clock",
            ),
            models.CheckConstraint(
                condition=Q(may_resume=False) | Q(state=State.ERROR.value),
                name="attempt_is_resumed_after_an_error",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at=None) | Q(ended_at__gte=F("started_at")),
                name="attempt_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number}"

    @property
    def key(self) -> str:
        """Name this attempt to the audit and to the rest of the house."""
        return f"attempt:{self.pk}"

    @property
    def clock(self) -> Clock:
        return Clock(**{name: getattr(self, name) for name in _CLOCK})

    @property
    def snapshot(self) -> Snapshot:
        """Return what the rules know of this attempt. Until the start the exam's terms hold."""
        frozen = self.terms or {
            "kind": self.exam.kind,
            "vendor": self.exam.vendor,
            "late_policy": self.exam.late_policy,
        }
        return Snapshot(
            state=State(self.state),
            clock=self.clock,
            review=Review(self.review),
            ended_at=self.ended_at,
            ended_by=Actor(self.ended_by) if self.ended_by else None,
            submitted_at=self.submitted_at,
            # Nobody is watched who only looks at the pages.
            has_vendor=bool(frozen["vendor"]) and self.purpose != Purpose.PREVIEW,
            is_practice=frozen["kind"] == Kind.PRACTICE or self.purpose != Purpose.SITTING,
            late_work_counts=frozen["late_policy"] == LatePolicy.COUNTS,
        )

    def status(self, now: datetime) -> Status:
        """Return the public status as of now, whether or not the sweeper came by."""
        current = as_of(self.snapshot, now)
        return public_status(current.state, current.review)


class Extension(models.Model):
    """Time that staff gave to everybody in progress, and whom it reached."""

    exam = models.ForeignKey("exams.Exam", on_delete=models.PROTECT, related_name="extensions")
    seconds = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=300)
    reason = models.TextField()
    undone_at = models.DateTimeField(null=True, blank=True)
    attempts = models.ManyToManyField(Attempt, related_name="extensions")

    class Meta:
        ordering = ["-id"]


class LateWork(models.Model):
    """Answers that came after the last moment: kept, shown to staff, and not graded."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="late_work")
    handed_in_at = models.DateTimeField()
    received_at = models.DateTimeField()
    source = models.CharField(max_length=300)
    evidence = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]


class Notice(models.Model):
    """What staff did to an attempt and tell the learner of it; their reason is not for them."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="notices")
    at = models.DateTimeField()
    about = models.CharField(max_length=24)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(about=""), name="notice_is_about_something"),
        ]
