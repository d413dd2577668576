"""What follows from what was told of a sitting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.proctoring.rules.deciding import Told, decide, follows, with_human_eyes, worst
from lti_exams.proctoring.rules.policies import Policy, Reason, read_policy
from lti_exams.proctoring.rules.words import Action, Outcome

FLAG, TERMINATE = Action.FLAG, Action.TERMINATE
USUAL = Policy()
# What edx-exams does with the private reason codes of one vendor.
LIKE_EDX = read_policy(
    {"terminated": "error", "reasons": {"1": {"words": "Submitted", "outcome": "verify"}}}
)
severities = st.none() | st.integers(0, 10_000)
incidents = st.builds(Told, st.sampled_from(Action), severities, st.sampled_from(["", "1", "2"]))


class TestKinds:
    @pytest.mark.parametrize("kind", ["timed", "practice"])
    def test_that_nobody_reviews_end_at_none(self, kind: str) -> None:
        assert decide(kind, USUAL, [Told(FLAG, 10_000)]) is Outcome.NONE

    @pytest.mark.parametrize("kind", ["proctored", "onboarding"])
    def test_that_are_reviewed_wait_where_nothing_was_told(self, kind: str) -> None:
        assert decide(kind, USUAL, []) is Outcome.WAIT


class TestSeverity:
    @pytest.mark.parametrize(
        ("severity", "outcome"),
        [(0, Outcome.WAIT), (2_500, Outcome.WAIT), (2_501, Outcome.SECOND), (None, Outcome.SECOND)],
    )
    def test_above_a_quarter_asks_for_a_second_look(
        self, severity: int | None, outcome: Outcome
    ) -> None:
        assert decide("proctored", USUAL, [Told(FLAG, severity)]) is outcome

    def test_above_a_threshold_of_its_own_rejects(self) -> None:
        policy = read_policy({"reject_above": 0.8})

        assert decide("proctored", policy, [Told(FLAG, 8_001)]) is Outcome.REJECT

    def test_means_nothing_where_the_policy_has_no_threshold(self) -> None:
        policy = read_policy({"second_above": None})

        assert decide("proctored", policy, [Told(FLAG, 10_000)]) is Outcome.WAIT


class TestReasonCodes:
    @pytest.mark.parametrize(
        ("told", "outcome"),
        [
            (Told(TERMINATE, 2_500, "1"), Outcome.VERIFY),
            (Told(TERMINATE, 2_600, "1"), Outcome.SECOND),
            (Told(TERMINATE, 100, "7"), Outcome.ERROR),
        ],
    )
    def test_can_say_what_edx_exams_says(self, told: Told, outcome: Outcome) -> None:
        assert decide("proctored", LIKE_EDX, [told]) is outcome

    def test_are_excused_by_an_exception_that_the_policy_names(self) -> None:
        policy = read_policy({"excuses": {"reader allowed": ["16"]}})
        told = [Told(FLAG, 9_000, "16")]

        assert decide("proctored", policy, told, exceptions=["reader allowed"]) is Outcome.WAIT
        assert decide("proctored", policy, told, exceptions=["a drink"]) is Outcome.SECOND

    def test_without_an_outcome_leave_it_to_the_severity(self) -> None:
        policy = Policy(reasons={"9": Reason("Closed the tab")})

        assert follows(policy, Told(FLAG, 100, "9")) is Outcome.WAIT


class TestSeveralIncidents:
    @given(st.lists(incidents, min_size=1), st.randoms())
    def test_decide_the_same_in_any_order(self, told: list[Told], rng: object) -> None:
        shuffled = list(told)
        rng.shuffle(shuffled)

        assert decide("proctored", LIKE_EDX, told) is decide("proctored", LIKE_EDX, shuffled)

    @given(st.lists(incidents), incidents)
    def test_never_come_to_something_better_by_one_more(self, told: list[Told], more: Told) -> None:
        policy = Policy(quiet=Outcome.VERIFY)
        before, after = (
            decide("proctored", policy, told),
            decide("proctored", policy, [*told, more]),
        )

        assert worst([before, after]) is after

    def test_go_behind_a_verdict_of_the_vendor(self) -> None:
        told = [Told(FLAG, 10_000)]

        assert decide("proctored", USUAL, told, verdict=Outcome.VERIFY) is Outcome.VERIFY


class TestHumanEyes:
    def test_are_needed_where_nobody_watched(self) -> None:
        told = with_human_eyes(Outcome.VERIFY, was_watched=False, needs_second=False)

        assert told is Outcome.WAIT

    def test_are_needed_for_a_rejection_where_two_must_decide(self) -> None:
        told = with_human_eyes(Outcome.REJECT, was_watched=True, needs_second=True)

        assert told is Outcome.SECOND
