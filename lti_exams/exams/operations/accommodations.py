"""What is granted to a person, and how it reaches what is open already."""

from dataclasses import asdict, dataclass
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
from lti_exams.exams.rules.allowances import Allowance, check_allowance, check_profile
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.terms import under
from lti_exams.launches.api import Course, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person is granted in all courses, and from when until when."""

    allowance: Allowance
    holds_from: datetime | None = None
    holds_until: datetime | None = None


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
    course = where.course if isinstance(where, Exam) else where
    granted = Accommodation(
        person=person, course=course, exam=where if isinstance(where, Exam) else None
    )
    return _put(granted, allowance, by=by, reason=reason, now=now)


@transaction.atomic
def give_profile(
    person: Person, profile: Profile, *, by: Who, reason: str, now: datetime
) -> Accommodation:
    """Grant something to a person in every exam of every course, for a time or for good.

    It takes the place of the profile before it, and reaches attempts that are open.
    """
    check_reason(by, reason)
    check_profile(profile.allowance, profile.holds_from, profile.holds_until)
    granted = Accommodation(
        person=person, holds_from=profile.holds_from, holds_until=profile.holds_until
    )
    return _put(granted, profile.allowance, by=by, reason=reason, now=now)


def _put(
    granted: Accommodation, allowance: Allowance, *, by: Who, reason: str, now: datetime
) -> Accommodation:
    # The person's row is the lock: two who grant at once do so one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=granted.person_id)
    before = Accommodation.objects.filter(
        person=granted.person_id, exam=granted.exam_id, course=granted.course_id
    )
    _withdraw(before, by=by, now=now)
    for name, value in asdict(allowance).items():
        setattr(granted, name, value)
    granted.exceptions = list(allowance.exceptions)
    granted.reason, granted.granted_by, granted.granted_at = reason, by.name, now
    granted.save(force_insert=True)
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
    why = Reclocking(action="attempt.accommodate", by=by, now=now, reason=reason)
    reclock(_reached(granted), lambda one: clock_by_terms(one, now=now), why)


def _reached(granted: Accommodation) -> QuerySet[Attempt]:
    mine = Attempt.objects.filter(person_id=granted.person_id).select_related("exam")
    if granted.exam_id is not None:
        return mine.filter(exam_id=granted.exam_id)
    return mine if granted.course_id is None else mine.filter(exam__course_id=granted.course_id)


def clock_by_terms(attempt: Attempt, *, now: datetime, granted: Granted | None = None) -> Clock:
    """Return the clock that the terms of today give; nobody's past becomes too late by them."""
    clock = under(attempt.clock, terms_of(attempt, granted, now=now)[1])
    return clocks.running_until_now_at_least(clock, now) if clock.started_at else clock
