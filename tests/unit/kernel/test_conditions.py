from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, Leaf, NoneOf, evaluate

HELD, PASSED, PAID = Leaf("held"), Leaf("passed"), Leaf("paid")
LEAVES = st.builds(Leaf, st.sampled_from("abcdef"))
PARTS = st.lists(LEAVES, max_size=6).map(tuple)
TRUE_LEAVES = st.frozensets(LEAVES)


def groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=4).map(tuple)
    counted = st.builds(AtLeast, st.integers(1, 4), parts)
    return counted | st.builds(All, parts) | st.builds(Any, parts) | st.builds(NoneOf, parts)


CONDITIONS = st.recursive(LEAVES, groups, max_leaves=15)


def known(true: frozenset[Leaf] | set[Leaf]) -> Callable[[Leaf], bool]:
    return lambda leaf: leaf in true


def met(condition: Condition, true: frozenset[Leaf] | set[Leaf]) -> bool:
    return evaluate(condition, known(true)).met


class TestEvaluate:
    def test_all_of_nothing_is_met(self):
        assert met(All(), set())

    def test_any_of_nothing_is_not_met(self):
        assert not met(Any(), set())

    @given(PARTS, TRUE_LEAVES)
    def test_all_asks_for_every_part(self, parts, true):
        assert met(All(parts), true) == all(leaf in true for leaf in parts)

    @given(PARTS, TRUE_LEAVES)
    def test_any_asks_for_one_part(self, parts, true):
        assert met(Any(parts), true) == any(leaf in true for leaf in parts)

    @given(st.integers(0, 7), PARTS, TRUE_LEAVES)
    def test_at_least_counts(self, count, parts, true):
        assert met(AtLeast(count, parts), true) == (sum(leaf in true for leaf in parts) >= count)

    @given(st.lists(CONDITIONS, max_size=4).map(tuple), TRUE_LEAVES)
    def test_none_is_the_opposite_of_any(self, parts, true):
        assert met(NoneOf(parts), true) != met(Any(parts), true)

    @given(st.lists(CONDITIONS, max_size=4).map(tuple), TRUE_LEAVES)
    def test_all_is_none_of_the_opposites(self, parts, true):
        opposites = tuple(NoneOf((part,)) for part in parts)

        assert met(All(parts), true) == met(NoneOf(opposites), true)

    @given(CONDITIONS, TRUE_LEAVES)
    def test_twice_denied_is_what_it_was(self, condition, true):
        assert met(NoneOf((NoneOf((condition,)),)), true) == met(condition, true)

    @given(CONDITIONS, CONDITIONS, TRUE_LEAVES)
    def test_the_order_of_parts_does_not_matter(self, one, other, true):
        assert met(AtLeast(2, (one, other)), true) == met(AtLeast(2, (other, one)), true)


class TestReasons:
    def test_name_every_question_in_the_order_of_the_tree(self):
        condition = Any((HELD, All((PASSED, PAID))))

        verdict = evaluate(condition, known({HELD}))

        assert verdict.reasons == ((HELD, True), (PASSED, False), (PAID, False))

    @given(CONDITIONS, TRUE_LEAVES)
    def test_tell_the_facts(self, condition, true):
        reasons = evaluate(condition, known(true)).reasons

        assert all(answer == (leaf in true) for leaf, answer in reasons)

    @given(CONDITIONS, TRUE_LEAVES)
    def test_are_enough_to_reach_the_verdict_again(self, condition, true):
        verdict = evaluate(condition, known(true))

        assert evaluate(condition, dict(verdict.reasons).__getitem__) == verdict


class TestBecause:
    def test_names_what_stands_in_the_way(self):
        condition = All((HELD, NoneOf((PAID,)), PASSED))

        verdict = evaluate(condition, known({HELD, PAID}))

        assert verdict.because == ((PAID, True), (PASSED, False))

    def test_names_what_was_enough(self):
        assert evaluate(Any((HELD, PASSED)), known({PASSED})).because == ((PASSED, True),)

    @given(CONDITIONS, TRUE_LEAVES, TRUE_LEAVES)
    def test_no_other_answer_changes_the_verdict(self, condition, true, other):
        verdict = evaluate(condition, known(true))
        fixed = dict(verdict.because)

        changed = evaluate(condition, lambda leaf: fixed.get(leaf, leaf in other))

        assert changed.met == verdict.met
