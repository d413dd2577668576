"""Hawkeye calls the assessment control service, well and badly."""

from typing import Any

import pytest
import requests

from tests.sandbox.miniature import pages
from tests.sandbox.miniature.checks import ACTIONS, AP
from tests.sandbox.miniature.platform import CONTROL_TYPE, MiniaturePlatform

ANSWERS = {
    "acs-unknown-user": (404, "user"),
    "acs-other-issuer": (400, "user"),
    "acs-missing-user": (400, "user"),
    "acs-user-as-text": (400, "user"),
    "acs-other-link": (404, "attempt"),
    "acs-missing-link": (400, "attempt"),
    "acs-other-attempt": (404, "attempt"),
    "acs-attempt-as-text": (400, "attempt"),
    "acs-missing-attempt": (400, "attempt"),
    "acs-unknown-action": (400, "action"),
    "acs-missing-action": (400, "action"),
    "acs-high-severity": (400, "incident_severity"),
    "acs-low-severity": (400, "incident_severity"),
    "acs-severity-as-text": (400, "incident_severity"),
    "acs-severity-nan": (400, "incident_severity"),
    "acs-negative-time": (400, "extra_time"),
    "acs-fraction-of-time": (400, "extra_time"),
    "acs-endless-time": (400, "extra_time"),
    "acs-time-as-text": (400, "extra_time"),
    "acs-bad-incident-time": (400, "incident_time"),
    "acs-missing-incident-time": (400, "incident_time"),
    "acs-nul-in-reason": (400, "reason_msg"),
    "acs-endless-reason": (400, "reason_msg"),
    "acs-wrong-content-type": (415, "content-type"),
    "acs-form": (415, "content-type"),
    "acs-not-json": (400, "body"),
    "acs-list": (400, "body"),
    "acs-empty": (400, "body"),
    "acs-no-token": (401, "token"),
    "acs-made-up-token": (401, "token"),
    "acs-basic-token": (401, "token"),
    "acs-wrong-scope": (403, "scope"),
}
SHOWN_ELSEWHERE = {
    "acs-foreign-attempt",
    "acs-out-of-order",
    "acs-duplicated",
    "acs-expired-token",
}


@pytest.fixture
def watched(platform: MiniaturePlatform) -> MiniaturePlatform:
    """Return a platform that has one person watched by Hawkeye."""
    platform.post_message("LtiStartProctoring", **platform.proctoring())
    platform.attempt = {"sub": "person-1", "link": "link-1", "attempt": 1}
    return platform


def called(platform: MiniaturePlatform, **said: Any) -> dict[str, Any]:
    """Let Hawkeye call the control service; return the answer as it came."""
    answer = platform.control("acs", {"action": "flag", **said})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestControlService:
    @pytest.mark.parametrize("action", ACTIONS)
    def test_is_called_for(self, watched: MiniaturePlatform, action: str) -> None:
        answer = called(watched, action=action)

        assert answer["status"] == 200
        assert answer["answer"] == {"status": "running", "extra_time": 0}
        assert watched.of("/acs")[0].document["action"] == action

    def test_is_told_what_was_seen(self, watched: MiniaturePlatform) -> None:
        details = {"incident_severity": 0.75, "reason_code": "P7", "reason_msg": "A second voice"}
        details |= {"extra_time": 10, "incident_time": "2026-11-21T09:00:00Z"}

        called(watched, action="update", **details)

        assert watched.of("/acs")[0].document.items() >= details.items()

    def test_is_told_nothing_that_nobody_said(self, watched: MiniaturePlatform) -> None:
        called(watched)

        sent = set(watched.of("/acs")[0].document)
        assert sent == {"user", "resource_link", "attempt_number", "action", "incident_time"}

    def test_is_called_with_a_charset_unless_told_otherwise(
        self, watched: MiniaturePlatform
    ) -> None:
        called(watched)
        watched.control("behave", {"acs_charset": False})
        called(watched)

        types = [seen.headers["content-type"] for seen in watched.of("/acs")]
        assert types == [f"{CONTROL_TYPE}; charset=UTF-8", CONTROL_TYPE]

    def test_is_not_told_the_issuer_where_the_vendor_leaves_it_out(
        self, watched: MiniaturePlatform
    ) -> None:
        watched.control("behave", {"acs_user_issuer": False})

        called(watched)

        assert watched.of("/acs")[0].document["user"] == {"sub": "person-1"}

    def test_is_called_with_one_token_for_many_calls(self, watched: MiniaturePlatform) -> None:
        called(watched)
        called(watched)

        assert len(watched.of("/token")) == 1

    def test_is_called_again_with_a_new_token_when_the_old_one_died(
        self, watched: MiniaturePlatform
    ) -> None:
        called(watched)
        watched.dead_tokens = set(watched.tokens)

        answer = called(watched)

        assert answer["status"] == 200
        assert [seen.status for seen in watched.of("/acs")] == [200, 401, 200]

    def test_can_be_called_from_the_proctors_page(self, watched: MiniaturePlatform) -> None:
        key = watched.control("sessions").json()["sessions"][0]["key"]
        form = {"action": "terminate", "incident_severity": "0.9", "reason_msg": "Left the room"}

        page = requests.post(f"{watched.tool}/proctor/{key}", data=form, timeout=10)

        assert watched.of("/acs")[0].document["incident_severity"] == 0.9
        assert "terminate" in page.text
        assert pages.first_form(page).action == ""

    def test_is_not_called_where_the_platform_offers_none(
        self, platform: MiniaturePlatform
    ) -> None:
        platform.post_message("LtiStartProctoring", **platform.proctoring(**{f"{AP}acs": None}))

        answer = platform.control("acs", {"action": "flag"})

        assert answer.json()["code"] == "control-not-offered"


class TestWrongCall:
    @pytest.mark.parametrize("misbehaviour", ANSWERS)
    def test_is_refused_for_its_one_fault(
        self, watched: MiniaturePlatform, misbehaviour: str
    ) -> None:
        watched.control("misbehave", {"name": misbehaviour})

        answer = called(watched)

        assert (answer["status"], answer["answer"]["failed"]) == ANSWERS[misbehaviour]

    def test_may_be_about_an_attempt_of_another_vendor(self, watched: MiniaturePlatform) -> None:
        other = {"user": {"sub": "person-9"}, "resource_link": {"id": "l"}, "attempt_number": 3}
        watched.control("misbehave", {"name": "acs-foreign-attempt", "with": other})

        answer = called(watched)

        assert answer["status"] == 404
        assert watched.of("/acs")[0].document.items() >= other.items()

    def test_may_tell_of_an_hour_ago(self, watched: MiniaturePlatform) -> None:
        watched.control("misbehave", {"name": "acs-out-of-order"})

        called(watched, incident_time="2026-11-21T09:00:00+00:00")

        said = watched.of("/acs")[0].document["incident_time"]
        assert said == "2026-11-21T08:00:00+00:00"

    def test_may_come_twice_in_the_same_words(self, watched: MiniaturePlatform) -> None:
        watched.control("misbehave", {"name": "acs-duplicated"})

        answer = called(watched)

        first, second = watched.of("/acs")
        assert first.body == second.body
        assert [one["status"] for one in answer["all"]] == [200, 200]

    def test_may_bring_a_token_that_died_long_ago(self, watched: MiniaturePlatform) -> None:
        called(watched)
        watched.dead_tokens = set(watched.tokens)
        watched.control("misbehave", {"name": "acs-expired-token"})

        assert called(watched)["status"] == 401

    def test_is_wrong_in_every_way_that_the_vendor_lists(self, platform: MiniaturePlatform) -> None:
        listed = platform.control("misbehave").json()["misbehaviours"]

        names = {one["name"] for one in listed if one["channel"] == "control"}
        assert names == set(ANSWERS) | SHOWN_ELSEWHERE
