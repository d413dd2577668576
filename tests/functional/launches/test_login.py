"""The login initiation, row by row: what an LMS may send. L6 to L9 are in test_login_answered."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from lti_exams.launches.models import Launch
from lti_exams.platforms import api as platforms
from tests.factories.answers import PROBLEM, code_of, code_of_launch
from tests.factories.lms import Lms

pytestmark = pytest.mark.django_db


def asked_of(response: HttpResponse) -> dict[str, list[str]]:
    return parse_qs(urlsplit(response["Location"]).query, keep_blank_values=True)


def refused(lms: Lms, browser: Client, **changes: object) -> str:
    parameters = lms.login_parameters(**changes)
    return code_of(browser.post("/lti/login", parameters, headers=PROBLEM))


class TestL1EitherMethod:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_begins_a_login(self, lms: Lms, browser: Client, method: str) -> None:
        response = getattr(browser, method)("/lti/login", lms.login_parameters())

        assert response.status_code == 302
        assert response["Location"].startswith("https://lms.example/auth?")

    def test_reads_a_post_from_its_form_alone(self, lms: Lms, browser: Client) -> None:
        response = browser.post("/lti/login?iss=https://evil.example", lms.login_parameters())

        assert response["Location"].startswith("https://lms.example/auth?")


class TestL2WhatMustBeThere:
    @pytest.mark.parametrize(
        ("parameter", "code"),
        [
            ("iss", "login-iss-missing"),
            ("login_hint", "login-hint-missing"),
            ("target_link_uri", "login-target-missing"),
        ],
    )
    @pytest.mark.parametrize("value", [None, ""])
    def test_is_missed_by_name(
        self, lms: Lms, browser: Client, parameter: str, code: str, value: str | None
    ) -> None:
        assert refused(lms, browser, **{parameter: value}) == code

    def test_must_lead_to_us(self, lms: Lms, browser: Client) -> None:
        elsewhere = "https://evil.example/lti/launch"

        assert refused(lms, browser, target_link_uri=elsewhere) == "login-target-foreign"


class TestL3WhichRegistrationIsMeant:
    def test_is_the_only_one_where_no_client_id_is_sent(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser, client_id=None)

        assert login.asked["client_id"] == "client-1"

    def test_is_unclear_where_two_share_the_issuer(self, lms: Lms, browser: Client) -> None:
        Lms.registered(client_id="client-2", key_name="other")

        assert refused(lms, browser, client_id=None) == "platform-ambiguous"

    def test_is_told_by_the_client_id(self, lms: Lms, browser: Client) -> None:
        second = Lms.registered(client_id="client-2", key_name="other")

        assert second.begin(browser).asked["client_id"] == "client-2"
        assert second.launch(browser).status_code == 303

    def test_is_none_for_a_client_id_that_nobody_has(self, lms: Lms, browser: Client) -> None:
        assert refused(lms, browser, client_id="client-9") == "platform-unknown"

    @pytest.mark.parametrize(
        "issuer", ["https://LMS.example", "https://lms.example/", "https://lms.exämple", "a" * 900]
    )
    def test_is_none_for_an_issuer_spelt_otherwise(
        self, lms: Lms, browser: Client, issuer: str
    ) -> None:
        assert refused(lms, browser, iss=issuer) == "platform-unknown"

    @pytest.mark.parametrize("client_id", ["client-1", None])
    def test_is_none_while_it_is_switched_off(
        self, lms: Lms, browser: Client, client_id: str | None
    ) -> None:
        platforms.move(lms.platform, "disable")

        assert refused(lms, browser, client_id=client_id) == "platform-disabled"

    def test_is_the_one_that_is_active_where_another_is_off(
        self, lms: Lms, browser: Client
    ) -> None:
        platforms.move(Lms.registered(client_id="client-2", key_name="other").platform, "disable")

        assert lms.begin(browser, client_id=None).asked["client_id"] == "client-1"


class TestL4Hints:
    @pytest.mark.parametrize(
        "hint",
        ['{"cmid":2,"launchid":"a&b=c"}', " spaced ", "ünïcöde 💥", "a+b%20c", "'\"<>", "x" * 8000],
    )
    def test_go_back_unaltered(self, lms: Lms, browser: Client, hint: str) -> None:
        login = lms.begin(browser, login_hint=hint, lti_message_hint=hint)

        assert asked_of(login.response)["login_hint"] == [hint]
        assert asked_of(login.response)["lti_message_hint"] == [hint]

    def test_that_were_not_sent_are_not_sent_back(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser, lti_message_hint=None)

        assert "lti_message_hint" not in asked_of(login.response)

    def test_that_are_empty_go_back_empty(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser, lti_message_hint="")

        assert asked_of(login.response)["lti_message_hint"] == [""]

    def test_longer_than_any_lms_needs_are_refused(self, lms: Lms, browser: Client) -> None:
        assert refused(lms, browser, login_hint="x" * 8193) == "login-parameter-too-long"


class TestL5TheDeployment:
    @pytest.mark.parametrize("name", ["lti_deployment_id", "deployment_id"])
    def test_may_be_named_either_way(self, lms: Lms, browser: Client, name: str) -> None:
        login = lms.begin(browser, **{name: "1"})

        token = lms.sign(lms.claims(login.nonce))
        assert lms.post(browser, login.state, token).status_code == 303

    @pytest.mark.parametrize("name", ["lti_deployment_id", "deployment_id"])
    def test_of_the_token_must_be_the_one_that_was_named(
        self, lms: Lms, browser: Client, name: str
    ) -> None:
        login = lms.begin(browser, **{name: "2"})

        answer = browser.post(
            "/lti/launch",
            {"state": login.state, "id_token": lms.sign(lms.claims(login.nonce))},
            headers=PROBLEM,
        )

        assert code_of(answer) == "launch-deployment-differs"

    def test_of_the_login_alone_is_not_believed(self, lms: Lms, browser: Client) -> None:
        lms.begin(browser, lti_deployment_id="never-met")

        assert not platforms.deployments_of(lms.platform).filter(deployment_id="never-met").exists()

    def test_that_is_met_for_the_first_time_waits_for_staff(
        self, lms: Lms, browser: Client
    ) -> None:
        code = code_of_launch(lms, browser, deployment_id="new")

        waiting = platforms.waiting_deployments().get()
        assert code == "deployment-pending"
        assert waiting.deployment_id == "new"
        assert not Launch.objects.exists()
