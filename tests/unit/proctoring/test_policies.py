"""Thresholds and reason codes as staff write them."""

from typing import Any

import pytest

from lti_exams.proctoring.errors import VendorRefused
from lti_exams.proctoring.rules.policies import Policy, merged, read_policy
from lti_exams.proctoring.rules.settings import check_settings
from lti_exams.proctoring.rules.words import Action


class TestAPolicy:
    def test_that_says_nothing_is_the_usual_one(self) -> None:
        assert read_policy({}) == Policy()

    def test_keeps_a_threshold_exactly(self) -> None:
        assert read_policy({"second_above": 0.7 + 0.1}).second_above == 8_000

    def test_may_take_fewer_actions(self) -> None:
        told = read_policy({"actions": ["terminate", "flag"]})

        assert told.actions == (Action.FLAG, Action.TERMINATE)

    @pytest.mark.parametrize(
        ("document", "field"),
        [
            ({"second_over": 0.5}, "policy.second_over"),
            ({"second_above": 1.5}, "policy.second_above"),
            ({"second_above": -0.1}, "policy.second_above"),
            ({"second_above": "0.5"}, "policy.second_above"),
            ({"second_above": True}, "policy.second_above"),
            ({"reject_above": float("nan")}, "policy.reject_above"),
            ({"quiet": "none"}, "policy.quiet"),
            ({"quiet": 7}, "policy.quiet"),
            ({"terminated": "explode"}, "policy.terminated"),
            ({"reasons": []}, "policy.reasons"),
            ({"reasons": {"x" * 300: {}}}, "policy.reasons"),
            ({"reasons": {"1": "verify"}}, "policy.reasons.1"),
            ({"reasons": {"1": {"outcome": "fine"}}}, "policy.reasons.1.outcome"),
            ({"reasons": {"1": {"words": 7}}}, "policy.reasons.1.words"),
            ({"excuses": {"reader": "16"}}, "policy.excuses.reader"),
            ({"actions": ["explode"]}, "policy.actions"),
            ({"actions": "flag"}, "policy.actions"),
        ],
    )
    def test_is_refused_by_the_name_of_its_fault(
        self, document: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(VendorRefused) as refused:
            read_policy(document)

        assert refused.value.values["field"] == field


class TestAnExam:
    def test_replaces_a_threshold_and_single_reasons_of_the_vendor(self) -> None:
        vendor = {"second_above": 0.5, "reasons": {"1": {"words": "a"}, "2": {"words": "b"}}}

        told = read_policy(merged(vendor, {"second_above": 0.1, "reasons": {"2": {"words": "c"}}}))

        assert told.second_above == 1_000
        assert {code: one.words for code, one in told.reasons.items()} == {"1": "a", "2": "c"}


class TestSettings:
    @pytest.mark.parametrize(
        "settings", [{"a": float("nan")}, {"a": "x" * 20_000}, {"a": "\x00"}, {"a": object()}]
    )
    def test_that_fit_no_message_are_refused(self, settings: dict[str, Any]) -> None:
        with pytest.raises(VendorRefused):
            check_settings(settings)

    def test_may_be_whatever_else_json_holds(self) -> None:
        check_settings({"camera": True, "rules": [1, "two", None]})
