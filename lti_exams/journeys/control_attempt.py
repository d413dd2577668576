"""Staff act on an attempt, each time with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.tell_outcomes import tell_outcomes
from lti_exams.kernel.errors import LtiExamsError


class Control(StrEnum):
    """What staff can do to an attempt."""

    ADMIT = "admit"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    FAIL = "fail"
    ACCEPT = "accept"
    RESET = "reset"
    REOPEN = "reopen"
    EXTEND = "extend"
    LET_RESUME = "let-resume"
    FREE_SEAT = "free-seat"


class ControlUnknown(LtiExamsError):
    """There is no such act on an attempt."""

    code = "attempt-act-unknown"


_IN_THE_HALL = {Control.ADMIT, Control.PAUSE, Control.RESUME, Control.FREE_SEAT}
_TIME = {Control.EXTEND, Control.REOPEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a member of staff wants done, and why."""

    control: Control
    reason: str
    seconds: int = 0


def act_of(control: Control) -> Act:
    """Say which right an act on an attempt needs."""
    if control in _IN_THE_HALL:
        return Act.INVIGILATE
    return Act.GRANT_TIME if control in _TIME else Act.DECIDE_ABOUT_ATTEMPT


@transaction.atomic
def control_attempt(
    caller: Caller, attempt: exams.Attempt, order: Order, *, now: datetime
) -> exams.Attempt:
    """Do what was ordered, with its audit and its consequences."""
    caller.check_may(act_of(order.control), attempt.exam.course)
    by = exams.Who(exams.Actor.STAFF, caller.name)
    special = _SPECIAL.get(order.control)
    if special is not None:
        special(attempt, order, by, now)
        attempt.refresh_from_db()
        return attempt
    event = exams.Event(order.control.value)
    done = exams.move(attempt, event, by=by, now=now, reason=order.reason, seconds=order.seconds)
    tell_outcomes([*done.earlier, done], now=now)
    return done.attempt


def _reopen(attempt: exams.Attempt, order: Order, by: exams.Who, now: datetime) -> None:
    done = exams.reopen(attempt, seconds=order.seconds, by=by, reason=order.reason, now=now)
    tell_outcomes([*done.earlier, done], now=now)


def _extend(attempt: exams.Attempt, order: Order, by: exams.Who, now: datetime) -> None:
    exams.extend(attempt, seconds=order.seconds, by=by, reason=order.reason, now=now)


def _let_resume(attempt: exams.Attempt, order: Order, by: exams.Who, now: datetime) -> None:
    exams.let_resume(attempt, by=by, reason=order.reason, now=now, seconds=order.seconds)


def _free_seat(attempt: exams.Attempt, order: Order, by: exams.Who, now: datetime) -> None:
    exams.free_seat(attempt, by=by, reason=order.reason, now=now)


_SPECIAL: dict[Control, Callable[[exams.Attempt, Order, exams.Who, datetime], None]] = {
    Control.REOPEN: _reopen,
    Control.EXTEND: _extend,
    Control.LET_RESUME: _let_resume,
    Control.FREE_SEAT: _free_seat,
}
