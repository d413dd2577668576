"""Staff look at the attempts of a course, and at one of them with its whole history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lti_exams.assessments import api as assessments
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.control_attempt import Control, act_of
from lti_exams.journeys.name_actors import names_of
from lti_exams.launches import api as launches

_TABLE = {event.value for event in exams.Event}
_EVENTS = {one: exams.Event(one.value) for one in Control if one.value in _TABLE}
_STEPS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One line of the list."""

    attempt: exams.Attempt
    time: exams.TimeLeft
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSeen:
    """What staff see of one attempt."""

    attempt: exams.Attempt
    time: exams.TimeLeft
    seen_at: datetime | None
    terms: exams.Terms
    personal: exams.Terms
    allowance: exams.Allowance
    time_comes_from: exams.Reach | None
    steps: Sequence[audit.Entry]
    names: Mapping[str, str]
    late_work: Sequence[exams.LateWork]
    controls: frozenset[Control]


def see_attempts(
    caller: Caller,
    course: launches.Course,
    wanted: exams.Wanted,
    *,
    owes_score: bool = False,
    now: datetime,
) -> tuple[list[AttemptRow], int]:
    """Return a page of the attempts in a course, and how many there are.

    Those that owe a score were handed in, and theirs should have come by now.
    """
    caller.check_may(Act.SEE_ATTEMPTS, course)
    if owes_score:
        wanted = replace(wanted, only=assessments.missing_in(course, now=now))
    page = exams.attempts_in(course, wanted)
    rows = [
        AttemptRow(one, exams.time_left(one, now=now), page.seen.get(one.pk))
        for one in page.attempts
    ]
    return rows, page.total


def see_attempt(caller: Caller, course: launches.Course, key: int, *, now: datetime) -> AttemptSeen:
    """Return one attempt with its time line, its terms, and what may be done to it now."""
    caller.check_may(Act.SEE_ATTEMPTS, course)
    attempt = exams.attempt_in(course, key)
    steps = list(audit.entries_about(attempt.key)[:_STEPS_SHOWN])
    grants = exams.grants_of(attempt.exam, attempt.person_id)
    since = attempt.started_at or now
    terms, personal = exams.terms_of(attempt, now=now)
    return AttemptSeen(
        attempt=attempt,
        time=exams.time_left(attempt, now=now),
        seen_at=exams.last_seen([attempt]).get(attempt.pk),
        terms=terms,
        personal=personal,
        allowance=exams.prevailing(grants, since=since, now=now),
        time_comes_from=exams.time_comes_from(grants, since=since, now=now),
        steps=steps,
        names=names_of(step.actor for step in steps),
        late_work=list(attempt.late_work.all()),
        controls=controls_of(caller, attempt, now=now),
    )


def controls_of(caller: Caller, attempt: exams.Attempt, *, now: datetime) -> frozenset[Control]:
    """Say what somebody may do to an attempt in a course that they reach: all that is offered."""
    current = exams.as_of(attempt.snapshot, now)
    legal = exams.legal_events(current.state, exams.Actor.STAFF, exams.holding(current, now))
    possible = {control for control, event in _EVENTS.items() if event in legal}
    if current.state in exams.OPEN:
        possible.add(Control.EXTEND)
        possible |= {Control.FREE_SEAT} if attempt.device else set()
    if current.state is exams.State.ERROR and not attempt.may_resume:
        possible.add(Control.LET_RESUME)
    return frozenset(one for one in possible if caller.may(act_of(one)))
