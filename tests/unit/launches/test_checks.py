from datetime import UTC, datetime
from typing import Any

import pytest

from lti_exams.edge.wording import WORDING
from lti_exams.kernel.digests import digest_of
from lti_exams.launches.rules import names
from lti_exams.launches.rules.checks import (
    CHECKS,
    LEEWAY,
    LONGEST_LIFE,
    NAMES,
    OLDEST,
    first_failing,
)
from lti_exams.launches.rules.predicates import expected_at

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
EXPECTED = expected_at(
    NOW,
    issuer="https://lms.example",
    client_id="client",
    nonce_digest=digest_of("nonce"),
    deployment_hint="",
    target_link_uri="https://exams.example/lti/launch",
    origin="https://exams.example",
)


def failing(**changes: Any) -> str:
    claims = {
        "iss": "https://lms.example",
        "aud": "client",
        "sub": "person-1",
        "nonce": "nonce",
        "iat": AT,
        "exp": AT + 300,
        names.VERSION: "1.3.0",
        names.MESSAGE_TYPE: "LtiResourceLinkRequest",
        names.DEPLOYMENT_ID: "1",
        names.TARGET_LINK_URI: "https://exams.example/lti/launch",
        names.ROLES: [],
        names.RESOURCE_LINK: {"id": "link-1"},
        **changes,
    }
    check = first_failing(claims, EXPECTED)[1]
    return check.name if check else ""


class TestTheTableOfChecks:
    def test_names_each_once(self) -> None:
        assert len(set(NAMES)) == len(NAMES)

    def test_has_words_for_each(self) -> None:
        assert {check.code for check in CHECKS} <= set(WORDING)

    def test_says_which_row_of_the_specification_each_holds(self) -> None:
        assert all(check.sentence for check in CHECKS)

    def test_passes_what_is_right(self) -> None:
        assert failing() == ""

    def test_tells_what_passed_before_it_failed(self) -> None:
        passed, check = first_failing({"iss": "https://lms.example"}, EXPECTED)

        assert passed == ("issuer",)
        assert check is not None
        assert check.name == "audience-missing"


class TestTheEdgesOfTime:
    @pytest.mark.parametrize(
        ("claims", "name"),
        [
            ({"exp": AT - LEEWAY + 1}, ""),
            ({"exp": AT - LEEWAY}, "expired"),
            ({"iat": AT + LEEWAY}, ""),
            ({"iat": AT + LEEWAY + 1}, "iat-future"),
            ({"iat": AT - OLDEST}, ""),
            ({"iat": AT - OLDEST - 1}, "iat-old"),
            ({"exp": AT + LONGEST_LIFE}, ""),
            ({"exp": AT + LONGEST_LIFE + 1}, "exp-far"),
            ({"nbf": AT + LEEWAY}, ""),
            ({"nbf": AT + LEEWAY + 1}, "not-yet-valid"),
            ({"exp": AT + 60.5, "iat": AT - 0.5}, ""),
            ({"exp": True}, "exp-missing"),
            ({"exp": str(AT + 300)}, "exp-missing"),
            ({"exp": float("nan")}, "exp-missing"),
            ({"exp": float("inf")}, "exp-missing"),
            ({"exp": 10**400}, "exp-missing"),
            ({"iat": -1}, "iat-missing"),
        ],
    )
    def test_are_where_they_are_said_to_be(self, claims: dict[str, Any], name: str) -> None:
        assert failing(**claims) == name


class TestWhatIsLeftToTheLms:
    @pytest.mark.parametrize(
        "claims",
        [
            {"aud": ["client"]},
            {"aud": ["another", "client"], "azp": "client"},
            {"azp": None},
            {names.ROLES: ["nobody", "knows", ""]},
            {names.CONTEXT: None},
            {names.CUSTOM: None, names.LIS: None, names.AGS: None},
            {names.MESSAGE_TYPE: "LtiSubmissionReviewRequest"}
            | {names.FOR_USER: {"user_id": "p"}, names.AGS: {"lineitem": "x"}},
            {names.MESSAGE_TYPE: "DataPrivacyLaunchRequest", names.RESOURCE_LINK: None}
            | {names.FOR_USER: {"user_id": "p"}},
        ],
    )
    def test_passes(self, claims: dict[str, Any]) -> None:
        assert failing(**claims) == ""
