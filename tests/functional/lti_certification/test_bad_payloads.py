"""The bad payloads of the 1EdTech certification suite: each must be refused.

Every docstring is the sentence of the suite (LTI Advantage Conformance Certification, 6.1).
"""

from typing import Any

import pytest
from django.test import Client

from lti_exams.launches.models import Launch, Person
from tests.factories.answers import code_of, launch_told
from tests.factories.lms import LTI, Lms

pytestmark = pytest.mark.django_db


class TestABadPayload:
    def refused(
        self, lms: Lms, browser: Client, headers: dict[str, Any] | None = None, **changes: Any
    ) -> str:
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce, **changes), **(headers or {}))
        return self.code(lms, browser, login.state, token)

    def code(self, lms: Lms, browser: Client, state: str, token: str) -> str:
        answer = launch_told(browser, token, state)
        assert 400 <= answer.status_code < 500
        assert not Launch.objects.exists()
        assert not Person.objects.exists()
        return code_of(answer)

    def test_1_no_kid_in_the_header(self, lms: Lms, browser: Client) -> None:
        """No KID Sent in JWT header."""
        assert self.refused(lms, browser, headers={"kid": None}) == "token-kid-missing"

    def test_2_an_incorrect_kid_in_the_header(self, lms: Lms, browser: Client) -> None:
        """Incorrect KID in JWT header."""
        assert self.refused(lms, browser, headers={"kid": "imstester_66067"}) == "token-kid-unknown"

    def test_3_the_wrong_version(self, lms: Lms, browser: Client) -> None:
        """Wrong LTI Version."""
        assert self.refused(lms, browser, version="11.3") == "launch-version"

    def test_4_no_version(self, lms: Lms, browser: Client) -> None:
        """No LTI Version."""
        assert self.refused(lms, browser, version=None) == "launch-version-missing"

    def test_5_no_lti_message(self, lms: Lms, browser: Client) -> None:
        """Invalid LTI message: the provided JSON is NOT a 1.3 JWT launch."""
        login = lms.begin(browser)
        token = lms.sign({"name": "badltilaunch"})

        assert self.code(lms, browser, login.state, token) == "launch-issuer"

    @pytest.mark.parametrize(
        "claims",
        [
            ("message_type", "version", "deployment_id", "roles", "resource_link"),
            ("version", "roles"),
            ("target_link_uri",),
            ("sub", "context", "deployment_id"),
        ],
    )
    def test_6_missing_claims(self, lms: Lms, browser: Client, claims: tuple[str, ...]) -> None:
        """Missing LTI Claims: one or more of the required claims are missing."""
        code = self.refused(lms, browser, **dict.fromkeys(claims))

        assert code.startswith("launch-")
        assert code.endswith("-missing")

    def test_7_incorrect_timestamps(self, lms: Lms, browser: Client) -> None:
        """Timestamps Incorrect: iat and exp have the wrong values."""
        assert self.refused(lms, browser, iat=11111, exp=22222) == "launch-expired"

    @pytest.mark.parametrize(
        ("claim", "code"),
        [
            ("message_type", "launch-message-type-missing"),
            ("roles", "launch-roles-missing"),
            ("deployment_id", "launch-deployment-missing"),
            ("resource_link", "launch-link-missing"),
            ("sub", "launch-sub-missing"),
        ],
    )
    def test_8_to_12_a_claim_is_missing(
        self, lms: Lms, browser: Client, claim: str, code: str
    ) -> None:
        """message_type, role, deployment_id, resource_link_id, user: Claim Missing."""
        assert self.refused(lms, browser, **{claim: None}) == code

    def test_11_a_link_without_its_id(self, lms: Lms, browser: Client) -> None:
        """resource_link_id Claim Missing."""
        without = {f"{LTI}resource_link": {"title": "Final exam"}}

        assert self.refused(lms, browser, **without) == "launch-link-unreadable"
