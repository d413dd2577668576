"""Attempts as programs get them: by one clock, the hour and what is left."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rest_framework import serializers

from lti_exams.api.errors import InputRefused
from lti_exams.api.fields import Flag, Instant, Number, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.control_attempt import Control
from lti_exams.journeys.see_attempts import controls_of
from lti_exams.kernel.points import plain
from lti_exams.launches import api as launches

SORTS = [
    f"{sign}{name}"
    for name in ("person", "exam", "started", "ended", "number", "status")
    for sign in ("", "-")
]
GO_ON_HERE = "go-on-here"
LEARNERS_DO = (
    *("start", "stop", "continue", "submit", "decline", "reset", "fail"),
    # Not an event of the attempt: another device takes its seat.
    GO_ON_HERE,
)


class PersonShown(Shown):
    """Somebody who learns: our key, the name, and what the LMS calls them."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    sub = serializers.CharField()


class ClockShown(Shown):
    """The server's hour and the deadline, by the same clock."""

    now = Instant()
    deadline = Instant(allow_null=True)
    seconds_left = serializers.IntegerField(
        allow_null=True, help_text="None where nothing limits the time."
    )
    is_paused = serializers.BooleanField()


class StandingShown(ClockShown):
    """Where an attempt is, and its clock."""

    status = serializers.ChoiceField(choices=[one.value for one in exams.Status])


class TimeShown(StandingShown):
    """How much time an attempt has left."""

    attempt = serializers.IntegerField()


class ScoreShown(Shown):
    """Points of a maximum."""

    points = serializers.FloatField()
    maximum = serializers.FloatField()


class AttemptShown(StandingShown):
    """One sitting of an exam by one person."""

    id = serializers.IntegerField()
    exam = serializers.IntegerField()
    exam_slug = serializers.CharField()
    exam_title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[one.value for one in exams.Kind])
    course = serializers.IntegerField()
    person = PersonShown()
    number = serializers.IntegerField()
    sitting = serializers.IntegerField()
    purpose = serializers.ChoiceField(choices=[one.value for one in exams.Purpose])
    state = serializers.ChoiceField(choices=[one.value for one in exams.State])
    review = serializers.ChoiceField(choices=[one.value for one in exams.Review])
    score = ScoreShown(allow_null=True, help_text="For those who look after the exam.")
    created_at = Instant()
    started_at = Instant(allow_null=True)
    ended_at = Instant(allow_null=True)
    submitted_at = Instant(allow_null=True)
    acknowledged_at = Instant(allow_null=True)
    last_seen_at = Instant(allow_null=True)
    receipt = serializers.CharField(allow_null=True, help_text="Once it has ended.")
    may = serializers.ListField(
        child=serializers.CharField(),
        help_text="What the caller may do with it now: actions, or controls.",
    )


def attempt_shown(
    attempt: exams.Attempt, caller: Caller, *, now: datetime, seen: datetime | None = None
) -> Mapping[str, Any]:
    """Return an attempt as one caller may see it."""
    current = exams.as_of(attempt.snapshot, now)
    looks_after = caller.may(Act.SEE_ATTEMPTS)
    return {
        **time_shown(attempt, now=now),
        "id": attempt.pk,
        "exam": attempt.exam_id,
        "exam_slug": attempt.exam.slug,
        "exam_title": attempt.exam.title,
        "kind": attempt.exam.kind,
        "course": attempt.exam.course_id,
        "person": attempt.person,
        "number": attempt.number,
        "sitting": attempt.sitting,
        "purpose": attempt.purpose,
        "state": current.state.value,
        "review": current.review.value,
        "score": _score(attempt) if looks_after else None,
        "created_at": attempt.created_at,
        "started_at": current.clock.started_at,
        "ended_at": current.ended_at,
        "submitted_at": current.submitted_at,
        "acknowledged_at": attempt.acknowledged_at,
        "last_seen_at": seen or attempt.last_seen_at,
        "receipt": attempt.receipt if current.state in exams.ENDED else None,
        "may": sorted(_may(attempt, current, caller, now=now)),
    }


def _may(
    attempt: exams.Attempt, current: exams.Snapshot, caller: Caller, *, now: datetime
) -> Iterable[str]:
    """Return the actions of whoever sits the attempt, or the controls of others."""
    if caller.person != attempt.person:
        return controls_of(caller, attempt, now=now)
    holding = exams.holding(current, now)
    legal = exams.legal_events(current.state, exams.Actor.LEARNER, holding)
    return legal if attempt.exam.may_opt_out else legal - {exams.Event.DECLINE}


def time_shown(attempt: exams.Attempt, *, now: datetime) -> Mapping[str, Any]:
    """Return how much time an attempt has left."""
    left = exams.time_left(attempt, now=now)
    return {
        "now": left.now,
        "deadline": left.deadline,
        "seconds_left": left.seconds,
        "is_paused": left.is_paused,
        "attempt": attempt.pk,
        "status": left.status.value,
    }


def _score(attempt: exams.Attempt) -> Mapping[str, float] | None:
    if attempt.points is None or attempt.maximum is None:
        return None
    return {"points": float(plain(attempt.points)), "maximum": float(plain(attempt.maximum))}


class ComeInInput(Fields):
    """How somebody comes in."""

    rehearsal = Flag(default=False)
    start = Flag(default=False, help_text="Let the clock run at once.")
    password = Text(default="", allow_blank=True)


class ActionInput(Fields):
    """What the learner does."""

    action = serializers.ChoiceField(choices=LEARNERS_DO)
    password = Text(default="", allow_blank=True, help_text="Where the exam asks for one.")


class ControlInput(Fields):
    """What staff do, and why."""

    control = Word(Control)
    reason = Text()
    seconds = Number(default=0, help_text="For extend, reopen and let-resume.")
    message = Text(default="", allow_blank=True, help_text="For the learner to read.")


class AttemptsQuery(Fields):
    """Which attempts of a course are wanted."""

    exam = serializers.IntegerField(required=False, min_value=1)
    status = serializers.CharField(default="", help_text="One or more statuses, with commas.")
    purpose = Word(exams.Purpose, default=exams.Purpose.SITTING)
    score = serializers.ChoiceField(
        choices=["missing"],
        required=False,
        help_text="Only those that were handed in, and whose score should have come by now.",
    )
    search = serializers.CharField(default="", allow_blank=True, max_length=200)
    sort = serializers.ChoiceField(choices=SORTS, default="-started")
    offset = serializers.IntegerField(default=0, min_value=0, max_value=10_000_000)
    limit = serializers.IntegerField(default=50, min_value=1, max_value=200)


class AttemptsShown(Shown):
    """A page of attempts."""

    results = AttemptShown(many=True)
    total = serializers.IntegerField()
    offset = serializers.IntegerField()
    limit = serializers.IntegerField()
    now = Instant()


class LatestShown(Shown):
    """The attempt that somebody is in or made last, if any."""

    attempt = AttemptShown(allow_null=True)
    now = Instant()


def wanted_attempts(course: launches.Course, told: Mapping[str, Any]) -> exams.Wanted:
    """Return what is wanted of the attempts in a course."""
    return exams.Wanted(
        exam=exams.exam_of(course, told["exam"]) if "exam" in told else None,
        statuses=tuple(_status(word) for word in filter(None, told["status"].split(","))),
        search=told["search"],
        purposes=(told["purpose"],),
        sort=told["sort"],
        offset=told["offset"],
        limit=told["limit"],
    )


def _status(word: str) -> exams.Status:
    if word not in set(exams.Status):
        raise InputRefused(field="status", why=f"not one of {', '.join(exams.Status)}")
    return exams.Status(word)
