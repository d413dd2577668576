"""Each wrong LtiStartAssessment is wrong in the one way that its name says."""

import time
from typing import Any

import pytest

from tests.sandbox.miniature import checks
from tests.sandbox.miniature.checks import AP
from tests.sandbox.miniature.platform import MiniaturePlatform

FAILS = {
    "wrong-audience": "aud",
    "extra-audience": "aud",
    "missing-audience": "aud",
    "wrong-azp": "azp",
    "wrong-issuer": "iss",
    "platform-as-issuer": "iss",
    "missing-issuer": "iss",
    "missing-expiry": "exp",
    "expired": "exp",
    "distant-expiry": "exp",
    "missing-issue-time": "iat",
    "old-issue-time": "iat",
    "future-issue-time": "iat",
    "missing-nonce": "nonce",
    "replayed-nonce": "nonce",
    "replayed-message": "nonce",
    "wrong-version": "version",
    "missing-version": "version",
    "wrong-message-type": "message_type",
    "missing-message-type": "message_type",
    "wrong-deployment": "deployment_id",
    "missing-deployment": "deployment_id",
    "foreign-session-data": "session_data",
    "stale-session-data": "session_data",
    "made-up-session-data": "session_data",
    "missing-session-data": "session_data",
    "other-attempt-number": "attempt_number",
    "attempt-number-as-text": "attempt_number",
    "missing-attempt-number": "attempt_number",
    "other-resource-link": "resource_link",
    "missing-resource-link": "resource_link",
    "subject-in-verified-user": "verified_user",
    "platform-message-returned": "kid",
    "rs512": "alg",
    "unsigned": "alg",
    "public-key-as-secret": "alg",
    "wrong-key": "signature",
    "key-in-header": "signature",
    "missing-kid": "kid",
    "unknown-kid": "kid",
    "altered": "signature",
    "not-a-token": "shape",
    "oversized": "size",
}


def opened(platform: MiniaturePlatform, **extra: Any) -> tuple[str, dict[str, Any]]:
    """Launch Hawkeye; return the session's key and the claims that opened it."""
    asked = platform.login()
    message = platform.proctoring()
    claims = platform.claims("LtiStartProctoring", asked["nonce"], **{**message, **extra})
    page = platform.answer_login(asked, platform.signed(claims))
    return page.url.rsplit("/", 1)[1], claims


def sent(platform: MiniaturePlatform, key: str) -> str:
    """Return the token with which Hawkeye would start the assessment now."""
    answer = platform.control(f"sessions/{key}/start-assessment", {})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["JWT"])


def failure(platform: MiniaturePlatform, token: str, expected: dict[str, Any], **kw: Any) -> str:
    """Return the first check that a token fails, or `none`."""
    try:
        claims = checks.signed_claims(token, f"{platform.tool}/jwks")
        checks.start_assessment(claims, expected=expected, used_nonces=kw.get("used", set()))
    except checks.Failed as failed:
        return failed.check
    return "none"


class TestStartAssessment:
    @pytest.mark.parametrize(("misbehaviour", "check"), FAILS.items(), ids=FAILS.keys())
    def test_fails_the_check_of(
        self, platform: MiniaturePlatform, misbehaviour: str, check: str
    ) -> None:
        opened(platform, sub="somebody-else")
        opened(platform)
        key, expected = opened(platform)
        used: set[str] = set()
        honest = failure(platform, sent(platform, key), expected, used=used)
        platform.control("misbehave", {"name": misbehaviour})

        wrong = failure(platform, sent(platform, key), expected, used=used)

        assert honest == "none"
        assert wrong == check

    def test_is_spoiled_in_every_way_that_the_vendor_lists(
        self, platform: MiniaturePlatform
    ) -> None:
        listed = platform.control("misbehave").json()["misbehaviours"]

        assert {one["name"] for one in listed if one["channel"] == "start"} == set(FAILS)

    def test_is_honest_again_after_one_misbehaviour_that_was_to_happen_once(
        self, platform: MiniaturePlatform
    ) -> None:
        key, expected = opened(platform)
        platform.control("misbehave", {"name": "rs512", "once": True})

        said = [failure(platform, sent(platform, key), expected) for _ in range(2)]

        assert said == ["alg", "none"]

    def test_can_be_spoiled_by_the_one_call_that_asks_for_it(
        self, platform: MiniaturePlatform
    ) -> None:
        key, expected = opened(platform)

        wrong = platform.control(f"sessions/{key}/start-assessment", {"misbehave": "rs512"})

        assert failure(platform, wrong.json()["JWT"], expected) == "alg"
        assert failure(platform, sent(platform, key), expected) == "none"

    def test_takes_the_wrong_value_from_the_test(self, platform: MiniaturePlatform) -> None:
        key, _ = opened(platform)
        values = {"session_data": "of another vendor"}
        platform.control("misbehave", {"name": "foreign-session-data", "with": values})

        claims = checks.signed_claims(sent(platform, key), f"{platform.tool}/jwks")

        assert claims[f"{AP}session_data"] == "of another vendor"

    def test_expires_within_minutes(self, platform: MiniaturePlatform) -> None:
        key, _ = opened(platform)

        claims = checks.signed_claims(sent(platform, key), f"{platform.tool}/jwks")

        assert 0 < claims["exp"] - time.time() <= 300


class TestMisbehaving:
    def test_refuses_a_name_that_nobody_knows(self, platform: MiniaturePlatform) -> None:
        answer = platform.control("misbehave", {"name": "politeness"})

        assert answer.status_code == 400
        assert answer.json()["code"] == "misbehaviour-unknown"
