"""What is granted to a person, and how it reaches what is open already."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.exams.errors import NoSuchAccommodation
from lti_exams.exams.models import Accommodation, Attempt, Exam
from lti_exams.exams.operations.reclock import Reclocking, reclock
from lti_exams.exams.operations.swap import Who, check_reason
from lti_exams.exams.queries.cases import Granted, terms_of
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.allowances import Allowance, check_allowance
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.terms import under
from lti_exams.launches.api import Course, Person


@transaction.atomic
def accommodate(
    person: Person,
    where: Exam | Course,
    allowance: Allowance,
    *,
    by: Who,
    reason: str,
    now: datetime,
) -> Accommodation:
    """Grant something to a person, for one exam or all exams of a course, from now on.

    It takes the place of what was granted there before, and reaches attempts that are open.
    """
    check_reason(by, reason)
    check_allowance(allowance)
    # The person's row is the lock: two who grant at once do so one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    exam = where if isinstance(where, Exam) else None
    course = where.course if isinstance(where, Exam) else where
    _withdraw(person.accommodations.filter(exam=exam, course=course), by=by, now=now)
    granted = Accommodation.objects.create(
        person=person,
        course=course,
        exam=exam,
        reason=reason,
        granted_by=by.name,
        granted_at=now,
        **{**asdict(allowance), "exceptions": list(allowance.exceptions)},
    )
    _tell(granted, "accommodation.grant", by=by, reason=reason, now=now)
    return granted


def _withdraw(rows: QuerySet[Accommodation], *, by: Who, now: datetime) -> int:
    return rows.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by.name)


@transaction.atomic
def withdraw_accommodation(
    granted: Accommodation, *, by: Who, reason: str, now: datetime
) -> Accommodation:
    """Take back what was granted; an attempt that runs keeps what was used of it."""
    check_reason(by, reason)
    if not _withdraw(Accommodation.objects.filter(pk=granted.pk), by=by, now=now):
        raise NoSuchAccommodation
    granted.withdrawn_at, granted.withdrawn_by = now, by.name
    _tell(granted, "accommodation.withdraw", by=by, reason=reason, now=now)
    return granted


def _tell(granted: Accommodation, action: str, *, by: Who, reason: str, now: datetime) -> None:
    audit.record(
        actor=by.name,
        action=action,
        subject=f"accommodation:{granted.pk}",
        after={"person": granted.person_id, "course": granted.course_id, "exam": granted.exam_id},
        reason=reason,
        now=now,
    )
    mine = Attempt.objects.filter(person_id=granted.person_id).select_related("exam")
    here = {"exam__course_id": granted.course_id} if granted.exam_id is None else {}
    there = {"exam_id": granted.exam_id} if granted.exam_id is not None else {}
    why = Reclocking(action="attempt.accommodate", by=by, now=now, reason=reason)
    reclock(mine.filter(**here, **there), lambda one: clock_by_terms(one, now=now), why)


def clock_by_terms(attempt: Attempt, *, now: datetime, granted: Granted | None = None) -> Clock:
    """Return the clock that the terms of today give; nobody's past becomes too late by them."""
    clock = under(attempt.clock, terms_of(attempt, granted)[1])
    return clocks.running_until_now_at_least(clock, now) if clock.started_at else clock
