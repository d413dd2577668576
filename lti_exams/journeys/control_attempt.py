"""Staff act on an attempt, each time with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.watchers import at_exam, check_not_own
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


# What those may do who watch, and decide nothing.
IN_THE_HALL = frozenset({Control.ADMIT, Control.PAUSE, Control.RESUME, Control.FREE_SEAT})
_TIME = {Control.EXTEND, Control.REOPEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a member of staff wants done, and why."""

    control: Control
    reason: str
    seconds: int = 0
    # For the learner, who is not told the reason.
    message: str = ""


def act_of(control: Control) -> Act:
    """Say which right an act on an attempt needs."""
    if control in IN_THE_HALL:
        return Act.INVIGILATE
    return Act.GRANT_TIME if control in _TIME else Act.DECIDE_ABOUT_ATTEMPT


@transaction.atomic
def control_attempt(
    caller: Caller, attempt: exams.Attempt, order: Order, *, now: datetime
) -> exams.Attempt:
    """Do what was ordered, with its audit and its consequences."""
    act = act_of(order.control)
    at_exam(caller, attempt.exam).check_may(act, attempt.exam.course)
    check_not_own(caller, attempt, act)
    by = exams.Who(exams.Actor.STAFF, caller.name)
    _SPECIAL.get(order.control, _move)(attempt, order, by, now)
    if order.control is Control.RESET or order.message.strip():
        about = order.control.value
        exams.notify(attempt, about=about, message=order.message, by=by, now=now)
    attempt.refresh_from_db()
    return attempt


def _move(attempt: exams.Attempt, order: Order, by: exams.Who, now: datetime) -> None:
    event = exams.Event(order.control.value)
    done = exams.move(attempt, event, by=by, now=now, reason=order.reason, seconds=order.seconds)
    follow_changes([*done.earlier, done], now=now)


def _reopen(attempt: exams.Attempt, order: Order, by: exams.Who, now: datetime) -> None:
    done = exams.reopen(attempt, seconds=order.seconds, by=by, reason=order.reason, now=now)
    follow_changes([*done.earlier, done], now=now)


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
