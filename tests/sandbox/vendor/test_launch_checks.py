"""Hawkeye believes no message that fails one check."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.sandbox.miniature.checks import AP, LTI
from tests.sandbox.miniature.platform import MiniaturePlatform

Change = Callable[[dict[str, Any]], None]


def put(name: str, value: Any) -> Change:
    """Return a change that gives a claim this value."""
    return lambda claims: claims.update({name: value})


def drop(name: str) -> Change:
    """Return a change that leaves a claim out."""
    return lambda claims: claims.pop(name)


NOW = int(time.time())
WRONG = {
    "another issuer": put("iss", "https://elsewhere.example"),
    "another audience": put("aud", "somebody-else"),
    "two audiences without azp": lambda claims: claims.update(aud=[claims["aud"], "other"]),
    "another azp": put("azp", "somebody-else"),
    "expired": lambda claims: claims.update(iat=NOW - 7200, exp=NOW - 3600),
    "no expiry": drop("exp"),
    "another nonce": put("nonce", "not-the-one"),
    "no subject": drop("sub"),
    "another deployment": put(f"{LTI}deployment_id", "elsewhere"),
    "another target": put(f"{LTI}target_link_uri", "https://elsewhere.example/launch"),
    "another version": put(f"{LTI}version", "1.2.0"),
    "another message": put(f"{LTI}message_type", "LtiDeepLinkingRequest"),
    "no roles": drop(f"{LTI}roles"),
    "no resource link": drop(f"{LTI}resource_link"),
    "a link without id": put(f"{LTI}resource_link", {"title": "nameless"}),
    "a presentation as text": put(f"{LTI}launch_presentation", "in a frame"),
    "no attempt number": drop(f"{AP}attempt_number"),
    "attempt number zero": put(f"{AP}attempt_number", 0),
    "attempt number as text": put(f"{AP}attempt_number", "1"),
    "no session data": drop(f"{AP}session_data"),
    "no address to start at": drop(f"{AP}start_assessment_url"),
    "a control service without address": put(f"{AP}acs", {"actions": ["flag"]}),
    "a control service without actions": put(f"{AP}acs", {"assessment_control_url": "http://x/"}),
}


class TestStartProctoring:
    @pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
    def test_is_refused_with(self, platform: MiniaturePlatform, change: Change) -> None:
        asked = platform.login()
        claims = platform.claims("LtiStartProctoring", asked["nonce"], **platform.proctoring())
        change(claims)

        page = platform.answer_login(asked, platform.signed(claims))

        assert page.status_code in (400, 401)
        refused = [one for one in entries(platform) if one["direction"] == "refused"]
        assert len(refused) == 1

    def test_is_refused_when_it_is_posted_a_second_time(self, platform: MiniaturePlatform) -> None:
        asked = platform.login()
        claims = platform.claims("LtiStartProctoring", asked["nonce"], **platform.proctoring())
        token = platform.signed(claims)
        first = platform.answer_login(asked, token)

        again = platform.answer_login(asked, token)

        assert first.status_code == 200
        assert again.status_code == 400
        assert "state-unknown" in again.text

    def test_is_refused_with_the_state_of_another_login(self, platform: MiniaturePlatform) -> None:
        mine, other = platform.login(), platform.login()
        claims = platform.claims("LtiStartProctoring", mine["nonce"], **platform.proctoring())

        page = platform.answer_login(other, platform.signed(claims))

        assert "nonce-foreign" in page.text

    def test_is_refused_under_a_key_that_is_not_published(
        self, platform: MiniaturePlatform
    ) -> None:
        asked = platform.login()
        claims = platform.claims("LtiStartProctoring", asked["nonce"], **platform.proctoring())

        page = platform.answer_login(asked, platform.signed(claims, kid="another"))

        assert page.status_code == 401

    def test_shows_what_the_platform_says_when_it_refuses(
        self, platform: MiniaturePlatform
    ) -> None:
        asked = platform.login()
        form = {"state": asked["state"], "error": "login_required"}

        page = requests.post(asked["redirect_uri"], data=form, timeout=10)

        assert page.status_code == 400
        assert "login_required" in page.text


def entries(platform: MiniaturePlatform) -> list[dict[str, Any]]:
    """Return the vendor's journal."""
    found: list[dict[str, Any]] = platform.control("journal").json()["entries"]
    return found
