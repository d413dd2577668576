"""Other limits, single decisions and documents: what is done to a rule, and what stays."""

import pytest

from lti_exams.kernel.conditions import All, AtLeast, Condition
from lti_exams.kernel.conditions import Any as OneOf
from lti_exams.kernel.points import scaled
from lti_exams.qualifications.rules.documents import read_rule, write_rule
from lti_exams.qualifications.rules.explaining import Mark, explain
from lti_exams.qualifications.rules.tree import (
    BARRED,
    WAIVED,
    Rule,
    Sum,
    Term,
    all_passed,
    among,
    at_least,
    at_most,
    columns_asked,
    minimum_of,
    one_passed,
    plain_sum,
    with_enough,
    with_minimum,
    with_overrides,
)

ENOUGH = Rule(All((at_least(0, scaled(60)), at_most(1, scaled(90)))), (plain_sum([1, 2]),) * 2)
PASSED = Rule(all_passed([1, 2, 3]))
MIXED = Rule(
    OneOf((All((one_passed([1, 2]), at_least(0, 5))), among("milestone:1"))),
    (Sum(((Term(1), Term(2, 15_000)), (Term(3),)), 1),),
)


def qualifies(rule: Rule, passed: int, *sets: str) -> bool:
    marks = {key: Mark(scaled(50), is_passing=key <= passed) for key in (1, 2, 3)}
    return explain(rule, marks, sets).qualifies


class TestSingleDecisions:
    @pytest.mark.parametrize(
        ("passed", "sets", "answer"),
        [
            (3, (), True),
            (2, (), False),
            (0, (WAIVED,), True),
            (3, (BARRED,), False),
            (3, (WAIVED, BARRED), False),
        ],
    )
    def test_go_before_the_rule(self, passed: int, sets: tuple[str, ...], *, answer: bool) -> None:
        assert qualifies(with_overrides(PASSED), passed, *sets) is answer

    def test_leave_the_limit_where_it_is_found(self) -> None:
        assert minimum_of(with_overrides(ENOUGH)) == scaled(60)
        assert columns_asked(with_overrides(PASSED)) == 3


class TestAnotherLimit:
    def test_is_of_the_first_sum_alone(self) -> None:
        other = with_minimum(ENOUGH, scaled(70))

        assert minimum_of(other) == scaled(70)
        assert other.condition == All((at_least(0, scaled(70)), at_most(1, scaled(90))))
        assert other.sums == ENOUGH.sums

    def test_is_a_number_of_assignments_where_all_are_asked(self) -> None:
        other = with_enough(PASSED, 2)

        assert other is not None
        assert isinstance(other.condition, AtLeast)
        assert [qualifies(other, passed) for passed in (1, 2, 3)] == [False, True, True]

    @pytest.mark.parametrize("rule", [MIXED, Rule(among("found"))])
    def test_is_none_where_nothing_asks_for_all(self, rule: Rule) -> None:
        assert with_enough(rule, 1) is None
        assert columns_asked(rule) == 0


class TestADocument:
    @pytest.mark.parametrize("rule", [ENOUGH, PASSED, MIXED, with_overrides(MIXED)])
    def test_is_read_as_it_was_written(self, rule: Rule) -> None:
        assert read_rule(write_rule(rule)) == rule

    def test_keeps_what_sets_are_called(self) -> None:
        assert write_rule(MIXED, {"milestone:1": "Safety"})["names"] == {"milestone:1": "Safety"}

    def test_of_no_rule_is_none(self) -> None:
        assert read_rule({}) is None

    def test_that_is_deeper_than_we_read_explains_nothing(self) -> None:
        deep: Condition = among("found")
        for _ in range(20):
            deep = All((deep,))

        assert read_rule(write_rule(Rule(deep))) is None
