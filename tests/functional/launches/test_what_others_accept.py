"""Where a library that many tools stand on decides wrongly, we decide rightly.

Each test is one row of what pylti1p3 2.0.0 was seen to do: accept what it should refuse, refuse
what is valid, or crash.
"""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.launches.models import Launch
from tests.factories.answers import code_of, code_of_launch, launch_told, launch_with
from tests.factories.lms import MEMBERSHIP, Lms

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


def in_seconds(seconds: int) -> int:
    return int(timezone.now().timestamp()) + seconds


class TestWhatOthersAcceptAndWeRefuse:
    def test_the_same_token_and_state_again(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce))

        codes = [code_of(launch_told(browser, token, login.state)) for _ in range(3)]

        assert codes == ["", "launch-state-used", "launch-state-used"]
        assert Launch.objects.count() == 1

    def test_the_same_token_and_state_again_without_the_cookie(
        self, lms: Lms, browser: Client
    ) -> None:
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce))
        lms.post(browser, login.state, token)

        assert code_of(launch_told(Client(), token, login.state)) == "launch-state-used"

    def test_the_same_token_for_another_login(self, lms: Lms, browser: Client) -> None:
        first, second = lms.begin(browser), lms.begin(browser)
        token = lms.sign(lms.claims(first.nonce))
        lms.post(browser, first.state, token)

        assert code_of(launch_told(browser, token, second.state)) == "launch-nonce"

    def test_the_nonce_of_one_login_with_the_state_of_another(
        self, lms: Lms, browser: Client
    ) -> None:
        a, b = lms.begin(browser), lms.begin(browser)

        crossed = launch_told(browser, lms.sign(lms.claims(b.nonce)), a.state)

        assert code_of(crossed) == "launch-nonce"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"exp": None}, "launch-exp-missing"),
            ({"iat": None}, "launch-iat-missing"),
            ({"aud": ["client-1", "other"]}, "launch-audience-foreign"),
            ({"azp": "other"}, "launch-azp"),
            ({"aud": ["client-1", "other"], "azp": "other"}, "launch-audience-foreign"),
            ({"target_link_uri": None}, "launch-target-missing"),
            ({"target_link_uri": "https://evil.example/"}, "launch-target-foreign"),
            ({"roles": f"{MEMBERSHIP}Instructor"}, "launch-roles-unreadable"),
            ({"sub": "x" * 300}, "launch-sub-unreadable"),
            ({"context": {"title": "Course 101"}}, "launch-context-unreadable"),
        ],
    )
    def test_claims_that_are_wrong(
        self, lms: Lms, browser: Client, changes: dict[str, Any], code: str
    ) -> None:
        assert code_of_launch(lms, browser, **changes) == code

    def test_a_token_made_ten_days_ago(self, lms: Lms, browser: Client) -> None:
        assert code_of_launch(lms, browser, iat=in_seconds(-10 * DAY)) == "launch-iat-old"

    def test_a_token_that_lives_for_ten_years(self, lms: Lms, browser: Client) -> None:
        assert code_of_launch(lms, browser, exp=in_seconds(3650 * DAY)) == "launch-exp-far"


class TestWhatOthersRefuseAndWeAccept:
    def test_our_client_id_as_the_second_audience_where_azp_names_us(
        self, lms: Lms, browser: Client
    ) -> None:
        told = {"aud": ["other", "client-1"], "azp": "client-1"}

        assert launch_with(lms, browser, **told).status_code == 303

    def test_a_clock_half_a_minute_ahead_of_ours(self, lms: Lms, browser: Client) -> None:
        assert launch_with(lms, browser, iat=in_seconds(30)).status_code == 303


class TestWhatOthersRefuseAndWeRefuseByName:
    @pytest.mark.parametrize("sub", [None, ""])
    def test_an_anonymous_launch(self, lms: Lms, browser: Client, sub: str | None) -> None:
        assert code_of_launch(lms, browser, sub=sub) == "launch-sub-missing"

    def test_a_message_for_proctoring_tools(self, lms: Lms, browser: Client) -> None:
        code = code_of_launch(lms, browser, message_type="LtiStartProctoring")

        assert code == "launch-message-type"


class TestWhatOthersCrashOn:
    def test_an_empty_list_of_audiences(self, lms: Lms, browser: Client) -> None:
        assert code_of_launch(lms, browser, aud=[]) == "launch-audience-missing"

    def test_a_link_that_is_a_text(self, lms: Lms, browser: Client) -> None:
        assert code_of_launch(lms, browser, resource_link="link-1") == "launch-link-unreadable"


class TestWhatOthersRefuseRightlyAndSoDoWe:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"exp": 1_000_000_000, "iat": 999_999_990}, "launch-expired"),
            ({"version": "1.1.0"}, "launch-version"),
            ({"deployment_id": None}, "launch-deployment-missing"),
            ({"message_type": "LtiUnknownRequest"}, "launch-message-type"),
            ({"roles": None}, "launch-roles-missing"),
            ({"resource_link": None}, "launch-link-missing"),
            ({"nbf": 99_999_999_999}, "launch-not-yet-valid"),
        ],
    )
    def test_claims_that_are_wrong(
        self, lms: Lms, browser: Client, changes: dict[str, Any], code: str
    ) -> None:
        assert code_of_launch(lms, browser, **changes) == code

    def test_a_token_signed_in_another_way(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce), algorithm="RS512")

        assert code_of(launch_told(browser, token, login.state)) == "token-algorithm"

    def test_a_launch_without_a_nonce(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)
        claims = lms.claims()
        del claims["nonce"]

        answer = launch_told(browser, lms.sign(claims), login.state)

        assert code_of(answer) == "launch-nonce-missing"
