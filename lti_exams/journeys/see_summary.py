"""A short word on the exams of a course: how a learner stands in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches


class Window(StrEnum):
    """Whether an exam can be sat now, by its dates for one person."""

    LATER = "later"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MyExam:
    """How a learner stands in one exam."""

    exam: exams.Exam
    terms: exams.Terms
    window: Window
    # How long a start now gives; None without a limit.
    seconds: int | None
    attempt: exams.Attempt | None
    # Where the attempt is now, and its clock.
    time: exams.TimeLeft | None


def see_my_exams(caller: Caller, course: launches.Course, *, now: datetime) -> Sequence[MyExam]:
    """Return how the caller stands in every exam of a course."""
    caller.check_may(Act.SIT_EXAM, course)
    assert caller.person is not None  # noqa: S101 - whoever may sit an exam is a person
    return [_mine(one, now=now) for one in exams.standings_of(caller.person, course, now=now)]


def _mine(standing: exams.Standing, *, now: datetime) -> MyExam:
    attempt = standing.attempt
    return MyExam(
        exam=standing.exam,
        terms=standing.terms,
        window=_window(standing, now=now),
        seconds=standing.seconds,
        attempt=attempt,
        time=exams.time_left(attempt, now=now) if attempt else None,
    )


def _window(standing: exams.Standing, *, now: datetime) -> Window:
    ends_at = exams.ends(standing.terms)
    if not standing.exam.is_active or (ends_at is not None and ends_at <= now):
        return Window.CLOSED
    opens_at = standing.terms.opens_at
    return Window.LATER if opens_at is not None and now < opens_at else Window.OPEN
