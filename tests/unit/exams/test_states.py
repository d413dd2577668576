from itertools import product

import pytest

from lti_exams.exams.rules.states import (
    ENDED,
    IN_PROGRESS,
    OPEN,
    RUNNING,
    TRANSITIONS,
    UNSTARTED,
    Actor,
    Event,
    IllegalMove,
    Proviso,
    State,
    legal_events,
    moved,
    needs_reason,
)
from tests.factories.exam_table import LEGAL

CELLS = list(product(State, Event, Actor))


class TestTheTable:
    def test_is_the_one_of_the_design(self) -> None:
        table = {(one.source, one.event, one.actor, one.provided): one.to for one in TRANSITIONS}

        assert table == LEGAL

    @pytest.mark.parametrize(("state", "event", "actor", "proviso"), LEGAL)
    def test_leads_where_the_design_says(
        self, state: State, event: Event, actor: Actor, proviso: Proviso | None
    ) -> None:
        holding = {proviso} if proviso else set()

        assert moved(state, event, actor, holding) is LEGAL[state, event, actor, proviso]

    def test_has_nothing_else(self) -> None:
        """Every state, event and actor without any proviso: legal or refused with the state."""
        for state, event, actor in CELLS:
            if (state, event, actor, None) in LEGAL:
                continue
            with pytest.raises(IllegalMove) as refused:
                moved(state, event, actor)
            assert refused.value.values["state"] == state.value

    @pytest.mark.parametrize(
        "cell", [cell for cell in LEGAL if cell[3]], ids=lambda cell: f"{cell[0]}-{cell[1]}"
    )
    def test_says_which_proviso_is_missing(self, cell: tuple[State, Event, Actor, Proviso]) -> None:
        state, event, actor, _ = cell

        with pytest.raises(IllegalMove) as refused:
            moved(state, event, actor)

        assert refused.value.values["why"] in set(Proviso)

    def test_lets_nothing_happen_after_a_reset(self) -> None:
        everything = frozenset(Proviso)

        assert not any(legal_events(State.RESET, actor, everything) for actor in Actor)

    def test_creates_nothing_from_a_state(self) -> None:
        assert not any(one.event is Event.CREATE for one in TRANSITIONS)


class TestLegalEvents:
    def test_are_those_that_a_move_accepts(self) -> None:
        for state, actor in product(State, Actor):
            for event in legal_events(state, actor, frozenset(Proviso)):
                assert moved(state, event, actor, frozenset(Proviso)) in State

    def test_offer_no_start_where_a_vendor_guards(self) -> None:
        assert Event.START not in legal_events(State.CREATED, Actor.LEARNER)

    def test_offer_the_start_where_nobody_guards(self) -> None:
        offered = legal_events(State.CREATED, Actor.LEARNER, {Proviso.NO_VENDOR})

        assert Event.START in offered


class TestGroupsOfStates:
    def test_divide_the_states_into_open_and_ended(self) -> None:
        assert set(State) == OPEN | ENDED
        assert not OPEN & ENDED

    def test_divide_the_open_ones_by_the_clock(self) -> None:
        assert UNSTARTED | IN_PROGRESS == OPEN
        assert RUNNING | {State.PAUSED} == IN_PROGRESS


class TestReasons:
    @pytest.mark.parametrize("actor", Actor)
    def test_are_asked_of_staff_alone(self, actor: Actor) -> None:
        assert needs_reason(actor) == (actor is Actor.STAFF)
