"""After an error: staff let the learner go on."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.moves import check_length
from lti_exams.exams.operations.swap import Change, Who, check_reason, swap, told
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.snapshots import Snapshot
from lti_exams.exams.rules.states import IllegalMove, State


@transaction.atomic
def let_resume(
    attempt: Attempt, *, by: Who, reason: str, now: datetime, seconds: int = 0
) -> Attempt:
    """Let the learner make another attempt of the same sitting with the time that was left.

    `seconds` are given on top, for what the fault took.
    """
    check_reason(by, reason)
    if seconds:
        check_length(seconds)

    def change(snapshot: Snapshot) -> Change:
        if snapshot.state is not State.ERROR or attempt.may_resume:
            raise _illegal(snapshot, by, "")
        longer = replace(snapshot, clock=clocks.extended(snapshot.clock, seconds))
        if not _has_time_left(longer):
            raise _illegal(snapshot, by, "no-time-left")
        return Change(longer, {"may_resume": True})

    done = swap(attempt, change, now=now)
    audit.record(
        actor=by.name,
        action="attempt.let_resume",
        subject=attempt.key,
        before=told(done.before),
        after=told(done.after),
        reason=reason,
        now=now,
    )
    return attempt


def _has_time_left(snapshot: Snapshot) -> bool:
    clock = snapshot.clock
    if clock.limit_seconds is None or snapshot.ended_at is None:
        return True
    return clocks.used(clock, snapshot.ended_at) < clock.limit_seconds + clock.extra_seconds


def _illegal(snapshot: Snapshot, by: Who, why: str) -> IllegalMove:
    return IllegalMove(
        state=snapshot.state.value, event="let_resume", actor=by.actor.value, why=why
    )
