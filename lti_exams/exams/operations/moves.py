"""What moves an attempt: the events of the table, for everybody who may cause them."""

from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.errors import AnotherAttemptIsOpen, ExtensionRefused, OptOutNotOffered
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.swap import Change, Moved, Swap, Who, check_reason, swap, told
from lti_exams.exams.rules.snapshots import Snapshot, after
from lti_exams.exams.rules.states import OPEN, Event, IllegalMove, State
from lti_exams.launches.api import Person

LONGEST_EXTENSION = 7 * 24 * 3600


@transaction.atomic
def move(
    attempt: Attempt, event: Event, *, by: Who, now: datetime, reason: str = "", seconds: int = 0
) -> Moved:
    """Let an event happen to an attempt, with its audit, in one transaction.

    A start goes through `start`, which asks who may and freezes the terms first.
    """
    check_reason(by, reason)
    _check_offered(attempt, event)
    if event is Event.REOPEN:
        _check_alone(attempt)

    def change(snapshot: Snapshot) -> Change | None:
        if _has_happened(snapshot, event):
            return None
        if event is Event.START:
            raise _refused(snapshot, event, by)
        moved_on = after(snapshot, event, by.actor, at=now, seconds=seconds)
        # Only an attempt in error may be gone on with: whatever moves it takes that back.
        return Change(moved_on, {"may_resume": False})

    return moved(attempt, event, swap(attempt, change, now=now), by=by, now=now, reason=reason)


def _refused(snapshot: Snapshot, event: Event, by: Who) -> IllegalMove:
    return IllegalMove(state=snapshot.state.value, event=event.value, actor=by.actor.value, why="")


def _check_offered(attempt: Attempt, event: Event) -> None:
    if event is Event.DECLINE and not attempt.exam.may_opt_out:
        raise OptOutNotOffered


def _check_alone(attempt: Attempt) -> None:
    """Refuse to open an attempt beside another one that is open."""
    # The lock under which attempts are made: none comes about between this look and the move.
    Person.objects.select_for_update(no_key=True).get(pk=attempt.person_id)
    others = Attempt.objects.exclude(pk=attempt.pk).filter(
        exam=attempt.exam_id,
        person=attempt.person_id,
        purpose=attempt.purpose,
        state__in=[state.value for state in OPEN],
    )
    if others.exists():
        raise AnotherAttemptIsOpen


def _has_happened(snapshot: Snapshot, event: Event) -> bool:
    return (
        event is Event.SUBMIT
        and snapshot.state is State.SUBMITTED
        and snapshot.submitted_at is not None
    )


def moved(
    attempt: Attempt, event: Event, done: Swap, *, by: Who, now: datetime, reason: str = ""
) -> Moved:
    """Write down a move that went through, and tell of it."""
    if done.is_new:
        audit.record(
            actor=by.name,
            action=f"attempt.{event}",
            subject=attempt.key,
            before=told(done.before),
            after=told(done.after),
            reason=reason,
            now=now,
        )
    return Moved(
        attempt, event, done.before.state, done.after.state, now, done.is_new, done.earlier
    )


def submit(attempt: Attempt, *, by: Who, now: datetime) -> Moved:
    """Hand an attempt in; whoever does it again gets the same receipt."""
    return move(attempt, Event.SUBMIT, by=by, now=now)


def reopen(attempt: Attempt, *, seconds: int, by: Who, reason: str, now: datetime) -> Moved:
    """Give more time to somebody whose time had ended: so much from now on."""
    check_length(seconds)
    return move(attempt, Event.REOPEN, by=by, now=now, reason=reason, seconds=seconds)


def check_length(seconds: int) -> None:
    """Refuse an extension of no length that anybody means."""
    if not 0 < seconds <= LONGEST_EXTENSION:
        raise ExtensionRefused(field="seconds", why=f"not between 1 and {LONGEST_EXTENSION}")
