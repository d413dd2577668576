"""Whether anybody can ever meet what is asked, and in which order. Pure.

A subject can be completed when its requirements can be met; a milestone can be reached when a
subject that gives it can be completed, or when people give it by hand. What waits for itself is
never reached.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from lti_exams.kernel.conditions import Condition, Leaf, evaluate

# Subjects go by their digest, milestones by their key.
Ranks = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Graph:
    """What subjects ask for, which subjects give a milestone, and what is there anyway."""

    asks: Mapping[str, Condition] = field(default_factory=dict)
    givers: Mapping[int, Set[str]] = field(default_factory=dict)
    given: Set[int] = frozenset()


def ranks(graph: Graph) -> dict[int, int]:
    """Return every milestone that can be reached, with how many steps lie before it."""
    found = dict.fromkeys(graph.given, 0)
    done: set[str] = set()
    waiting = {subject for givers in graph.givers.values() for subject in givers}
    step = 0
    while True:
        step += 1
        now = {one for one in waiting - done if _opens(graph, one, found.keys())}
        done |= now
        new = [key for key, givers in graph.givers.items() if key not in found and givers & now]
        if not new:
            return found
        found |= dict.fromkeys(new, step)


def _opens(graph: Graph, subject: str, reached: Set[int]) -> bool:
    asked = graph.asks.get(subject)
    return asked is None or can_be_met(asked, reached)


def can_be_met(condition: Condition, reached: Set[int]) -> bool:
    return evaluate(condition, lambda leaf: leaf["milestone"] in reached).met


def waits_for_itself(graph: Graph, milestone: int) -> bool:
    """Tell whether what a milestone that is never reached waits for leads back to itself."""
    before = _all_before(graph, milestone)
    # What waits for nothing is taken away, again and again; only circles stay.
    while ends := {key for key, needed in before.items() if not needed & before.keys()}:
        before = {key: needed for key, needed in before.items() if key not in ends}
    return bool(before)


def _all_before(graph: Graph, milestone: int) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    waiting = {milestone}
    while waiting:
        key = waiting.pop()
        found[key] = _before(graph, key)
        waiting |= found[key] - found.keys()
    return found


def _before(graph: Graph, milestone: int) -> set[int]:
    conditions = (graph.asks.get(subject) for subject in graph.givers.get(milestone, ()))
    return {key for one in conditions if one is not None for key in milestones_of(one)}


def milestones_of(condition: Condition) -> list[int]:
    """Return the milestones that a condition asks about, in its order."""
    if isinstance(condition, Leaf):
        return [int(condition["milestone"])]
    return [key for part in condition.parts for key in milestones_of(part)]


def plan(graph: Graph, wanted: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """Return which milestone to reach by which subject, in an order in which each step is open."""
    rank = ranks(graph)
    steps: dict[int, str] = {}
    waiting = [key for key in wanted if key in rank]
    while waiting:
        key = waiting.pop()
        if key in steps or key in graph.given:
            continue
        subject = _nearest(graph, key, rank)
        steps[key] = subject
        waiting.extend(_enough(graph.asks.get(subject), rank))
    ordered = sorted(steps, key=lambda key: (rank[key], key))
    return tuple((key, steps[key]) for key in ordered)


def _nearest(graph: Graph, milestone: int, rank: Ranks) -> str:
    """Return a giver whose own requirements were reached before the milestone was."""
    earlier = {key for key, step in rank.items() if step < rank[milestone]}
    return min(one for one in graph.givers[milestone] if _opens(graph, one, earlier))


def _enough(condition: Condition | None, rank: Ranks) -> list[int]:
    """Return the milestones that meet a condition soonest, and no more of them than needed."""
    if condition is None:
        return []
    nearest = sorted({*milestones_of(condition)} & rank.keys(), key=lambda key: (rank[key], key))
    chosen: list[int] = []
    while not can_be_met(condition, set(chosen)) and len(chosen) < len(nearest):
        chosen.append(nearest[len(chosen)])
    for key in list(chosen):
        if can_be_met(condition, set(chosen) - {key}):
            chosen.remove(key)
    return chosen
