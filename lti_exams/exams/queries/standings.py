"""How somebody stands in every exam of a course, in three queries whatever their number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lti_exams.exams.models import Accommodation, Attempt, Exam
from lti_exams.exams.queries.cases import base_terms
from lti_exams.exams.queries.exams import exams_of
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.allowances import Grant, Reach, granted, prevailing
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import OPEN, State
from lti_exams.exams.rules.terms import Terms, postponed, under
from lti_exams.launches.api import Course, Person


@dataclass(frozen=True, slots=True)
class Standing:
    """One exam under the terms of one person, and the attempt they are in or made last."""

    exam: Exam
    terms: Terms
    # How long a start now gives; None without a limit.
    seconds: int | None
    attempt: Attempt | None


def standings_of(person: Person, course: Course, *, now: datetime) -> list[Standing]:
    """Return how somebody stands in each exam of a course that they can use, or have sat."""
    newest = _newest_attempts(person, course)
    grants = _grants(person, course)
    return [
        _standing(exam, person, newest.get(exam.pk), grants, now=now)
        for exam in exams_of(course)
        if exam.is_active or exam.pk in newest
    ]


def _standing(
    exam: Exam,
    person: Person,
    attempt: Attempt | None,
    grants: dict[int | None, list[Grant]],
    *,
    now: datetime,
) -> Standing:
    mine = [*grants[None], *grants[exam.pk]]
    since = attempt.started_at if attempt and attempt.started_at else now
    terms = granted(base_terms(exam, person.pk), prevailing(mine, since=since, now=now))
    seconds = clocks.remaining(under(_clock(attempt), terms), now)
    return Standing(exam, postponed(terms, _given_on_top(attempt)), seconds, attempt)


def _clock(attempt: Attempt | None) -> Clock:
    """Return the clock with which somebody would begin: after an error, what was left."""
    if attempt is None or attempt.ended_at is None or not attempt.may_resume:
        return Clock()
    return clocks.going_on(attempt.clock, attempt.ended_at)


def _given_on_top(attempt: Attempt | None) -> int:
    """Count the time on top of the close date that an attempt can still use."""
    if attempt is None or not (attempt.may_resume or attempt.state in OPEN):
        return 0
    return attempt.close_extra_seconds


def _newest_attempts(person: Person, course: Course) -> dict[int, Attempt]:
    """An attempt that was taken back says nothing of how somebody stands."""
    sat = Attempt.objects.filter(
        person=person, exam__course=course, purpose=Purpose.SITTING.value
    ).exclude(state=State.RESET.value)
    return {one.exam_id: one for one in sat.select_related("exam").order_by("number")}


def _grants(person: Person, course: Course) -> dict[int | None, list[Grant]]:
    """Return what is granted by the key of its exam; without one it is for all of them."""
    here = Q(course=course) | Q(course=None)
    living = Accommodation.objects.filter(here, person=person, withdrawn_at=None)
    grants: dict[int | None, list[Grant]] = defaultdict(list)
    for row in living:
        grants[row.exam_id if row.reach is Reach.EXAM else None].append(row.grant)
    return grants
