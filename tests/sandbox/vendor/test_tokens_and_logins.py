"""Hawkeye asks for tokens and logs in, well and badly."""

from typing import Any

import pytest

from tests.sandbox.miniature.platform import CONTROL_SCOPE, MiniaturePlatform

TOKEN_FAILS = {
    "token-wrong-audience": "aud",
    "token-missing-audience": "aud",
    "token-wrong-issuer": "iss",
    "token-wrong-subject": "sub",
    "token-missing-jti": "jti",
    "token-replayed": "jti",
    "token-missing-expiry": "exp",
    "token-expired": "exp",
    "token-distant-expiry": "exp",
    "token-rs512": "alg",
    "token-unsigned": "alg",
    "token-public-key-as-secret": "alg",
    "token-wrong-key": "signature",
    "token-missing-kid": "kid",
    "token-altered": "signature",
    "token-wrong-grant": "grant_type",
    "token-wrong-type": "client_assertion_type",
    "token-unknown-scope": "scope",
}
LOGIN_SAYS = {
    "login-other-redirect": {"redirect_uri": "https://elsewhere.example/launch"},
    "login-other-client": {"client_id": "nobody"},
    "login-other-person": {"login_hint": "somebody"},
    "login-no-hint": {"login_hint": None},
    "login-other-message": {"lti_message_hint": "made up"},
    "login-no-message": {"lti_message_hint": None},
    "login-no-nonce": {"nonce": None},
    "login-other-scope": {"scope": "profile"},
    "login-code": {"response_type": "code"},
    "login-query": {"response_mode": "query"},
    "login-prompt": {"prompt": "login"},
}


def listed(platform: MiniaturePlatform, channel: str) -> set[str]:
    """Return the names of the misbehaviours that the vendor lists for a channel."""
    found = platform.control("misbehave").json()["misbehaviours"]
    return {one["name"] for one in found if one["channel"] == channel}


def asked(platform: MiniaturePlatform) -> dict[str, Any]:
    """Let Hawkeye ask for a token and return the answer."""
    said = {"client_id": platform.client_id, "scope": CONTROL_SCOPE}
    found: dict[str, Any] = platform.control("token", said).json()
    return found


class TestTokenRequest:
    def test_is_granted_when_it_is_honest(self, platform: MiniaturePlatform) -> None:
        assert asked(platform)["status"] == 200

    @pytest.mark.parametrize(("misbehaviour", "check"), TOKEN_FAILS.items(), ids=TOKEN_FAILS.keys())
    def test_is_refused_for_its_one_fault(
        self, platform: MiniaturePlatform, misbehaviour: str, check: str
    ) -> None:
        asked(platform)
        platform.control("misbehave", {"name": misbehaviour})

        assert asked(platform) == {"status": 400, "answer": {"failed": check}}

    def test_is_wrong_in_every_way_that_the_vendor_lists(self, platform: MiniaturePlatform) -> None:
        assert listed(platform, "token") == set(TOKEN_FAILS)

    def test_is_signed_with_the_new_key_after_a_rotation(self, platform: MiniaturePlatform) -> None:
        before = platform.control("rotate-key", {}).json()["kid"]
        after = platform.control("rotate-key", {}).json()["kid"]

        assert before != after
        assert asked(platform)["status"] == 200


class TestLogin:
    @pytest.mark.parametrize("misbehaviour", LOGIN_SAYS)
    def test_says_what_the_misbehaviour_names(
        self, platform: MiniaturePlatform, misbehaviour: str
    ) -> None:
        platform.control("misbehave", {"name": misbehaviour})

        parameters = platform.login()

        wrong = LOGIN_SAYS[misbehaviour]
        assert {name: parameters.get(name) for name in wrong} == wrong

    def test_is_wrong_in_every_way_that_the_vendor_lists(self, platform: MiniaturePlatform) -> None:
        assert listed(platform, "login") == set(LOGIN_SAYS)
