"""An attempt is open at one device: the one it began at, until the learner goes on at another."""

from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys import sit_exam
from lti_exams.journeys.access import Caller

# What an exam asks of the place where somebody sits, and so of each device they go on at.
OF_THE_PLACE = frozenset({"addresses", "safe-exam-browser"})


def at_this_place(obstacles: tuple[exams.Obstacle, ...]) -> tuple[exams.Obstacle, ...]:
    """Return what stands against sitting here, whoever it is that sits."""
    return tuple(one for one in obstacles if one.about in OF_THE_PLACE)


@transaction.atomic
def begin_here(
    caller: Caller,
    attempt: exams.Attempt,
    presented: exams.Presented,
    *,
    device: str,
    now: datetime,
) -> exams.Attempt:
    """Let the clock run, with this device as the seat where there is none yet."""
    begun = sit_exam.begin(caller, attempt, presented, now=now)
    if not begun.device:
        exams.take_seat(begun, device, by=sit_exam.learner(caller), now=now)
    return begun


@transaction.atomic
def come_in_and_begin_here(
    caller: Caller,
    exam: exams.Exam,
    presented: exams.Presented,
    *,
    purpose: exams.Purpose,
    device: str,
    now: datetime,
) -> exams.Attempt:
    """Come in and let the clock run at once, or neither."""
    attempt = sit_exam.come_in(caller, exam, presented, purpose=purpose, now=now)
    return begin_here(caller, attempt, presented, device=device, now=now)


def check_sits_here(attempt: exams.Attempt, *, device: str, now: datetime) -> None:
    """Refuse a device at which an attempt that runs does not go on, by the exam's policy."""
    if attempt.device == device:
        return
    policy = exams.common_terms_of(attempt).second_device
    is_running = exams.as_of(attempt.snapshot, now).state in exams.IN_PROGRESS
    if policy is exams.SecondDevice.MAY_JOIN or not is_running:
        return
    if policy is exams.SecondDevice.IS_REFUSED:
        raise exams.SecondDeviceRefused
    raise exams.AnotherDeviceTookOver


def check_place(attempt: exams.Attempt, presented: exams.Presented, *, now: datetime) -> None:
    """Refuse a network or a browser in which this exam is not sat."""
    said = exams.objections_again(attempt, presented, now=now)
    against = at_this_place(
        tuple(exams.Obstacle(why, about=rule) for rule, why in said.items() if why)
    )
    if against:
        raise exams.NotEligible(reasons=against, why=", ".join(one.code for one in against))


def act_here(
    caller: Caller, attempt: exams.Attempt, event: exams.Event, *, device: str, now: datetime
) -> exams.Attempt:
    """Let the learner act, at the device at which the attempt goes on."""
    try:
        return _acted_here(caller, attempt, event, device=device, now=now)
    except exams.IllegalMove:
        if event is exams.Event.SUBMIT:
            _note_late_submit(caller, attempt, now=now)
        raise


@transaction.atomic
def _acted_here(
    caller: Caller, attempt: exams.Attempt, event: exams.Event, *, device: str, now: datetime
) -> exams.Attempt:
    check_sits_here(attempt, device=device, now=now)
    return sit_exam.act(caller, attempt, event, now=now)


def _note_late_submit(caller: Caller, attempt: exams.Attempt, *, now: datetime) -> None:
    """Keep that somebody handed in what had been ended a moment before, by the vendor or staff."""
    attempt.refresh_from_db()
    told = {"state": attempt.state, "review": attempt.review}
    audit.record(
        actor=caller.name,
        action="attempt.submit_late",
        subject=attempt.key,
        before=told,
        after=told,
        now=now,
    )


@transaction.atomic
def go_on_here(
    caller: Caller,
    attempt: exams.Attempt,
    presented: exams.Presented,
    *,
    device: str,
    now: datetime,
) -> exams.Attempt:
    """Go on at this device, where the exam lets a second one in and may be sat at this place."""
    check_place(attempt, presented, now=now)
    exams.take_seat(attempt, device, by=sit_exam.learner(caller), now=now)
    return attempt
