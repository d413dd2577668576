from itertools import product

import pytest

from lti_exams.exams.rules.reviews import Finding, IllegalFinding, Review, reviewed
from lti_exams.exams.rules.states import HANDED_IN, Actor, State
from lti_exams.exams.rules.statuses import Status, kept_as, public_status

EDX_EXAMS = {
    "created",
    "download_software_clicked",
    "ready_to_start",
    "started",
    "ready_to_submit",
    "timed_out",
    "submitted",
    "verified",
    "rejected",
    "expired",
    "second_review_required",
    "error",
}
JUDGES = "vendor staff system"
DESIGN = [
    (Review.NONE, Finding.WAIT, "system", Review.WAITING),
    (Review.NONE, Finding.FLAG, "system", Review.SECOND),
    (Review.NONE, Finding.VERIFY, "system", Review.VERIFIED),
    (Review.NONE, Finding.REJECT, "system", Review.REJECTED),
    (Review.WAITING, Finding.FLAG, JUDGES, Review.SECOND),
    (Review.WAITING, Finding.VERIFY, "vendor staff", Review.VERIFIED),
    (Review.WAITING, Finding.REJECT, "vendor staff", Review.REJECTED),
    (Review.SECOND, Finding.VERIFY, "vendor staff", Review.VERIFIED),
    (Review.SECOND, Finding.REJECT, "vendor staff", Review.REJECTED),
    (Review.VERIFIED, Finding.REJECT, "staff", Review.REJECTED),
    (Review.REJECTED, Finding.VERIFY, "staff", Review.VERIFIED),
    (Review.VERIFIED, Finding.LOOK_AGAIN, "staff", Review.SECOND),
    (Review.REJECTED, Finding.LOOK_AGAIN, "staff", Review.SECOND),
    (Review.SECOND, Finding.FLAG, JUDGES, Review.SECOND),
    (Review.VERIFIED, Finding.FLAG, JUDGES, Review.VERIFIED),
    (Review.REJECTED, Finding.FLAG, JUDGES, Review.REJECTED),
]
LEGAL = {
    (review, finding, Actor(actor)): to
    for review, finding, actors, to in DESIGN
    for actor in actors.split()
}
CELLS = list(product(Review, Finding, Actor))


def outcome(state: State, review: Review, finding: Finding, actor: Actor) -> Review | None:
    try:
        return reviewed(state, review, finding, actor)
    except IllegalFinding:
        return None


class TestAFinding:
    @pytest.mark.parametrize("state", sorted(HANDED_IN))
    def test_leads_where_the_design_says_and_nowhere_else(self, state: State) -> None:
        found = {cell: outcome(state, *cell) for cell in CELLS}

        assert found == {cell: LEGAL.get(cell) for cell in CELLS}

    @pytest.mark.parametrize("state", sorted(set(State) - HANDED_IN))
    def test_is_made_on_nothing_that_was_not_handed_in(self, state: State) -> None:
        assert {outcome(state, *cell) for cell in CELLS} == {None}


class TestThePublicStatus:
    def test_is_a_word_of_edx_exams_or_one_of_three_more(self) -> None:
        told = {public_status(state, review) for state in State for review in Review}

        assert told == set(Status)
        assert {status.value for status in Status} == EDX_EXAMS | {"paused", "declined", "reset"}

    @pytest.mark.parametrize(
        ("state", "review", "status"),
        [
            (State.CREATED, Review.NONE, "created"),
            (State.PROCTORING_REQUESTED, Review.NONE, "download_software_clicked"),
            (State.SUBMITTED, Review.NONE, "submitted"),
            (State.SUBMITTED, Review.WAITING, "submitted"),
            (State.SUBMITTED, Review.SECOND, "second_review_required"),
            (State.SUBMITTED, Review.VERIFIED, "verified"),
            (State.SUBMITTED, Review.REJECTED, "rejected"),
            (State.TIMED_OUT, Review.NONE, "timed_out"),
            (State.TIMED_OUT, Review.VERIFIED, "verified"),
            (State.PAUSED, Review.NONE, "paused"),
            (State.RESET, Review.VERIFIED, "reset"),
        ],
    )
    def test_comes_from_state_and_review(self, state: State, review: Review, status: str) -> None:
        assert public_status(state, review) == status

    @pytest.mark.parametrize("status", Status)
    def test_leads_back_to_what_it_is_told_of(self, status: Status) -> None:
        told = {public_status(state, review) for state, review in kept_as(status)}

        assert told == {status}
