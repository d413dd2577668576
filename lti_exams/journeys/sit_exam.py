"""A learner sits an exam: looks at it, comes in, begins, works, and hands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.onboard import with_onboarding
from lti_exams.journeys.pass_gates import with_milestones
from lti_exams.kernel import limits
from lti_exams.launches import api as launches

# Enough for whoever mistypes it, and too few for a program that tries them all.
GUESSES_A_MINUTE = 10
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenExam:
    """An exam as one person sees it before, during and after."""

    exam: exams.Exam
    person: launches.Person
    purpose: exams.Purpose
    terms: exams.Terms
    seconds: int | None
    # None where there is no limit.
    sittings_left: int | None
    obstacles: Sequence[exams.Obstacle]
    attempts: Sequence[exams.Attempt]
    attempt: exams.Attempt | None
    # Where the attempt is now, whether or not the sweeper has written it down.
    current: exams.Snapshot | None
    time_left: exams.TimeLeft | None
    # What staff told of the newest attempt, also where they took it back.
    notice: exams.Notice | None
    may: frozenset[exams.Event]

    @property
    def state(self) -> exams.State | None:
        return self.current.state if self.current else None


def purpose_of(caller: Caller, *, rehearsal: bool = False) -> exams.Purpose:
    """Say what somebody comes for: learners sit or rehearse, teachers preview."""
    if caller.may(Act.SIT_EXAM):
        return exams.Purpose.REHEARSAL if rehearsal else exams.Purpose.SITTING
    caller.check_may(Act.PREVIEW_EXAM)
    return exams.Purpose.PREVIEW


def look_at_exam(
    caller: Caller,
    exam: exams.Exam,
    presented: exams.Presented,
    *,
    purpose: exams.Purpose,
    now: datetime,
) -> SeenExam:
    """Return everything that the pages of an exam say to one person."""
    person = _person(caller)
    attempts = [one for one in exams.attempts_of(exam, person) if one.purpose == purpose.value]
    attempt = next((one for one in attempts if one.state != exams.State.RESET.value), None)
    current = exams.as_of(attempt.snapshot, now) if attempt else None
    known = _with_what_is_held(caller, exam, presented, now=now)
    case = exams.case_of(exam, person, known, purpose=purpose, now=now)
    return SeenExam(
        exam=exam,
        person=person,
        purpose=purpose,
        terms=_terms(attempt, current, now=now) or case.terms,
        seconds=_seconds(exam, person, attempt, now=now),
        sittings_left=_left(case),
        obstacles=exams.obstacles(case, now=now),
        attempts=attempts,
        attempt=attempt,
        current=current,
        time_left=exams.time_left(attempt, now=now) if attempt else None,
        notice=exams.notice_of(attempts[0]) if attempts else None,
        may=_may(current, now=now),
    )


def _with_what_is_held(
    caller: Caller, exam: exams.Exam, presented: exams.Presented, *, now: datetime
) -> exams.Presented:
    person = _person(caller)
    known = with_onboarding(exam, person, presented, now=now)
    return with_milestones(caller, exam, known, now=now)


def _terms(
    attempt: exams.Attempt | None, current: exams.Snapshot | None, *, now: datetime
) -> exams.Terms | None:
    """Return the terms under which an attempt goes on, whatever the exam asks of the next one."""
    if attempt is None or current is None or current.state not in exams.IN_PROGRESS:
        return None
    return exams.terms_of(attempt, now=now)[1]


def _seconds(
    exam: exams.Exam, person: launches.Person, attempt: exams.Attempt | None, *, now: datetime
) -> int | None:
    """Say how long a start now gives: to whom staff let go on, what was left when it broke."""
    if attempt is not None and attempt.may_resume:
        return exams.time_to_go_on(attempt, now=now)
    return exams.time_for(exam, person, now=now)


def _left(case: exams.Case) -> int | None:
    if case.attempts_allowed is None:
        return None
    return max(0, case.attempts_allowed - case.sittings_used)


def _may(current: exams.Snapshot | None, *, now: datetime) -> frozenset[exams.Event]:
    if current is None:
        return frozenset()
    return exams.legal_events(current.state, exams.Actor.LEARNER, exams.holding(current, now))


def _person(caller: Caller) -> launches.Person:
    if caller.person is None:
        raise exams.NoSuchExam
    return caller.person


def learner(caller: Caller) -> exams.Who:
    """Name the learner to the audit."""
    return exams.Who(exams.Actor.LEARNER, caller.name)


def may_guess(caller: Caller, exam: exams.Exam) -> bool:
    """Count one more password that somebody tries, and tell whether it may be looked at."""
    who = f"{exam.pk} {caller.name}"
    return limits.allow("exam-password", who, at_most=GUESSES_A_MINUTE, per=_MINUTE)


@transaction.atomic
def come_in(
    caller: Caller,
    exam: exams.Exam,
    presented: exams.Presented,
    *,
    purpose: exams.Purpose,
    now: datetime,
) -> exams.Attempt:
    """Return the attempt that is open, or the next one where the person is eligible."""
    wish = exams.Wish(
        exam=exam, person=_person(caller), purpose=purpose, is_test_user=caller.is_test_user
    )
    known = _with_what_is_held(caller, exam, presented, now=now)
    created = exams.create_attempt(wish, known, by=learner(caller), now=now)
    follow_changes([*created.earlier, created], now=now)
    return created.attempt


@transaction.atomic
def begin(
    caller: Caller, attempt: exams.Attempt, presented: exams.Presented, *, now: datetime
) -> exams.Attempt:
    """Let the clock run; whoever begins twice finds it running."""
    done = exams.start(attempt, presented, by=learner(caller), now=now)
    follow_changes([*done.earlier, done], now=now)
    return done.attempt


@transaction.atomic
def act(
    caller: Caller, attempt: exams.Attempt, event: exams.Event, *, now: datetime
) -> exams.Attempt:
    """Let the learner stop, go on, hand in, decline, or practise again."""
    done = exams.move(attempt, event, by=learner(caller), now=now)
    follow_changes([*done.earlier, done], now=now)
    return done.attempt


def note_result_seen(caller: Caller, attempt: exams.Attempt, *, now: datetime) -> None:
    """Remember that the learner has seen how it ended."""
    if attempt.person_id == _person(caller).pk:
        exams.acknowledge(attempt, now=now)
