"""The one way in which an attempt changes: compare and swap on its version, with its audit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from lti_exams.audit import api as audit
from lti_exams.exams.errors import AttemptIsBusy, ReasonMissing
from lti_exams.exams.models import Attempt
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.snapshots import ClockMove, Snapshot, as_of, clock_acts_after, settled
from lti_exams.exams.rules.states import Actor, Event, State, needs_reason
from lti_exams.kernel.errors import LtiExamsError

# Each loss means that another change went through, so a few tries are plenty.
_TRIES = 20
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Who:
    """Who makes something happen: in which part, and the name that the audit keeps."""

    actor: Actor
    name: str


CLOCK = Who(Actor.CLOCK, "clock")


@dataclass(frozen=True, slots=True)
class Moved:
    """What happened to an attempt. `earlier` is what the clock had done unseen before it.

    When `is_new` is false it had happened before, and nothing was written.
    """

    attempt: Attempt
    event: Event
    before: State
    after: State
    at: datetime
    is_new: bool = True
    earlier: tuple["Moved", ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What an attempt becomes, with columns that no rule looks at."""

    snapshot: Snapshot
    columns: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Swap:
    """A change that went through, and what the clock had done before it."""

    before: Snapshot
    after: Snapshot
    earlier: tuple[Moved, ...] = ()
    is_new: bool = True


def check_reason(who: Who, reason: str) -> None:
    """Refuse an act of staff that says nothing of why."""
    if needs_reason(who.actor) and not reason.strip():
        raise ReasonMissing(field="reason")


def swap(attempt: Attempt, change: Callable[[Snapshot], Change | None], *, now: datetime) -> Swap:
    """Change an attempt in one statement, beginning with what the clock owes it.

    The change answers None where there is nothing to do. Where the copy turns out to be stale, it
    is read anew and the change is asked again: also a refusal holds only for the newest state.
    The caller holds the transaction.
    """
    for _ in range(_TRIES):
        moves = tuple(settled(attempt.snapshot, now))
        before = moves[-1].after if moves else attempt.snapshot
        wanted = _asked(change, before)
        if isinstance(wanted, Change):
            if _swapped(attempt, wanted):
                return Swap(before, wanted.snapshot, record_clock(attempt, moves))
        elif _is_newest(attempt):
            if wanted is not None:
                raise wanted
            return Swap(before, before, is_new=False)
        attempt.refresh_from_db()
    raise AttemptIsBusy


def _asked(
    change: Callable[[Snapshot], Change | None], before: Snapshot
) -> Change | LtiExamsError | None:
    try:
        return change(before)
    except LtiExamsError as refusal:
        return refusal


def _is_newest(attempt: Attempt) -> bool:
    return Attempt.objects.filter(pk=attempt.pk, version=attempt.version).exists()


def settle(attempt: Attempt, *, now: datetime) -> tuple[Moved, ...]:
    """Write down what the clock has done to an attempt, if anything."""
    if as_of(attempt.snapshot, now) == attempt.snapshot:
        return ()
    return swap(attempt, Change, now=now).earlier


def _swapped(attempt: Attempt, change: Change) -> bool:
    columns = {**columns_of(change.snapshot), **change.columns}
    mine = Attempt.objects.filter(pk=attempt.pk, version=attempt.version)
    if not mine.update(version=F("version") + 1, **columns):
        return False
    for name, value in columns.items():
        setattr(attempt, name, value)
    attempt.version += 1
    return True


def columns_of(snapshot: Snapshot) -> dict[str, Any]:
    """Return the columns of an attempt, those that are derived among them."""
    return {
        **asdict(snapshot.clock),
        "state": snapshot.state.value,
        "review": snapshot.review.value,
        "ended_at": snapshot.ended_at,
        "ended_by": snapshot.ended_by.value if snapshot.ended_by else "",
        "submitted_at": snapshot.submitted_at,
        "deadline": clocks.deadline(snapshot.clock),
        "acts_at": clock_acts_after(snapshot),
    }


def store_alike(attempts: Iterable[Attempt], columns: Sequence[str]) -> None:
    """Store locked attempts in one statement for all that have become alike.

    Whoever sits together mostly ends together. The caller has raised their versions.
    """
    alike: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        alike[repr([getattr(attempt, name) for name in columns])].append(attempt)
    for same in alike.values():
        values = {name: getattr(same[0], name) for name in columns}
        keys = [attempt.pk for attempt in same]
        for begin in range(0, len(keys), _AT_ONCE):
            Attempt.objects.filter(pk__in=keys[begin : begin + _AT_ONCE]).update(**values)


def record_clock(attempt: Attempt, moves: Iterable[ClockMove]) -> tuple[Moved, ...]:
    """Write down what the clock did, at the instants at which it did it."""
    moves = tuple(moves)
    audit.record_all(entry_of_clock(attempt, move) for move in moves)
    return tuple(moved_by_clock(attempt, move) for move in moves)


def moved_by_clock(attempt: Attempt, move: ClockMove) -> Moved:
    return Moved(attempt, move.event, move.before.state, move.after.state, move.at)


def entry_of_clock(attempt: Attempt, move: ClockMove) -> audit.Entry:
    return audit.Entry(
        actor=CLOCK.name,
        action=f"attempt.{move.event}",
        subject=attempt.key,
        at=move.at,
        before=told(move.before),
        after=told(move.after),
    )


def told(snapshot: Snapshot) -> dict[str, str | None]:
    """Return what the audit keeps of an attempt: enough to follow its way and its clock."""
    end = clocks.deadline(snapshot.clock)
    return {
        "state": snapshot.state.value,
        "review": snapshot.review.value,
        "deadline": end.isoformat() if end else None,
    }
