"""A vendor tells of an attempt while it goes on, or after: the assessment control service."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.alert_staff import alert_after_decision
from lti_exams.journeys.attempt_events import Change
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools

_MINUTE = 60
_SUSPICIOUS = frozenset(
    {proctoring.Outcome.SECOND, proctoring.Outcome.REJECT, proctoring.Outcome.ERROR}
)
_UNDECIDED = frozenset({exams.Review.WAITING, exams.Review.SECOND})


@dataclass(frozen=True, slots=True)
class Hearing:
    """One call, whose attempt it is about, and what follows from such calls there."""

    session: proctoring.Session
    call: proctoring.Call
    policy: proctoring.Policy

    @property
    def attempt(self) -> exams.Attempt:
        return self.session.attempt

    @property
    def by(self) -> exams.Who:
        return exams.Who(exams.Actor.VENDOR, self.session.vendor.audited)

    @property
    def reason(self) -> str:
        return ": ".join(filter(None, (self.call.reason_code, self.call.reason)))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a call changed. What took no effect is kept as evidence."""

    took_effect: bool
    changes: Sequence[Change] = ()


def apply_control(tool: tools.Tool, document: object, *, now: datetime) -> proctoring.Answered:
    """Do what an LTI vendor says of an attempt of its own, once, and say where the attempt is."""
    call = proctoring.read_call(
        document, issuer=tools.issuer(), offered=tuple(proctoring.Action), now=now
    )
    session = proctoring.session_meant(call, tool)
    policy = proctoring.policy_of(session.vendor, proctoring.proctoring_of(session.attempt.exam))
    if call.action not in policy.actions:
        raise proctoring.ControlRefused("control-invalid", field="action", why="not offered")
    return hear(Hearing(session, call, policy), now=now)


def hear(hearing: Hearing, *, now: datetime) -> proctoring.Answered:
    """Let a call take effect if it comes for the first time; else give the answer that it got."""
    key = proctoring.replay_key_of(hearing.session, hearing.call)
    given = proctoring.answer_given(key)
    if given is not None:
        return given
    try:
        with transaction.atomic():
            return _heard(hearing, key, now=now)
    except IntegrityError:
        # The same call came twice at once, and the other one was first.
        given = proctoring.answer_given(key)
        if given is None:
            raise
        return given


def _heard(hearing: Hearing, key: str, *, now: datetime) -> proctoring.Answered:
    effect = _EFFECTS[hearing.call.action](hearing, now)
    answered = proctoring.answer_now(hearing.attempt, now=now)
    proctoring.keep_incident(
        hearing.session,
        hearing.call,
        answered,
        replay_key=key,
        took_effect=effect.took_effect,
        now=now,
    )
    if effect.changes:
        follow_changes(effect.changes, now=now)
    return answered


def _flag(hearing: Hearing, now: datetime) -> Effect:
    """Raise a question about a sitting that has ended; before, it is kept for the end."""
    attempt = hearing.attempt
    current = exams.as_of(attempt.snapshot, now)
    if current.review is exams.Review.NONE or _follows(hearing, now) not in _SUSPICIOUS:
        return Effect(took_effect=current.state in exams.OPEN)
    if current.review not in _UNDECIDED:
        key = proctoring.replay_key_of(hearing.session, hearing.call)
        alert_after_decision(attempt, key=key, now=now)
        return Effect(took_effect=False)
    done = exams.review(attempt, exams.Finding.FLAG, by=hearing.by, now=now, reason=hearing.reason)
    if done.is_new:
        proctoring.note_decision(done, by=hearing.by, reason=hearing.reason, now=now)
    return Effect(took_effect=True, changes=[*done.earlier, done])


def _follows(hearing: Hearing, now: datetime) -> proctoring.Outcome:
    call = hearing.call
    told = proctoring.Told(call.action, call.severity, call.reason_code)
    return proctoring.follows(hearing.policy, told, _exceptions(hearing, now))


def _exceptions(hearing: Hearing, now: datetime) -> Collection[str]:
    if not hearing.policy.excuses:
        return ()
    attempt = hearing.attempt
    return exams.allowance_of(attempt.exam, attempt.person_id, now=now).exceptions


def _pause(hearing: Hearing, now: datetime) -> Effect:
    return _moved_unless(hearing, exams.Event.PAUSE, {exams.State.PAUSED}, now)


def _resume(hearing: Hearing, now: datetime) -> Effect:
    running = {exams.State.STARTED, exams.State.READY_TO_SUBMIT}
    return _moved_unless(hearing, exams.Event.RESUME, running, now)


def _moved_unless(
    hearing: Hearing, event: exams.Event, there: Collection[exams.State], now: datetime
) -> Effect:
    """Move an attempt, unless it is already where the vendor wants it."""
    proctoring.queue_up(hearing.session)
    if proctoring.is_overtaken(hearing.session, hearing.call):
        return Effect(took_effect=False)
    if exams.as_of(hearing.attempt.snapshot, now).state in there:
        return Effect(took_effect=True)
    try:
        return _move(hearing, event, now)
    except exams.IllegalMove:
        if not _was_before_the_end(hearing, now):
            raise
        return Effect(took_effect=False)


def _was_before_the_end(hearing: Hearing, now: datetime) -> bool:
    """Tell whether something happened during the sitting that is told after it: evidence."""
    ended_at = exams.as_of(hearing.attempt.snapshot, now).ended_at
    return ended_at is not None and hearing.call.moment < ended_at


def _move(hearing: Hearing, event: exams.Event, now: datetime) -> Effect:
    done = exams.move(hearing.attempt, event, by=hearing.by, now=now, reason=hearing.reason)
    return Effect(took_effect=True, changes=[*done.earlier, done])


def _terminate(hearing: Hearing, now: datetime) -> Effect:
    """End what goes on; what has ended already stays, and that the vendor ended it is kept."""
    proctoring.queue_up(hearing.session)
    try:
        return _move(hearing, _ending(hearing, now), now)
    except exams.IllegalMove:
        # Handed in a moment before, by the learner or by the clock.
        _note_late_end(hearing, now)
        return _flag(hearing, now)


def _ending(hearing: Hearing, now: datetime) -> exams.Event:
    state = exams.as_of(hearing.attempt.snapshot, now).state
    may_fail = state in (exams.State.STARTED, exams.State.PAUSED)
    if may_fail and _follows(hearing, now) is proctoring.Outcome.ERROR:
        return exams.Event.FAIL
    return exams.Event.TERMINATE


def _note_late_end(hearing: Hearing, now: datetime) -> None:
    current = exams.as_of(hearing.attempt.snapshot, now)
    told = {"state": current.state.value, "review": current.review.value}
    audit.record(
        actor=hearing.by.name,
        action="attempt.terminate_late",
        subject=hearing.attempt.key,
        before=told,
        after=told,
        reason=hearing.reason,
        now=now,
    )


def _update(hearing: Hearing, now: datetime) -> Effect:
    if not hearing.call.extra_minutes:
        return Effect(took_effect=False)
    seconds = hearing.call.extra_minutes * _MINUTE
    proctoring.check_minutes_in_all((hearing.attempt.extra_seconds + seconds) // _MINUTE)
    try:
        exams.extend(
            hearing.attempt, seconds=seconds, by=hearing.by, reason=hearing.reason, now=now
        )
    except exams.IllegalMove:
        if not _was_before_the_end(hearing, now):
            raise
        return Effect(took_effect=False)
    return Effect(took_effect=True)


_EFFECTS: dict[proctoring.Action, Callable[[Hearing, datetime], Effect]] = {
    proctoring.Action.FLAG: _flag,
    proctoring.Action.PAUSE: _pause,
    proctoring.Action.RESUME: _resume,
    proctoring.Action.TERMINATE: _terminate,
    proctoring.Action.UPDATE: _update,
}
