"""Attempts: of a person, of an exam, and what they say now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lti_exams.exams.errors import NoSuchAttempt
from lti_exams.exams.models import Attempt, Exam, Notice
from lti_exams.exams.queries.cases import personal_terms, terms_of
from lti_exams.exams.queries.exams import exam_of
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.snapshots import as_of
from lti_exams.exams.rules.states import OPEN, State
from lti_exams.exams.rules.statuses import Status, public_status
from lti_exams.exams.rules.terms import under
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.api import Course, Person

_LARGEST_KEY = 2**63 - 1


def _whole() -> QuerySet[Attempt]:
    return Attempt.objects.select_related("exam", "person").order_by("-number")


# Asked by every page and every heartbeat of an exam that is sat.
_any = Question(lambda: _whole().filter(pk=Asked("key")))
_all_of = Question(
    lambda: Attempt.objects.filter(exam=Asked("exam"), person=Asked("person")).order_by("-number")
)
_sat = Question(
    lambda: (
        Attempt.objects.select_related("exam")
        .filter(exam=Asked("exam"), exam__course=Asked("course"), person=Asked("person"))
        .order_by("-number")
    )
)
_mine = Question(lambda: _whole().filter(pk=Asked("key"), person=Asked("person")))

_notices = Question(lambda: Notice.objects.filter(attempt=Asked("attempt")).order_by("-pk"))


def attempt_of(person: Person, key: int) -> Attempt:
    """Return an attempt of this person; that of another does not exist for them."""
    return _there(_mine.one(key=key, person=person.pk) if _is_key(key) else None)


def attempt_in(course: Course, key: int) -> Attempt:
    """Return an attempt at an exam of this course; that of another course does not exist there."""
    here = _whole().filter(exam__course=course, pk=key) if _is_key(key) else None
    return _there(here.first() if here is not None else None)


def attempt_known(key: int) -> Attempt:
    """Return an attempt to a part of the program that has its key from us."""
    return _there(_any.one(key=key) if _is_key(key) else None)


def _is_key(key: int) -> bool:
    return 0 < key <= _LARGEST_KEY


def _there(found: Attempt | None) -> Attempt:
    if found is None:
        raise NoSuchAttempt
    return found


def attempts_of(exam: Exam, person: Person) -> list[Attempt]:
    """Return somebody's attempts at an exam, the newest first."""
    attempts = _all_of.rows(exam=exam.pk, person=person.pk)
    for attempt in attempts:
        attempt.exam, attempt.person = exam, person
    return attempts


def exam_sat_by(person: Person, course: Course, key: int) -> tuple[Exam, list[Attempt]]:
    """Return an exam of a course and somebody's attempts at it, the newest first."""
    attempts = _sat.rows(exam=key, course=course.pk, person=person.pk) if _is_key(key) else []
    if not attempts:
        return exam_of(course, key), []
    exam = attempts[0].exam
    exam.course = course
    for attempt in attempts:
        attempt.exam, attempt.person = exam, person
    return exam, attempts


def notice_of(attempt: Attempt) -> Notice | None:
    """Return what staff told the learner of an attempt last, if they told anything."""
    return _notices.one(attempt=attempt.pk)


def latest_attempt(person: Person, course: Course | None = None) -> Attempt | None:
    """Return the attempt that somebody is in, else the one they made last."""
    mine = _whole().filter(person=person).order_by("-created_at", "-pk")
    here = mine.filter(exam__course=course) if course else mine
    return here.filter(state__in=[state.value for state in OPEN]).first() or here.first()


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What a client needs to show the time: the server's hour and the deadline, by one clock."""

    now: datetime
    deadline: datetime | None
    seconds: int | None
    is_paused: bool
    status: Status


def time_left(attempt: Attempt, *, now: datetime) -> TimeLeft:
    """Say how much time an attempt has left; before it starts, how much it would have."""
    current = as_of(attempt.snapshot, now)
    clock = current.clock
    return TimeLeft(
        now=now,
        deadline=clocks.deadline(clock) if clock.started_at else None,
        seconds=clocks.remaining(clock, now) if current.state in OPEN else 0,
        is_paused=current.state is State.PAUSED,
        status=public_status(current.state, current.review),
    )


def time_to_go_on(attempt: Attempt, *, now: datetime) -> int | None:
    """Say how many seconds somebody would have who went on now after an error."""
    clock = clocks.going_on(attempt.clock, attempt.ended_at or now)
    return clocks.remaining(under(clock, terms_of(attempt, now=now)[1]), now)


def time_for(exam: Exam, person: Person, *, now: datetime) -> int | None:
    """Say how many seconds somebody would have who started now."""
    clock = under(Clock(), personal_terms(exam, person, now=now))
    return clocks.remaining(clock, now)
