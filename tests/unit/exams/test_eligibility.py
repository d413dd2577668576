from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lti_exams.exams.rules.eligibility import (
    Case,
    NotEligible,
    check_eligible,
    obstacles,
    sittings_used,
)
from lti_exams.exams.rules.kinds import Kind, Purpose
from lti_exams.exams.rules.states import State
from lti_exams.exams.rules.terms import Terms

NINE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CASE = Case(terms=Terms(kind=Kind.TIMED, opens_at=NINE, closes_at=NINE + HOUR), attempts_allowed=1)


def codes(case: Case, now: datetime = NINE) -> list[str]:
    return [one.code for one in obstacles(case, now=now)]


class TestWhatStandsAgainstSomebody:
    def test_is_nothing_when_everything_is_right(self) -> None:
        assert codes(CASE) == []

    @pytest.mark.parametrize(
        ("case", "now", "code"),
        [
            (CASE, NINE - HOUR, "not-open-yet"),
            (CASE, NINE + HOUR, "closed"),
            (replace(CASE, is_active=False), NINE, "not-active"),
            (replace(CASE, sittings_used=1), NINE, "no-attempts-left"),
            (replace(CASE, prerequisites=frozenset({"lab"})), NINE, "prerequisite-missing"),
            (replace(CASE, access={"password": "password-wrong"}), NINE, "password-wrong"),
        ],
    )
    def test_is_named(self, case: Case, now: datetime, code: str) -> None:
        assert codes(case, now) == [code]

    def test_is_all_of_it_at_once(self) -> None:
        worst = replace(CASE, is_active=False, sittings_used=3, access={"groups": "not-in-a-group"})

        assert codes(worst, NINE + HOUR) == [
            "not-active",
            "closed",
            "no-attempts-left",
            "not-in-a-group",
        ]

    def test_comes_with_its_date(self) -> None:
        (early,) = obstacles(CASE, now=NINE - HOUR)

        assert early.at == NINE

    def test_is_raised_with_every_reason(self) -> None:
        with pytest.raises(NotEligible) as refused:
            check_eligible(replace(CASE, is_active=False, sittings_used=1), now=NINE)

        assert refused.value.values["why"] == "not-active, no-attempts-left"


class TestWhatDoesNotStandAgainstSomebody:
    @pytest.mark.parametrize(
        "case",
        [
            replace(CASE, attempts_allowed=None, sittings_used=99),
            replace(CASE, attempts_allowed=2, sittings_used=1),
            replace(CASE, prerequisites=frozenset({"lab"}), held=frozenset({"lab", "essay"})),
            replace(CASE, access={"password": ""}),
            Case(terms=Terms(kind=Kind.TIMED)),
        ],
    )
    def test_lets_them_go_on(self, case: Case) -> None:
        assert codes(case) == []

    def test_is_the_number_of_attempts_for_a_rehearsal(self) -> None:
        assert codes(replace(CASE, sittings_used=1, purpose=Purpose.REHEARSAL)) == []

    def test_is_anything_for_a_preview(self) -> None:
        worst = replace(CASE, is_active=False, sittings_used=3, purpose=Purpose.PREVIEW)

        assert codes(worst, NINE + HOUR) == []


class TestSittings:
    def test_are_counted_once_however_many_attempts_they_took(self) -> None:
        assert sittings_used([(1, State.ERROR), (1, State.ERROR), (1, State.SUBMITTED)]) == 1

    @pytest.mark.parametrize("state", [State.RESET, State.EXPIRED])
    def test_that_came_to_nothing_are_not_counted(self, state: State) -> None:
        assert sittings_used([(1, state), (2, State.SUBMITTED)]) == 1

    @pytest.mark.parametrize("state", sorted(set(State) - {State.RESET, State.EXPIRED}))
    def test_that_are_open_or_ended_are_counted(self, state: State) -> None:
        assert sittings_used([(4, state)]) == 1
