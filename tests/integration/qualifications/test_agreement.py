"""Everybody decided at once and everybody explained one by one: the same answer, whatever the rule.

`LONG=1` tries 10,000 random courses; the brief form tries 300.
"""

import os
from collections.abc import Mapping

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, NoneOf
from lti_exams.kernel.points import SCALE
from lti_exams.launches import api as launches
from lti_exams.plugins.advanced import one_rule_met
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.deciding.drafts import at, members_who_qualify, rows
from lti_exams.qualifications.deciding.sql import figures_of
from lti_exams.results import api as results
from tests.conftest import NOW
from tests.factories import exams as make
from tests.factories import gradebook as book

COURSES = 10_000 if os.environ.get("LONG") == "1" else 300
COLUMNS, PEOPLE, SUMS = 5, 4, 3
SETS = ("chosen", "earlier")

points = st.integers(0, 20).map(lambda each: each * SCALE // 2)
marks = st.one_of(st.none(), st.tuples(st.one_of(st.none(), points), st.booleans()))
tables = st.lists(
    st.lists(marks, min_size=COLUMNS, max_size=COLUMNS), min_size=PEOPLE, max_size=PEOPLE
)
column = st.integers(0, COLUMNS - 1)
terms = st.tuples(column, st.sampled_from([0, SCALE // 2, SCALE, 3 * SCALE]))
sums = st.tuples(st.lists(st.lists(terms, min_size=1, max_size=3), max_size=4), st.integers(0, 3))
plain_sums = st.tuples(
    st.lists(terms, max_size=COLUMNS, unique_by=lambda term: term[0]).map(
        lambda chosen: [[term] for term in chosen]
    ),
    st.just(0),
)
limits = st.tuples(st.integers(0, SUMS - 1), st.integers(0, 40).map(lambda each: each * SCALE // 2))
leaves = st.one_of(
    st.tuples(st.just("passed"), column),
    st.tuples(st.just("least"), limits),
    st.tuples(st.just("most"), limits),
    st.tuples(st.just("among"), st.sampled_from(SETS)),
)
trees = st.recursive(
    leaves,
    lambda part: st.tuples(
        st.sampled_from(["all", "any", "none", "at_least"]), st.lists(part, max_size=4)
    ),
    max_leaves=12,
)


groupings = st.lists(st.sampled_from(["Essays", "Labs", ""]), min_size=COLUMNS, max_size=COLUMNS)
group = st.sampled_from(["Essays", "Labs"])
group_rules = st.fixed_dictionaries(
    {
        "passed": st.lists(
            st.fixed_dictionaries({"group": group}, optional={"at_least": st.integers(1, 3)}),
            min_size=1,
            max_size=2,
        ),
        "sums": st.lists(
            st.fixed_dictionaries(
                {
                    "groups": st.lists(
                        st.fixed_dictionaries(
                            {"group": group, "best": st.booleans()},
                            optional={"weight": st.sampled_from([0, SCALE // 2, 3 * SCALE])},
                        ),
                        min_size=1,
                        max_size=2,
                    ),
                    "minimum": st.integers(0, 40).map(lambda each: each * SCALE // 2),
                    "drop_lowest": st.integers(0, 2),
                }
            ),
            max_size=2,
        ),
    }
)


def _enough(marks: list, asked: Mapping) -> bool:
    return sum(mark is not None and mark[1] for mark in marks) >= asked.get("at_least", len(marks))


def _in_limits(marks: Mapping[str, list], asked: Mapping) -> bool:
    lines: list[int] = []
    for one in asked["groups"]:
        some = [(mark[0] or 0) if mark else 0 for mark in marks[one["group"]]]
        weighted = [points * one.get("weight", SCALE) for points in some]
        lines += [max(weighted)] if one["best"] else weighted
    return sum(sorted(lines)[asked["drop_lowest"] :]) >= asked["minimum"] * SCALE


@pytest.mark.slow
class TestTheDecisionAboutEverybody(TestCase):
    """One course of fixed people and columns; what they got and what is asked is made anew."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.course = make.course(NOW)
        cls.people = [make.person(cls.course) for _ in range(PEOPLE)]
        cls.members = [one.memberships.get() for one in cls.people]
        cls.columns = [
            book.column(cls.course, f"A{number}", now=NOW).pk for number in range(COLUMNS)
        ]

    @settings(max_examples=COURSES)
    @given(
        table=tables,
        tree=trees,
        added=st.lists(st.one_of(sums, plain_sums), min_size=SUMS, max_size=SUMS),
        chosen=st.sets(st.integers(0, PEOPLE - 1)),
        earlier=st.sets(st.integers(0, PEOPLE - 1)),
    )
    def test_agrees_with_the_explanation_of_each(
        self, table: list, tree: tuple, added: list, chosen: set[int], earlier: set[int]
    ) -> None:
        self._record(table)
        decision = qualifications.Decision(
            qualifications.Rule(self._condition(tree), tuple(map(self._sum, added))),
            {
                "chosen": qualifications.Members(frozenset(self.members[i].pk for i in chosen)),
                "earlier": qualifications.People(self._people(earlier)),
            },
        )

        explained = [
            qualifications.explain(decision.rule, self._marks(row), self._sets(i, chosen, earlier))
            for i, row in enumerate(table)
        ]

        passing = [m.pk for m, told in zip(self.members, explained, strict=True) if told.qualifies]
        assert members_who_qualify(self.course, decision) == sorted(passing)
        assert self._sums_of(decision) == {
            member.pk: told.sums for member, told in zip(self.members, explained, strict=True)
        }

    @settings(max_examples=COURSES)
    @given(table=tables, groups=groupings, rules=st.lists(group_rules, min_size=1, max_size=3))
    def test_agrees_where_assignments_are_chosen_by_their_group(
        self, table: list, groups: list[str], rules: list
    ) -> None:
        self._record(table)
        for key, group in zip(self.columns, groups, strict=True):
            results.Column.objects.filter(pk=key).update(group=group)
        try:
            decision = one_rule_met(self.course, {"rules": rules}, now=NOW)
        except qualifications.PluginSettingsRefused:
            # More are asked for, or left out, than are in the group.
            reject()

        explained = [qualifications.explain(decision.rule, self._marks(row), ()) for row in table]

        passing = [m.pk for m, told in zip(self.members, explained, strict=True) if told.qualifies]
        assert members_who_qualify(self.course, decision) == sorted(passing)
        expected = [self._meets_one(row, groups, rules) for row in table]
        assert [told.qualifies for told in explained] == expected

    def _meets_one(self, row: list, groups: list[str], rules: list) -> bool:
        """Say it once more in the plainest way: from the marks of each group."""
        marks = {
            name: [mark for mark, one in zip(row, groups, strict=True) if one == name]
            for name in set(groups)
        }
        return any(
            all(_enough(marks[one["group"]], one) for one in rule["passed"])
            and all(_in_limits(marks, one) for one in rule["sums"])
            for rule in rules
        )

    def _record(self, table: list) -> None:
        results.Result.objects.all().delete()
        results.Result.objects.bulk_create(
            results.Result(
                column_id=key,
                person=person,
                points=mark[0],
                is_passing=mark[1],
                counts=True,
                as_of=NOW,
                recorded_at=NOW,
            )
            for person, row in zip(self.people, table, strict=True)
            for key, mark in zip(self.columns, row, strict=True)
            if mark is not None
        )

    def _condition(self, tree: tuple) -> Condition:
        kind, about = tree
        if kind == "passed":
            return qualifications.passed(self.columns[about])
        if kind == "least":
            return qualifications.at_least(*about)
        if kind == "most":
            return qualifications.at_most(*about)
        if kind == "among":
            return qualifications.among(about)
        parts = tuple(map(self._condition, about))
        if kind == "at_least" and parts:
            return AtLeast((len(parts) + 1) // 2, parts)
        return {"all": All, "any": Any}.get(kind, NoneOf)(parts)

    def _sum(self, told: tuple) -> qualifications.Sum:
        groups, drop = told
        terms = (
            tuple(qualifications.Term(self.columns[i], weight) for i, weight in group)
            for group in groups
        )
        return qualifications.Sum(tuple(terms), drop)

    def _marks(self, row: list) -> Mapping[int, qualifications.Mark]:
        told = zip(self.columns, row, strict=True)
        return {key: qualifications.Mark(*mark) for key, mark in told if mark is not None}

    def _people(self, some: set[int]):
        chosen = [self.people[i].pk for i in some]
        return launches.Person.objects.filter(pk__in=chosen).values_list("pk", flat=True)

    def _sets(self, i: int, chosen: set[int], earlier: set[int]) -> set[str]:
        return {name for name, some in (("chosen", chosen), ("earlier", earlier)) if i in some}

    def _sums_of(self, decision: qualifications.Decision) -> dict[int, tuple[int, ...]]:
        wanted = qualifications.plan(decision.rule)
        sql, parameters = figures_of(self.course, decision, wanted)
        places = [wanted.place_of(each) for each in decision.rule.sums]
        shown = ", ".join(["w.member_id", *(at("w")(place) for place in places)])
        found = rows(f"SELECT {shown} FROM ({sql}) w", parameters)
        return {int(key): tuple(map(int, told)) for key, *told in found}
