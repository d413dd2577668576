"""After an error: staff let the learner go on."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.errors import ExtensionRefused
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.moves import check_length
from lti_exams.exams.operations.swap import Change, Who, check_reason, swap, told
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.snapshots import Snapshot
from lti_exams.exams.rules.states import IllegalMove, State


@transaction.atomic
def let_resume(
    attempt: Attempt, *, by: Who, reason: str, now: datetime, seconds: int = 0
) -> Attempt:
    """Let the learner make another attempt of the same sitting with the time that was left.

    `seconds` are given on top, for what the fault took. An exam that closes before that time is
    over stays open for it, counted from now.
    """
    check_reason(by, reason)
    if seconds:
        check_length(seconds)

    def change(snapshot: Snapshot) -> Change:
        if snapshot.state is not State.ERROR or attempt.may_resume:
            raise IllegalMove(
                state=snapshot.state.value, event="let_resume", actor=by.actor.value, why=""
            )
        clock = _with_what_was_left(snapshot, seconds, now=now)
        return Change(replace(snapshot, clock=clock), {"may_resume": True})

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


def _with_what_was_left(snapshot: Snapshot, seconds: int, *, now: datetime) -> Clock:
    clock = clocks.extended(snapshot.clock, seconds)
    left = clocks.remaining(clock, snapshot.ended_at or now)
    if left == 0:
        raise ExtensionRefused(field="seconds", why="no time was left, so some must be given")
    return clocks.kept_open(clock, left, now=now)
