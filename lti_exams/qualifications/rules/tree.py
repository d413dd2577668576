"""The rule of a decision: a tree of questions about columns, sums, and belonging. Pure.

Every question of a rule is one of these leaves:

    column-passed   (column)       what counts there passes
    sum-at-least    (sum, least)   a sum of the rule reaches its minimum, in ten-thousandths
    sum-at-most     (sum, most)    it does not exceed its maximum
    among           (set)          the student is in a set: chosen by hand, found by a plugin,
                                   holding a milestone, qualified earlier
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, Leaf, NoneOf
from lti_exams.kernel.points import SCALE

PASSED = "column-passed"
AT_LEAST = "sum-at-least"
AT_MOST = "sum-at-most"
AMONG = "among"
# The sets of those about whom somebody decided otherwise.
WAIVED, BARRED = "waived", "barred"
QUESTIONS = frozenset({PASSED, AT_LEAST, AT_MOST, AMONG})


@dataclass(frozen=True, slots=True)
class Term:
    """A column in a sum, and how much its points weigh there, in ten-thousandths."""

    column: int
    weight: int = SCALE


@dataclass(frozen=True, slots=True)
class Sum:
    """The best of each group of columns, added up; the lowest of them may be dropped.

    A group in which somebody has nothing counts as zero.
    """

    groups: tuple[tuple[Term, ...], ...]
    drop_lowest: int = 0

    @property
    def columns(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(term.column for group in self.groups for term in group))

    @property
    def is_plain(self) -> bool:
        """Tell whether it is nothing but weighted points of columns that are there once."""
        alone = all(len(group) == 1 for group in self.groups)
        return alone and not self.drop_lowest and len(self.columns) == len(self.groups)


@dataclass(frozen=True, slots=True)
class Rule:
    """A tree of questions, and the sums that it asks about by their place."""

    condition: Condition
    sums: tuple[Sum, ...] = ()

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        return tuple(dict.fromkeys(leaves_of(self.condition)))

    @property
    def columns(self) -> tuple[int, ...]:
        """Return every column that has a say, in the order of the tree."""
        asked = [int(leaf["column"]) for leaf in self.leaves if leaf.name == PASSED]
        return tuple(dict.fromkeys([*asked, *(one for each in self.sums for one in each.columns)]))

    @property
    def sets(self) -> tuple[str, ...]:
        return tuple(str(leaf["set"]) for leaf in self.leaves if leaf.name == AMONG)


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    if isinstance(condition, Leaf):
        yield condition
        return
    for part in condition.parts:
        yield from leaves_of(part)


def passed(column: int) -> Leaf:
    return Leaf(PASSED, (("column", column),))


def at_least(place: int, points: int) -> Leaf:
    return Leaf(AT_LEAST, (("sum", place), ("least", points)))


def at_most(place: int, points: int) -> Leaf:
    return Leaf(AT_MOST, (("sum", place), ("most", points)))


def among(name: str) -> Leaf:
    return Leaf(AMONG, (("set", name),))


def all_passed(columns: Iterable[int]) -> All:
    return All(tuple(map(passed, columns)))


def one_passed(columns: Iterable[int]) -> Any:
    return Any(tuple(map(passed, columns)))


def plain_sum(columns: Iterable[int]) -> Sum:
    """Return the sum of the points of some columns, each weighing the same."""
    return Sum(tuple((Term(column),) for column in columns))


def with_overrides(rule: Rule) -> Rule:
    """Let single decisions go before the rule: nobody who is barred, everybody who is waived."""
    either = Any((among(WAIVED), rule.condition))
    return replace(rule, condition=All((NoneOf((among(BARRED),)), either)))


def with_minimum(rule: Rule, points: int) -> Rule:
    """Ask for another minimum of the first sum."""

    def asked(leaf: Leaf) -> Leaf:
        if leaf.name == AT_LEAST and leaf["sum"] == 0:
            return at_least(0, points)
        return leaf

    return replace(rule, condition=_mapped(rule.condition, asked))


def with_enough(rule: Rule, count: int) -> Rule | None:
    """Let so many of the assignments be enough where all are asked; None where none are."""
    plain = _all_of_columns(rule.condition)
    if plain is None:
        return None
    return replace(rule, condition=_replaced(rule.condition, plain, AtLeast(count, plain.parts)))


def minimum_of(rule: Rule) -> int | None:
    """Return the minimum of the first sum, if the rule asks for one."""
    least = (leaf for leaf in rule.leaves if leaf.name == AT_LEAST and leaf["sum"] == 0)
    return next((int(leaf["least"]) for leaf in least), None)


def columns_asked(rule: Rule) -> int:
    """Return how many assignments must be passed, where it is all of some."""
    plain = _all_of_columns(rule.condition)
    return len(plain.parts) if plain is not None else 0


def _all_of_columns(condition: Condition) -> All | None:
    """Find the part that asks for all of some assignments, and for nothing else."""
    if isinstance(condition, Leaf):
        return None
    leaves = all(isinstance(part, Leaf) and part.name == PASSED for part in condition.parts)
    if isinstance(condition, All) and condition.parts and leaves:
        return condition
    return next(filter(None, map(_all_of_columns, condition.parts)), None)


def _replaced(condition: Condition, part: Condition, other: Condition) -> Condition:
    if condition == part:
        return other
    if isinstance(condition, Leaf):
        return condition
    return replace(condition, parts=tuple(_replaced(each, part, other) for each in condition.parts))


def _mapped(condition: Condition, change: Callable[[Leaf], Leaf]) -> Condition:
    if isinstance(condition, Leaf):
        return change(condition)
    return replace(condition, parts=tuple(_mapped(each, change) for each in condition.parts))
