"""A rule becomes figures, one number each per student, and a question about those numbers. Pure.

All that is written into SQL here are whole numbers of ours.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, Group, Leaf, NoneOf
from lti_exams.kernel.points import SCALE
from lti_exams.qualifications.rules.tree import AMONG, AT_LEAST, PASSED, Rule, Sum


@dataclass(frozen=True, slots=True)
class Passed:
    """How many of these columns somebody passed."""

    columns: frozenset[int]


@dataclass(frozen=True, slots=True)
class Added:
    """What a sum comes to, in ten-thousandths of ten-thousandths."""

    sum: Sum


@dataclass(frozen=True, slots=True)
class Belongs:
    """1 for whoever is in a set, else 0."""

    name: str


Figure = Passed | Added | Belongs
# Writes down where the figure of this place is to be read.
At = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The figures of a rule."""

    rule: Rule
    figures: tuple[Figure, ...]

    def decision(self, at: At, *, without: str = "") -> str:
        """Return the question whether somebody qualifies, as SQL about their figures.

        `without` is a set that nobody is taken to be in.
        """
        places = {figure: place for place, figure in enumerate(self.figures)}

        def read(figure: Figure) -> str:
            if without and figure == Belongs(without):
                return "0"
            return at(places[figure])

        return _question(self.rule, self.rule.condition, read)

    def place_of(self, added: Sum) -> int:
        """Return where a sum of the rule is among the figures."""
        return self.figures.index(Added(added))

    def of(self, other: Rule) -> "Plan | None":
        """Return a plan for another rule from these same figures, where they are enough."""
        needed = plan(other).figures
        return Plan(other, self.figures) if set(needed) <= set(self.figures) else None


def plan(rule: Rule) -> Plan:
    """List the figures that a rule needs, each once."""
    asked = _figures(rule, rule.condition)
    # Sums that are shown without being asked about are figures as well.
    found: dict[Figure, None] = dict.fromkeys([*asked, *(Added(each) for each in rule.sums)])
    return Plan(rule, tuple(found))


def _figures(rule: Rule, condition: Condition) -> Iterator[Figure]:
    if isinstance(condition, Leaf):
        yield _figure(rule, condition)
        return
    columns, others = _split(condition)
    if columns:
        yield Passed(columns)
    for part in others:
        yield from _figures(rule, part)


def _figure(rule: Rule, leaf: Leaf) -> Figure:
    if leaf.name == PASSED:
        return Passed(frozenset({int(leaf["column"])}))
    if leaf.name == AMONG:
        return Belongs(str(leaf["set"]))
    return Added(rule.sums[int(leaf["sum"])])


def _split(group: Group) -> tuple[frozenset[int], list[Condition]]:
    """Count the columns of a group together; one that is there twice counts twice."""
    columns: set[int] = set()
    others: list[Condition] = []
    for part in group.parts:
        column = int(part["column"]) if isinstance(part, Leaf) and part.name == PASSED else None
        if column is None or column in columns:
            others.append(part)
        else:
            columns.add(column)
    return frozenset(columns), others


def _question(rule: Rule, condition: Condition, read: Callable[[Figure], str]) -> str:
    if isinstance(condition, Leaf):
        return _asked(rule, condition, read)
    columns, others = _split(condition)
    counted = [read(Passed(columns))] if columns else []
    counted += [f"CASE WHEN {_question(rule, part, read)} THEN 1 ELSE 0 END" for part in others]
    return _compared(condition, " + ".join(f"({each})" for each in counted) or "0")


def _asked(rule: Rule, leaf: Leaf, read: Callable[[Figure], str]) -> str:
    figure = read(_figure(rule, leaf))
    if leaf.name in (PASSED, AMONG):
        return f"({figure} >= 1)"
    if leaf.name == AT_LEAST:
        return f"({figure} >= {int(leaf['least']) * SCALE})"
    return f"({figure} <= {int(leaf['most']) * SCALE})"


def _compared(group: Group, count: str) -> str:
    match group:
        case All():
            return f"({count} = {len(group.parts)})"
        case Any():
            return f"({count} > 0)"
        case AtLeast():
            return f"({count} >= {int(group.count)})"
        case NoneOf():
            return f"({count} = 0)"
