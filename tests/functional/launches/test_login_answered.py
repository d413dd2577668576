"""What we ask the LMS after a login initiation, and what its answer may be: rows L6 to L9."""

import pytest
from django.conf import settings
from django.test import Client

from lti_exams.platforms import api as platforms
from tests.factories.answers import PROBLEM, code_of
from tests.factories.lms import LTI, Lms

pytestmark = pytest.mark.django_db


class TestL6WhatWeAskTheLms:
    def test_is_what_the_specification_lists(self, lms: Lms, browser: Client) -> None:
        asked = lms.begin(browser).asked

        assert asked["scope"] == "openid"
        assert asked["response_type"] == "id_token"
        assert asked["response_mode"] == "form_post"
        assert asked["prompt"] == "none"
        assert asked["client_id"] == "client-1"
        assert set(asked) == {
            *("scope", "response_type", "response_mode", "prompt", "client_id"),
            *("redirect_uri", "login_hint", "lti_message_hint", "nonce", "state"),
        }

    def test_has_a_state_and_a_nonce_that_nobody_guesses(self, lms: Lms, browser: Client) -> None:
        logins = [lms.begin(browser) for _ in range(5)]

        secrets = {login.state for login in logins} | {login.nonce for login in logins}
        assert len(secrets) == 10
        assert all(len(secret) >= 32 for secret in secrets)


class TestL7WhereTheAnswerGoes:
    def test_is_our_own_address_whatever_is_asked_for(self, lms: Lms, browser: Client) -> None:
        target = f"{settings.PUBLIC_ORIGIN}/lti/launch?exam=1"

        login = lms.begin(browser, target_link_uri=target, redirect_uri="https://evil.example/")

        assert login.asked["redirect_uri"] == f"{settings.PUBLIC_ORIGIN}/lti/launch"


class TestL8TheAddressOfTheLms:
    @pytest.mark.parametrize(
        ("auth_url", "begins"),
        [
            ("https://lms.example/auth?tenant=7", "https://lms.example/auth?tenant=7&scope="),
            ("https://lms.example/auth?", "https://lms.example/auth?"),
        ],
    )
    def test_keeps_the_query_that_it_has(
        self, lms: Lms, browser: Client, auth_url: str, begins: str
    ) -> None:
        platforms.Platform.objects.update(auth_url=auth_url)

        login = lms.begin(browser)

        assert login.response["Location"].startswith(begins)
        assert login.asked["scope"] == "openid"


class TestL9AnErrorOfTheLms:
    def test_is_a_clean_page(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)

        page = browser.post(
            "/lti/launch",
            {
                "state": login.state,
                "error": "login_required",
                "error_description": "<script>alert(1)</script>",
            },
        )

        assert page.status_code == 400
        assert "did not confirm who you are" in page.content.decode()
        assert "login_required" in page.content.decode()
        assert b"<script>alert" not in page.content

    @pytest.mark.parametrize("error", ["login_required", "<b>", "x" * 5000, "%(code)s", "💥"])
    def test_has_a_code_of_its_own(self, lms: Lms, browser: Client, error: str) -> None:
        answer = browser.post("/lti/launch", {"error": error}, headers=PROBLEM)

        assert code_of(answer) == "launch-platform-error"

    def test_beside_a_token_does_not_let_the_token_pass_unread(
        self, lms: Lms, browser: Client
    ) -> None:
        login = lms.begin(browser)

        answer = browser.post(
            "/lti/launch",
            {"state": login.state, "error": "x", "id_token": "a.b.c"},
            headers=PROBLEM,
        )

        assert code_of(answer) == "token-not-a-jwt"


class TestTheStoredLogin:
    def test_binds_the_launch_to_its_target(self, lms: Lms, browser: Client) -> None:
        target = f"{settings.PUBLIC_ORIGIN}/lti/launch?exam=1"
        login = lms.begin(browser, target_link_uri=target)

        claims = lms.claims(login.nonce, **{f"{LTI}target_link_uri": target})

        assert lms.post(browser, login.state, lms.sign(claims)).status_code == 303
