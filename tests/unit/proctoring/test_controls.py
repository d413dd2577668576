"""A call to the control service, as it is read, and what an attempt is told as."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.exams.rules.states import State
from lti_exams.proctoring.errors import ControlRefused
from lti_exams.proctoring.rules.claims import exam_behind, resource_link_of
from lti_exams.proctoring.rules.controls import Call, read_call, standing
from lti_exams.proctoring.rules.words import Action, Standing

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
ISSUER = "https://exams.example"
BODY: dict[str, Any] = {
    "user": {"iss": ISSUER, "sub": "s-1"},
    "resource_link": {"id": "exam-7"},
    "attempt_number": 1,
    "action": "flag",
    "incident_time": "2027-02-01T08:59:00Z",
}


def read(document: object) -> Call:
    return read_call(document, issuer=ISSUER, offered=tuple(Action), now=NOW)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class TestReading:
    def test_takes_a_severity_to_the_last_digit(self) -> None:
        assert read({**BODY, "incident_severity": 0.1 + 0.2}).severity == 3_000

    def test_needs_no_issuer(self) -> None:
        assert read({**BODY, "user": {"sub": "s-1"}}).sub == "s-1"

    def test_ignores_what_it_does_not_know(self) -> None:
        assert read({**BODY, "more": {"of": "it"}}).action is Action.FLAG

    def test_knows_a_call_again_whatever_the_order_of_its_members(self) -> None:
        turned = dict(reversed(BODY.items()))

        assert read(turned).digest == read(BODY).digest

    @given(st.dictionaries(st.sampled_from([*BODY, "extra_time", "incident_severity"]), json))
    def test_reads_or_refuses_whatever_comes(self, changes: dict[str, Any]) -> None:
        try:
            assert isinstance(read({**BODY, **changes}), Call)
        except ControlRefused as refused:
            assert refused.values["field"]  # noqa: PT017 - both ways of ending are right

    @given(json)
    def test_reads_or_refuses_what_is_no_call_at_all(self, document: object) -> None:
        with pytest.raises(ControlRefused):
            read(document)


class TestResourceLinks:
    @given(st.integers(1, 10**18 - 1))
    def test_lead_back_to_their_exam(self, exam: int) -> None:
        assert exam_behind(resource_link_of(exam)) == exam

    @pytest.mark.parametrize(
        "made_up", ["", "7", "exam-", "exam-07", "exam--7", "exam-٧", "exam-" + "9" * 30, "Exam-7"]
    )
    def test_that_are_made_up_lead_nowhere(self, made_up: str) -> None:
        assert exam_behind(made_up) is None


class TestStanding:
    def test_has_a_word_for_every_state(self) -> None:
        assert {state: standing(state, "learner") for state in State} == {
            State.CREATED: Standing.NONE,
            State.PROCTORING_REQUESTED: Standing.NONE,
            State.READY_TO_START: Standing.NONE,
            State.STARTED: Standing.RUNNING,
            State.READY_TO_SUBMIT: Standing.RUNNING,
            State.PAUSED: Standing.PAUSED,
            State.SUBMITTED: Standing.COMPLETE,
            State.TIMED_OUT: Standing.COMPLETE,
            State.ERROR: Standing.TERMINATED,
            State.EXPIRED: Standing.NONE,
            State.DECLINED: Standing.NONE,
            State.RESET: Standing.NONE,
        }

    def test_is_terminated_where_the_vendor_ended_it(self) -> None:
        assert standing(State.SUBMITTED, "vendor") is Standing.TERMINATED
