"""The requirements of a subject as one condition of the kernel. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, Leaf

HELD = "milestone-held"


class Mode(StrEnum):
    """How many parts of a group must be met."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at-least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One requirement: a milestone, or a group of requirements."""

    key: int
    milestone: int | None = None
    parent: int | None = None
    mode: Mode | None = None
    count: int | None = None


def tree(nodes: Iterable[Node]) -> All:
    """Return what all these ask; a group that lost its parts is never met.

    What lost its group is asked by itself: nothing that is asked may get lost.
    """
    known = {node.key: node for node in nodes}
    parts: dict[int | None, list[Node]] = defaultdict(list)
    for key in sorted(known):
        parent = known[key].parent
        parts[parent if parent in known else None].append(known[key])
    return All(tuple(_condition(node, parts) for node in parts[None]))


def _condition(node: Node, parts: dict[int | None, list[Node]]) -> Condition:
    if node.milestone is not None:
        return Leaf(HELD, (("requirement", node.key), ("milestone", node.milestone)))
    inner = tuple(_condition(part, parts) for part in parts.get(node.key, []))
    if node.mode is Mode.ANY:
        return Any(inner)
    if node.mode is Mode.AT_LEAST:
        return AtLeast(node.count or 1, inner)
    # An empty `all` would be met by everybody.
    return All(inner) if inner else Any()
