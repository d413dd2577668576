"""What becomes of an award when something is completed, decided or over. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lti_exams.milestones.rules.conditions import Condition, Evidence, shortfalls


class State(StrEnum):
    """How a person stands to a milestone that they were awarded once."""

    EARNED = "earned"
    REVOKED = "revoked"
    EXPIRED = "expired"
    WAIVED = "waived"


class WhenLost(StrEnum):
    """What a fulfilment does when its reason is taken away, as by a regrade."""

    KEEP = "keep"
    TAKE_BACK = "take-back"


# With these somebody passes a gate, as long as they hold.
COUNTING = frozenset({State.EARNED, State.WAIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A fulfilment as it is now: what it asks, for how long it gives, and what it takes back."""

    key: int
    version: int
    condition: Condition
    when_lost: WhenLost = WhenLost.TAKE_BACK
    holds_for_days: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """The newest that is known of a person and a subject, and the event that told it."""

    event: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An award as it stands: the state, what it rests on, and until when it holds.

    What a person decided (`by_hand`) no completion changes, as long as it holds.
    """

    state: State
    evidence: Evidence
    by_hand: bool = False
    until: datetime | None = None
    event: str = ""
    rule: int | None = None
    rule_version: int | None = None


def standing(state: State, until: datetime | None, *, now: datetime) -> State:
    """Return the state at a moment: the clock ends what it ends, whether or not it was noted."""
    is_over = until is not None and until <= now
    return State.EXPIRED if is_over and state in COUNTING else state


def decide(
    current: Held | None, found: Iterable[tuple[Rule, Fact | None]], *, now: datetime
) -> Held | None:
    """Return how an award stands after what is known now; the same object where nothing changes."""
    if (
        current
        and current.by_hand
        and standing(current.state, current.until, now=now) is not (State.EXPIRED)
    ):
        return current
    known = list(found)
    gifts = [
        _gift(rule, fact, now=now)
        for rule, fact in known
        if fact is not None and not shortfalls(rule.condition, fact.evidence)
    ]
    # Most are given by one thing alone.
    best = gifts[0] if len(gifts) == 1 else max(gifts, key=_worth, default=None)
    if best is None:
        return _without_reason(current, [rule for rule, _ in known])
    return current if current and _stays(current, best, known, now=now) else best


def _gift(rule: Rule, fact: Fact, *, now: datetime) -> Held:
    days = rule.holds_for_days
    until = None if days is None else fact.evidence.at + timedelta(days=days)
    return Held(
        state=standing(State.EARNED, until, now=now),
        until=until,
        event=fact.event,
        rule=rule.key,
        rule_version=rule.version,
        evidence=fact.evidence,
    )


def _worth(held: Held) -> tuple[object, ...]:
    """Order gifts: the one that holds longest, with the best score, of the oldest fulfilment."""
    return (*_ends(held), *_reached(held.evidence), -(held.rule or 0))


def _reached(evidence: Evidence) -> tuple[int, int, bool]:
    score = -1 if evidence.score is None else evidence.score
    completion = -1 if evidence.completion is None else evidence.completion
    return score, completion, evidence.is_verified


def _stays(
    current: Held, best: Held, known: Sequence[tuple[Rule, Fact | None]], *, now: datetime
) -> bool:
    """Tell whether an award stays as it is though something gives it: it is the same, or better.

    A rule that keeps does not let go of a better result for a worse one that holds no longer.
    """
    if current == best:
        return True
    keeps = any(rule.key == current.rule and rule.when_lost is WhenLost.KEEP for rule, _ in known)
    holds = standing(current.state, current.until, now=now) is State.EARNED
    if not (keeps and holds) or current.by_hand or _ends(best) > _ends(current):
        return False
    lower = zip(_reached(best.evidence), _reached(current.evidence), strict=True)
    return any(new < old for new, old in lower)


def _ends(held: Held) -> tuple[float, ...]:
    """Order awards by when they end; one that never does comes last."""
    return (0.0,) if held.until is None else (-1.0, held.until.timestamp())


def _without_reason(current: Held | None, rules: Sequence[Rule]) -> Held | None:
    """Take back what rests on a rule that takes back; what it rests on may be gone by itself."""
    if current is None or current.state is not State.EARNED or current.by_hand:
        return current
    giver = next((rule for rule in rules if rule.key == current.rule), None)
    if giver is None or giver.when_lost is WhenLost.KEEP:
        return current
    return replace(current, state=State.REVOKED, until=None)
