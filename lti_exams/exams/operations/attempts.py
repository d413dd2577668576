"""How an attempt comes about and begins."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt, Exam
from lti_exams.exams.operations.moves import moved
from lti_exams.exams.operations.swap import Change, Moved, Who, columns_of, settle, swap, told
from lti_exams.exams.queries.cases import NOTHING, Presented, case_at_start, case_of, terms_of
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.eligibility import check_eligible
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.snapshots import Snapshot, after
from lti_exams.exams.rules.states import IN_PROGRESS, OPEN, Event
from lti_exams.exams.rules.terms import postponed, to_document, under
from lti_exams.launches.api import Person

# Without the letters and digits that people mistake for each other.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Created:
    """The attempt that somebody has now, and what the clock had done unseen to the one before."""

    attempt: Attempt
    is_new: bool
    earlier: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whose attempt at which exam is wanted, and what for."""

    exam: Exam
    person: Person
    purpose: Purpose = Purpose.SITTING
    is_test_user: bool = False


@transaction.atomic
def create_attempt(
    wish: Wish, presented: Presented = NOTHING, *, by: Who, now: datetime
) -> Created:
    """Return the attempt that is open, or the next one; all who ask at once get the same."""
    # The person's row is the lock, so that of many tabs one makes the attempt and the rest find it.
    Person.objects.select_for_update(no_key=True).get(pk=wish.person.pk)
    found = _attempts(wish).filter(state__in=[state.value for state in OPEN]).first()
    earlier = settle(found, now=now) if found else ()
    if found and found.state in OPEN:
        return Created(found, is_new=False)
    new = _made(wish, presented, by=by, now=now)
    return Created(new, is_new=True, earlier=earlier)


def _attempts(wish: Wish) -> QuerySet[Attempt]:
    mine = Attempt.objects.filter(exam=wish.exam, person=wish.person, purpose=wish.purpose.value)
    return mine.select_related("exam")


def _made(wish: Wish, presented: Presented, *, by: Who, now: datetime) -> Attempt:
    number = _next_number(wish)
    interrupted = _attempts(wish).filter(may_resume=True).first()
    new = _first(wish, number) if interrupted is None else _resuming(interrupted, number)
    case = case_of(wish.exam, wish.person, presented, purpose=wish.purpose, now=now)
    terms = terms_of(new, now=now)[1]
    own = postponed(terms, new.close_extra_seconds)
    check_eligible(replace(case, terms=own), now=now)
    new.is_test_user, new.created_at, new.receipt = wish.is_test_user, now, _receipt()
    snapshot = replace(new.snapshot, clock=under(new.clock, terms))
    return _stored(new, snapshot, interrupted, by=by, now=now)


def _next_number(wish: Wish) -> int:
    every = Attempt.objects.filter(exam=wish.exam, person=wish.person)
    return (every.aggregate(last=Max("number"))["last"] or 0) + 1


def _first(wish: Wish, number: int) -> Attempt:
    return Attempt(
        exam=wish.exam,
        person=wish.person,
        purpose=wish.purpose.value,
        number=number,
        sitting=number,
    )


def _resuming(interrupted: Attempt, number: int) -> Attempt:
    """Return the next attempt of the same sitting, with the time that was left."""
    left = clocks.going_on(interrupted.clock, interrupted.ended_at or interrupted.created_at)
    return Attempt(
        exam=interrupted.exam,
        person_id=interrupted.person_id,
        purpose=interrupted.purpose,
        number=number,
        sitting=interrupted.sitting,
        terms=interrupted.terms,
        used_seconds=left.used_seconds,
        extra_seconds=left.extra_seconds,
        close_extra_seconds=left.close_extra_seconds,
    )


def _receipt() -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def _stored(
    new: Attempt, snapshot: Snapshot, interrupted: Attempt | None, *, by: Who, now: datetime
) -> Attempt:
    for name, value in columns_of(snapshot).items():
        setattr(new, name, value)
    new.save(force_insert=True)
    if interrupted:
        mine = Attempt.objects.filter(pk=interrupted.pk)
        mine.update(may_resume=False, version=F("version") + 1)
    audit.record(
        actor=by.name,
        action="attempt.create",
        subject=new.key,
        after=told(snapshot) | {"sitting": new.sitting, "number": new.number},
        now=now,
    )
    return new


@transaction.atomic
def start(attempt: Attempt, presented: Presented = NOTHING, *, by: Who, now: datetime) -> Moved:
    """Let the clock run under terms that are frozen now; a second start finds it running."""
    # What staff changed since the copy was read decides.
    attempt.refresh_from_db()

    def change(snapshot: Snapshot) -> Change | None:
        if snapshot.state in IN_PROGRESS:
            return None
        base, personal = terms_of(attempt, now=now)
        ready = replace(snapshot, clock=under(snapshot.clock, personal))
        started = after(ready, Event.START, by.actor, at=now)
        check_eligible(case_at_start(attempt, presented, now=now), now=now)
        return Change(started, {"terms": to_document(base)})

    return moved(attempt, Event.START, swap(attempt, change, now=now), by=by, now=now)
