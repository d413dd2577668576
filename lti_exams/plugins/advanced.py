"""Whoever satisfies one of several rules qualifies.

A rule asks for groups of which one assignment each must be passed, and for sums: the weighted best
of each group of assignments, the lowest of them dropped, between a minimum and a maximum.
Where such a group stands, the group that a teacher gave to assignments may be named instead: all
that are in it on the day of the decision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.kernel.conditions import All, AtLeast, Condition
from lti_exams.kernel.conditions import Any as OneOf
from lti_exams.kernel.points import SCALE
from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results

_MOST_RULES, _MOST_PARTS = 20, 50
_RULE = frozenset({"passed", "sums"})
_SUM = frozenset({"groups", "minimum", "maximum", "drop_lowest"})
_ASKED_OF_GROUP = frozenset({"group", "at_least"})
_ADDED_OF_GROUP = frozenset({"group", "weight", "best"})


@dataclass(slots=True)
class _Reader:
    """Reads the rules of one course, and gathers their sums."""

    columns: Mapping[int, results.Column]
    sums: list[qualifications.Sum] = field(default_factory=list)

    def rule(self, told: object, field: str) -> Condition:
        document = _object(told, field, _RULE)
        passed = _list(document.get("passed", []), f"{field}.passed")
        sums = _list(document.get("sums", []), f"{field}.sums")
        if not passed and not sums:
            raise reading.Refused(field=field, why=_("the rule asks for nothing"))
        return All(
            (
                *(self.group(one, f"{field}.passed.{i}") for i, one in enumerate(passed)),
                *(
                    part
                    for i, one in enumerate(sums)
                    for part in self.compared(one, f"{field}.sums.{i}")
                ),
            )
        )

    def group(self, told: object, field: str) -> Condition:
        if isinstance(told, dict):
            return self.some_of(_object(told, field, _ASKED_OF_GROUP), field)
        keys = [self.column(each, field) for each in _list(told, field)]
        if not keys:
            raise reading.Refused(field=field, why=_("no assignment is chosen"))
        return qualifications.one_passed(dict.fromkeys(keys))

    def some_of(self, document: Mapping[str, Any], field: str) -> Condition:
        """Ask for all assignments of a named group, or for so many of them."""
        keys = reading.in_group(self.columns.values(), document.get("group"), field)
        least = reading.number(document.get("at_least"), field)
        if least is None:
            return qualifications.all_passed(keys)
        if least == 0:
            raise reading.Refused(field=field, why=_("the rule asks for nothing"))
        if least > len(keys):
            told = {"count": len(keys), "name": document["group"]}
            why = _("the group “%(name)s” has only %(count)d assignments") % told
            raise reading.Refused(field=field, why=why)
        return AtLeast(least, tuple(map(qualifications.passed, keys)))

    def column(self, told: object, field: str) -> int:
        if type(told) is not int or told not in self.columns:
            raise reading.Refused(
                field=field, why=_("an assignment is not in this course, or not in use")
            )
        return told

    def compared(self, told: object, field: str) -> Iterator[Condition]:
        document = _object(told, field, _SUM)
        minimum = reading.number(document.get("minimum"), f"{field}.minimum", most=10**15)
        maximum = reading.number(document.get("maximum"), f"{field}.maximum", most=10**15)
        if minimum is None and maximum is None:
            raise reading.Refused(field=field, why=_("it has neither a minimum nor a maximum"))
        if minimum is not None and maximum is not None and minimum > maximum:
            why = _("nobody can reach the minimum without exceeding the maximum")
            raise reading.Refused(field=f"{field}.maximum", why=why)
        place = len(self.sums)
        self.sums.append(self.sum(document, field))
        if minimum is not None:
            yield qualifications.at_least(place, minimum)
        if maximum is not None:
            yield qualifications.at_most(place, maximum)

    def sum(self, document: Mapping[str, Any], field: str) -> qualifications.Sum:
        groups = _list(document.get("groups"), f"{field}.groups")
        drop = reading.number(document.get("drop_lowest", 0), f"{field}.drop_lowest") or 0
        terms = [
            line for i, one in enumerate(groups) for line in self.lines(one, f"{field}.groups.{i}")
        ]
        if drop >= len(terms):
            raise reading.Refused(field=f"{field}.drop_lowest", why=_("it leaves nothing to add"))
        if not all(terms):
            raise reading.Refused(field=f"{field}.groups", why=_("no assignment is chosen"))
        return qualifications.Sum(tuple(terms), drop)

    def lines(self, told: object, field: str) -> list[tuple[qualifications.Term, ...]]:
        """Read alternatives; or a named group, each of which counts, or the best of which does."""
        if not isinstance(told, dict):
            return [tuple(self.term(each, field) for each in _list(told, field))]
        document = _object(told, field, _ADDED_OF_GROUP)
        keys = reading.in_group(self.columns.values(), document.get("group"), field)
        weight, best = document.get("weight"), document.get("best", False)
        if type(best) is not bool:
            raise reading.Refused(field=field, why=_("it is neither true nor false"))
        terms = [self.term({"column": key, "weight": weight}, field) for key in keys]
        return [tuple(terms)] if best else [(term,) for term in terms]

    def term(self, told: object, field: str) -> qualifications.Term:
        """Read a column, or a column with a weight; without one it weighs what the column says."""
        if isinstance(told, dict):
            document = _object(told, field, frozenset({"column", "weight"}))
            key = self.column(document.get("column"), field)
            weight = reading.number(document.get("weight"), field, most=100 * SCALE)
        else:
            key, weight = self.column(told, field), None
        return qualifications.Term(key, self.columns[key].weight if weight is None else weight)


def one_rule_met(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Read the rules and ask whether one of them is met."""
    del now
    reading.whole(settings, frozenset({"rules"}))
    rules = _list(settings.get("rules"), "rules", most=_MOST_RULES)
    if not rules:
        raise reading.Refused(field="rules", why=_("there is no rule"))
    reader = _Reader({column.pk: column for column in results.columns_of(period)})
    read = tuple(reader.rule(one, f"rules.{i}") for i, one in enumerate(rules))
    return qualifications.Decision(qualifications.Rule(OneOf(read), tuple(reader.sums)))


def _object(told: object, field: str, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(told, dict) or not told.keys() <= known:
        raise reading.Refused(field=field, why=_("it has other parts than it can have"))
    return told


def _list(told: object, field: str, *, most: int = _MOST_PARTS) -> list[object]:
    if not isinstance(told, list) or len(told) > most:
        raise reading.Refused(
            field=field, why=_("it is no list of at most %(most)d") % {"most": most}
        )
    return told


def summary(settings: qualifications.Settings) -> str:
    count = len(settings.get("rules", []))
    words = ngettext("%(count)d rule met", "One of %(count)d rules met", count)
    return words % {"count": count}
