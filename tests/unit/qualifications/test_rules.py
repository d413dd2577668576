import pytest

from lti_exams.kernel.conditions import All, Any, AtLeast
from lti_exams.kernel.points import SCALE, scaled
from lti_exams.qualifications.deciding.plan import Added, Passed, plan
from lti_exams.qualifications.rules.explaining import Mark, explain
from lti_exams.qualifications.rules.statuses import State, StatusRefused, Wording, check_status
from lti_exams.qualifications.rules.tree import (
    Rule,
    Sum,
    Term,
    all_passed,
    at_least,
    at_most,
    passed,
    plain_sum,
)
from lti_exams.qualifications.testing.grammar import read


class TestAStatus:
    @pytest.mark.parametrize(
        ("state", "message", "plugin"),
        [
            (State.READY, "", "points"),
            (State.READY, "From the paper list.", ""),
            (State.ALMOSTREADY, "Two are ill.", "points"),
            (State.NOTREADY, "Graded wrongly.", ""),
        ],
    )
    def test_says_enough(self, state: State, message: str, plugin: str) -> None:
        check_status(Wording(state, message, plugin))

    @pytest.mark.parametrize(
        ("state", "message", "plugin", "code"),
        [
            (State.READY, " ", "", "status-without-plugin-or-message"),
            (State.ALMOSTREADY, "", "points", "status-message-missing"),
            (State.NOTREADY, "", "", "status-message-missing"),
            (State.NOTREADY, "Why.", "points", "status-notready-takes-no-plugin"),
            (State.READY, "x" * 10_001, "points", "status-message-too-long"),
        ],
    )
    def test_that_says_too_little_is_refused(
        self, state: State, message: str, plugin: str, code: str
    ) -> None:
        with pytest.raises(StatusRefused) as refused:
            check_status(Wording(state, message, plugin))

        assert refused.value.refusal_code == code


class TestAnExplanation:
    def test_tells_how_many_points_are_missing(self) -> None:
        rule = Rule(All((at_least(0, scaled(60)), at_most(0, scaled(80)))), (plain_sum([1, 2]),))

        told = explain(rule, {1: Mark(scaled(40), is_passing=True)}, ())

        assert not told.qualifies
        assert [told.missing(leaf) for leaf, _ in told.verdict.reasons] == [scaled(20), 0]

    def test_tells_how_many_points_are_too_many(self) -> None:
        rule = Rule(at_most(0, scaled(80)), (plain_sum([1]),))

        told = explain(rule, {1: Mark(scaled("80.5"), is_passing=True)}, ())

        assert told.missing(at_most(0, scaled(80))) == scaled("0.5")

    def test_drops_the_lowest_of_the_best_of_each_group(self) -> None:
        best = Sum(((Term(1), Term(2)), (Term(3, SCALE // 2),), (Term(4),)), drop_lowest=1)
        marks = {1: Mark(10, is_passing=False), 2: Mark(30, is_passing=False)}

        told = explain(Rule(Any(), (best,)), marks | {3: Mark(40, is_passing=False)}, ())

        # 30 of the first group, half of 40 of the second, nothing in the third, which is dropped.
        assert told.sums == ((30 + 20) * SCALE,)


class TestAPlan:
    def test_counts_the_columns_of_a_group_together(self) -> None:
        asked = plan(Rule(all_passed([1, 2, 3])))

        assert asked.figures == (Passed(frozenset({1, 2, 3})),)

    def test_counts_a_column_that_is_there_twice_twice(self) -> None:
        asked = plan(Rule(AtLeast(2, (passed(1), passed(1), passed(2)))))

        assert asked.figures == (Passed(frozenset({1, 2})), Passed(frozenset({1})))

    def test_needs_nothing_new_for_another_limit(self) -> None:
        before = plan(Rule(at_least(0, 5), (plain_sum([1]),)))

        assert before.of(Rule(at_least(0, 6), (plain_sum([1]),))) is not None
        assert before.of(Rule(at_least(0, 6), (plain_sum([2]),))) is None

    def test_reads_plain_numbers_alone(self) -> None:
        rule = Rule(All((at_least(0, 5), passed(1))), (plain_sum([1]),))

        told = plan(rule).decision(lambda place: f"f{place}")

        assert told == f"((f0) + (CASE WHEN (f1 >= {5 * SCALE}) THEN 1 ELSE 0 END) = 2)"
        assert plan(rule).figures == (Passed(frozenset({1})), Added(rule.sums[0]))


class TestADescription:
    def test_is_a_name_and_what_is_said_about_it(self) -> None:
        told = read("p1:admin(a, b):begins(-3):ends(6)")

        assert (told.name, told.values("admin"), told.number("begins", 0)) == ("p1", ("a", "b"), -3)
        assert told.values("nothing") == ()

    def test_that_is_none_is_a_mistake_in_the_test(self) -> None:
        with pytest.raises(ValueError, match="of the form"):
            read("p1:admin(")
