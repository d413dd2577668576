"""One attempt as the rules see it, and what an event makes of it. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.reviews import Review
from lti_exams.exams.rules.states import (
    ENDED,
    OPEN,
    RUNNING,
    UNSTARTED,
    Actor,
    Event,
    Proviso,
    State,
    moved,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything that a move depends on, and everything that it changes."""

    state: State
    clock: Clock = field(default_factory=Clock)
    review: Review = Review.NONE
    ended_at: datetime | None = None
    ended_by: Actor | None = None
    submitted_at: datetime | None = None
    has_vendor: bool = False
    is_practice: bool = False
    late_work_counts: bool = True


@dataclass(frozen=True, slots=True)
class ClockMove:
    """What the clock has done: at its own instant, however late somebody looks."""

    event: Event
    at: datetime
    before: Snapshot
    after: Snapshot


def holding(snapshot: Snapshot, at: datetime) -> frozenset[Proviso]:
    """Say which provisos of the table hold for an attempt at an instant."""
    end = clocks.deadline(snapshot.clock)
    counts = snapshot.late_work_counts
    answers = {
        Proviso.NO_VENDOR: not snapshot.has_vendor,
        Proviso.BEFORE_THE_DEADLINE: end is None or at < end,
        Proviso.ENDED_BY_THE_CLOCK: snapshot.ended_by is Actor.CLOCK,
        Proviso.PRACTICE: snapshot.is_practice,
        Proviso.LATE_WORK_COUNTS: counts,
        Proviso.LATE_WORK_DOES_NOT_COUNT: not counts,
    }
    return frozenset(proviso for proviso, holds in answers.items() if holds)


def after(
    snapshot: Snapshot, event: Event, actor: Actor, *, at: datetime, seconds: int = 0
) -> Snapshot:
    """Return what an event makes of an attempt; `seconds` are what a reopening grants."""
    to = moved(snapshot.state, event, actor, holding(snapshot, at))
    effect = _EFFECTS.get(event)
    changed = effect(snapshot, at, seconds) if effect else snapshot
    if to in ENDED and snapshot.state in OPEN:
        changed = _ended(changed, actor, at)
    return replace(changed, state=to)


def _ended(snapshot: Snapshot, actor: Actor, at: datetime) -> Snapshot:
    end = clocks.deadline(snapshot.clock)
    ended_at = at if end is None else min(at, end)
    return replace(
        snapshot,
        ended_at=ended_at,
        ended_by=actor,
        clock=clocks.resumed(snapshot.clock, ended_at),
    )


def _started(snapshot: Snapshot, at: datetime, _: int) -> Snapshot:
    return replace(snapshot, clock=replace(snapshot.clock, started_at=at))


def _paused(snapshot: Snapshot, at: datetime, _: int) -> Snapshot:
    return replace(snapshot, clock=clocks.paused(snapshot.clock, at))


def _resumed(snapshot: Snapshot, at: datetime, _: int) -> Snapshot:
    return replace(snapshot, clock=clocks.resumed(snapshot.clock, at))


def _submitted(snapshot: Snapshot, at: datetime, _: int) -> Snapshot:
    return replace(snapshot, submitted_at=at)


def _accepted(snapshot: Snapshot, _: datetime, __: int) -> Snapshot:
    return replace(snapshot, ended_by=Actor.STAFF)


def _reopened(snapshot: Snapshot, at: datetime, seconds: int) -> Snapshot:
    return replace(
        snapshot,
        review=Review.NONE,
        ended_at=None,
        ended_by=None,
        clock=clocks.reopened(snapshot.clock, seconds, ended_at=snapshot.ended_at or at, now=at),
    )


_EFFECTS: dict[Event, Callable[[Snapshot, datetime, int], Snapshot]] = {
    Event.START: _started,
    Event.PAUSE: _paused,
    Event.RESUME: _resumed,
    Event.PAUSE_LIMIT: _resumed,
    Event.SUBMIT: _submitted,
    Event.ACCEPT: _accepted,
    Event.REOPEN: _reopened,
}


def clock_acts_after(snapshot: Snapshot) -> datetime | None:
    """Say after which instant the clock itself moves this attempt."""
    due = _due(snapshot)
    return due[1] if due else None


def _due(snapshot: Snapshot) -> tuple[Event, datetime] | None:
    clock, last = snapshot.clock, clocks.last_moment(snapshot.clock)
    if snapshot.state in UNSTARTED:
        end = clocks.closing(clock)
        return (Event.EXPIRE, end) if end else None
    if snapshot.state is State.PAUSED:
        pause_ends = clocks.pause_ends(clock)
        if pause_ends and (last is None or pause_ends <= last):
            return Event.PAUSE_LIMIT, pause_ends
    if snapshot.state is State.PAUSED or snapshot.state in RUNNING:
        return (Event.DEADLINE, last) if last else None
    return None


def settled(snapshot: Snapshot, now: datetime) -> Iterator[ClockMove]:
    """Tell in order what the clock has done until now, whether or not anybody looked."""
    while (due := _due(snapshot)) and due[1] < now:
        event, at = due
        changed = after(snapshot, event, Actor.CLOCK, at=at)
        yield ClockMove(event, at, snapshot, changed)
        snapshot = changed


def as_of(snapshot: Snapshot, now: datetime) -> Snapshot:
    """Return an attempt as it is now, also where nobody has written it down yet."""
    for move in settled(snapshot, now):
        snapshot = move.after
    return snapshot
