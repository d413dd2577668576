"""What can be reached, in which order, and what waits for itself."""

from hypothesis import given
from hypothesis import strategies as st

from lti_exams.milestones.rules.reach import Graph, can_be_met, plan, ranks, waits_for_itself
from lti_exams.milestones.rules.trees import Mode, Node, tree


def asks(*milestones: int, mode: Mode | None = None, count: int | None = None) -> object:
    """Return what asks for all these, or for some of them."""
    group = [Node(key=1, mode=mode, count=count)] if mode else []
    parent = 1 if mode else None
    leaves = [Node(key=2 + one, milestone=one, parent=parent) for one in milestones]
    return tree([*group, *leaves])


def graph(
    asked: dict[str, object], givers: dict[int, set[str]], held: frozenset[int] = frozenset()
) -> Graph:
    return Graph(asked, givers, held)  # type: ignore[arg-type]


class TestRanks:
    def test_count_the_steps_that_lie_before_a_milestone(self) -> None:
        chain = graph({"b": asks(1), "c": asks(2)}, {1: {"a"}, 2: {"b"}, 3: {"c"}})

        assert ranks(chain) == {1: 1, 2: 2, 3: 3}

    def test_leave_out_a_circle_and_what_hangs_on_it(self) -> None:
        circle = graph({"a": asks(2), "b": asks(1), "c": asks(1)}, {1: {"a"}, 2: {"b"}, 3: {"c"}})

        assert ranks(circle) == {}
        assert all(waits_for_itself(circle, one) for one in (1, 2, 3))

    def test_leave_out_what_nothing_gives_without_calling_it_a_circle(self) -> None:
        lost = graph({"a": asks(9)}, {1: {"a"}})

        assert ranks(lost) == {}
        assert not waits_for_itself(lost, 1)

    def test_find_the_way_around_a_circle(self) -> None:
        around = graph(
            {"a": asks(2, 3, mode=Mode.ANY), "b": asks(1)}, {1: {"a"}, 2: {"b"}, 3: {"c"}}
        )

        assert ranks(around) == {3: 1, 1: 2, 2: 3}


class TestATree:
    def test_asks_for_what_lost_its_group_by_itself(self) -> None:
        orphan = tree([Node(key=2, milestone=7, parent=1)])

        assert not can_be_met(orphan, set())
        assert can_be_met(orphan, {7})

    def test_is_met_by_nobody_where_a_group_is_empty(self) -> None:
        for mode, count in ((Mode.ALL, None), (Mode.ANY, None), (Mode.AT_LEAST, 1)):
            assert not can_be_met(tree([Node(key=1, mode=mode, count=count)]), {1, 2, 3})


SUBJECTS = ("a", "b", "c", "d")
MODES = st.sampled_from([None, Mode.ANY, Mode.AT_LEAST])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    keys = st.sets(st.integers(1, 5), min_size=1, max_size=3)
    asked = {}
    for subject in draw(st.sets(st.sampled_from(SUBJECTS))):
        mode, some = draw(MODES), sorted(draw(keys))
        count = draw(st.integers(1, len(some))) if mode is Mode.AT_LEAST else None
        asked[subject] = asks(*some, mode=mode, count=count)
    subjects = st.sets(st.sampled_from(SUBJECTS), min_size=1)
    givers = draw(st.dictionaries(st.integers(1, 5), subjects))
    return graph(asked, givers, frozenset(draw(st.sets(st.integers(1, 5), max_size=2))))


class TestAPlan:
    @given(graphs(), st.sets(st.integers(1, 5)))
    def test_opens_every_step_by_those_before_it_and_ends_where_it_should(
        self, around: Graph, wanted: set[int]
    ) -> None:
        held = set(around.given)
        for milestone, subject in plan(around, wanted):
            asked = around.asks.get(subject)
            assert asked is None or can_be_met(asked, held)
            assert subject in around.givers[milestone]
            held.add(milestone)

        assert held >= wanted & ranks(around).keys()
