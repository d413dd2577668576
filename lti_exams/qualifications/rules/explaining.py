"""Why somebody qualifies or does not: the tree with every answer, and what is missing. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lti_exams.kernel.conditions import Facts, Leaf, Verdict, evaluate
from lti_exams.kernel.points import SCALE
from lti_exams.qualifications.rules.tree import AT_LEAST, AT_MOST, PASSED, Rule, Sum


@dataclass(frozen=True, slots=True)
class Mark:
    """What counts of somebody in one column."""

    points: int | None
    is_passing: bool


Marks = Mapping[int, Mark]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict on one student, and the sums it was made from, in ten-thousandths of a point."""

    verdict: Verdict
    sums: tuple[int, ...]

    @property
    def qualifies(self) -> bool:
        return self.verdict.met

    def missing(self, leaf: Leaf) -> int:
        """Return how many points are missing for a minimum, or too many for a maximum."""
        if leaf.name == AT_LEAST:
            return max(0, _up(int(leaf["least"]) * SCALE - self._raw(leaf)))
        if leaf.name == AT_MOST:
            return max(0, _up(self._raw(leaf) - int(leaf["most"]) * SCALE))
        return 0

    def _raw(self, leaf: Leaf) -> int:
        return self.sums[int(leaf["sum"])]


def _up(weighted: int) -> int:
    return -(-weighted // SCALE)


def explain(rule: Rule, marks: Marks, belongs_to: Collection[str]) -> Explanation:
    """Answer every question of a rule for one student."""
    sums = tuple(weighted_sum(each, marks) for each in rule.sums)
    return Explanation(evaluate(rule.condition, _facts(marks, sums, belongs_to)), sums)


def _facts(marks: Marks, sums: tuple[int, ...], belongs_to: Collection[str]) -> Facts:
    def facts(leaf: Leaf) -> bool:
        if leaf.name == PASSED:
            mark = marks.get(int(leaf["column"]))
            return mark is not None and mark.is_passing
        if leaf.name == AT_LEAST:
            return sums[int(leaf["sum"])] >= int(leaf["least"]) * SCALE
        if leaf.name == AT_MOST:
            return sums[int(leaf["sum"])] <= int(leaf["most"]) * SCALE
        return leaf["set"] in belongs_to

    return facts


def weighted_sum(wanted: Sum, marks: Marks) -> int:
    """Add up the best of each group; points times weight, so ten-thousandths of ten-thousandths."""
    best = sorted(
        max((_weighted(marks, term.column, term.weight) for term in group), default=0)
        for group in wanted.groups
    )
    return sum(best[wanted.drop_lowest :])


def _weighted(marks: Marks, column: int, weight: int) -> int:
    mark = marks.get(column)
    return (mark.points or 0) * weight if mark else 0
