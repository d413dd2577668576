"""A tool proves who it is and gets a token for what its kind may have, and for nothing else."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.kernel.digests import digest_of
from lti_exams.tools import api as tools
from lti_exams.tools.models import AccessToken
from tests.factories.tools import FakeTool
from tests.integration.exams.test_races import at_once

pytestmark = pytest.mark.django_db
MINUTE = 60


def ask(form: Any, **more: Any) -> HttpResponse:
    told = {"content_type": "application/x-www-form-urlencoded", **more}
    body = form if isinstance(form, str) else urlencode(form)
    return Client().post("/tools/token", body, **told)


def refusal(answer: HttpResponse) -> tuple[int, str, str]:
    told = answer.json()
    return answer.status_code, told["error"], told["code"].removeprefix("tool-token-")


class TestATokenThatIsGranted:
    def test_is_told_as_oauth_tells_it(self, vendor: FakeTool) -> None:
        answer = ask(vendor.token_form())

        told = answer.json()
        assert set(told) == {"access_token", "token_type", "expires_in", "scope"}
        assert (told["token_type"], told["expires_in"]) == ("Bearer", 3600)
        assert told["scope"] == tools.ACS
        assert answer["Cache-Control"] == "no-store"

    def test_opens_what_it_is_for_until_it_expires(self, vendor: FakeTool) -> None:
        header, now = vendor.bearer(), timezone.now()

        assert tools.bearer(header, scopes=[tools.ACS], now=now) == vendor.tool
        with pytest.raises(tools.ToolTokenRefused, match="tool-bearer-unknown"):
            tools.bearer(header, scopes=[tools.ACS], now=now + timedelta(minutes=61))

    def test_is_kept_as_its_digest(self, vendor: FakeTool) -> None:
        token = ask(vendor.token_form()).json()["access_token"]

        assert AccessToken.objects.get().digest == digest_of(token)

    def test_has_those_scopes_alone_that_the_tool_may_have(self, vendor: FakeTool) -> None:
        answer = ask(vendor.token_form(f"{tools.ACS} {tools.SCORE} made-up"))

        assert answer.json()["scope"] == tools.ACS

    def test_takes_the_place_of_those_that_expired(self, vendor: FakeTool) -> None:
        yesterday = timezone.now() - timedelta(days=1)
        vendor.bearer(now=yesterday)
        ask(vendor.token_form())

        assert AccessToken.objects.count() == 1

    def test_dies_when_its_tool_is_switched_off(self, vendor: FakeTool) -> None:
        header, now = vendor.bearer(), timezone.now()
        tools.deactivate(vendor.tool, by="test", now=now)
        tools.activate(vendor.tool, by="test", now=now)

        with pytest.raises(tools.ToolTokenRefused, match="tool-bearer-unknown"):
            tools.bearer(header, scopes=[tools.ACS], now=now)

    @pytest.mark.parametrize("audience", ["http://testserver", ["http://testserver/tools/token"]])
    def test_may_be_asked_for_by_our_name_or_address(self, vendor: FakeTool, audience: Any) -> None:
        assertion = vendor.sign(vendor.assertion(aud=audience))

        assert ask(vendor.token_form(client_assertion=assertion)).status_code == 200


FORMS = [
    ({"grant_type": None}, 400, "invalid_request", "request"),
    ({"grant_type": "password"}, 400, "unsupported_grant_type", "grant-type"),
    ({"client_assertion_type": "jwt"}, 401, "invalid_client", "assertion-type"),
    ({"client_assertion": None}, 401, "invalid_client", "assertion"),
    ({"client_assertion": "a.b.c"}, 401, "invalid_client", "assertion"),
    ({"client_id": "another"}, 401, "invalid_client", "client"),
    ({"scope": tools.SCORE}, 400, "invalid_scope", "scope"),
    ({"scope": None}, 400, "invalid_scope", "scope"),
]
ASSERTIONS = [
    ({"iss": "another"}, "client"),
    ({"iss": None}, "client"),
    ({"sub": "another"}, "client"),
    ({"sub": None}, "client"),
    ({"aud": "https://elsewhere.example/token"}, "audience"),
    ({"aud": ["http://testserver/tools/token", "https://elsewhere.example"]}, "audience"),
    ({"aud": []}, "audience"),
    ({"aud": None}, "audience"),
    ({"exp": None}, "expired"),
    ({"exp": "tomorrow"}, "expired"),
    ({"iat": None}, "iat"),
    ({"jti": None}, "jti-missing"),
    ({"jti": ""}, "jti-missing"),
    ({"jti": 7}, "jti-missing"),
    ({"https://purl.imsglobal.org/spec/lti/claim/deployment_id": "other"}, "deployment"),
]
TIMES = [
    ({"exp": -2 * MINUTE}, "expired"),
    ({"exp": 12 * MINUTE}, "exp-far"),
    ({"iat": -12 * MINUTE}, "iat"),
    ({"iat": 2 * MINUTE}, "iat"),
    ({"nbf": 2 * MINUTE}, "iat"),
]


class TestARequestThatIsWrong:
    @pytest.mark.parametrize(("changes", "status", "oauth", "name"), FORMS)
    def test_in_its_form_is_refused(
        self, vendor: FakeTool, changes: dict, status: int, oauth: str, name: str
    ) -> None:
        assert refusal(ask(vendor.token_form(**changes))) == (status, oauth, name)

    @pytest.mark.parametrize(("changes", "name"), ASSERTIONS)
    def test_in_its_assertion_is_refused(self, vendor: FakeTool, changes: dict, name: str) -> None:
        assertion = vendor.sign(vendor.assertion(**changes))

        answer = ask(vendor.token_form(client_assertion=assertion))

        assert refusal(answer) == (401, "invalid_client", name)
        assert "WWW-Authenticate" in answer

    @pytest.mark.parametrize(("times", "name"), TIMES)
    def test_in_its_times_is_refused(self, vendor: FakeTool, times: dict, name: str) -> None:
        now = int(timezone.now().timestamp())
        changes = {claim: now + seconds for claim, seconds in times.items()}
        assertion = vendor.sign(vendor.assertion(**changes))

        answer = ask(vendor.token_form(client_assertion=assertion))

        assert refusal(answer) == (401, "invalid_client", name)

    @pytest.mark.parametrize(
        "signing", [{"key": "stranger"}, {"kid": "unknown"}, {"key": "stranger", "kid": "x"}]
    )
    def test_in_its_signature_is_refused(self, vendor: FakeTool, signing: dict) -> None:
        assertion = vendor.sign(vendor.assertion(), **signing)

        answer = ask(vendor.token_form(client_assertion=assertion))

        assert refusal(answer) == (401, "invalid_client", "signature")

    def test_in_its_algorithm_is_refused(self, vendor: FakeTool) -> None:
        assertion = vendor.sign(vendor.assertion(), algorithm="RS512")

        answer = ask(vendor.token_form(client_assertion=assertion))

        assert refusal(answer) == (401, "invalid_client", "assertion")

    def test_because_its_assertion_came_before_is_refused(self, vendor: FakeTool) -> None:
        form = vendor.token_form()
        ask(form)

        assert refusal(ask(form)) == (401, "invalid_client", "jti-used")

    def test_signed_by_another_tool_is_refused(self, vendor: FakeTool) -> None:
        other = FakeTool.registered(name="Other", key_name="other-vendor")
        assertion = other.sign(vendor.assertion())

        answer = ask(vendor.token_form(client_assertion=assertion))

        assert refusal(answer) == (401, "invalid_client", "signature")

    def test_of_a_tool_that_is_off_is_refused(self, vendor: FakeTool) -> None:
        tools.deactivate(vendor.tool, by="test", now=timezone.now())

        assert refusal(ask(vendor.token_form())) == (401, "invalid_client", "client")

    @pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
    def test_in_its_content_type_is_refused(self, vendor: FakeTool, kind: str) -> None:
        answer = ask("grant_type=client_credentials", content_type=kind)

        assert refusal(answer) == (400, "invalid_request", "content-type")

    def test_that_also_brings_a_password_is_refused(self, vendor: FakeTool) -> None:
        answer = ask(vendor.token_form(), headers={"authorization": "Basic eDp5"})

        assert refusal(answer) == (401, "invalid_client", "assertion-type")

    def test_that_says_a_thing_twice_is_refused(self, vendor: FakeTool) -> None:
        answer = ask("grant_type=client_credentials&grant_type=password")

        assert answer.json()["error"] == "invalid_request"

    def test_in_its_method_is_refused(self, client: Client) -> None:
        assert client.get("/tools/token").status_code == 405


class TestACallWithoutARightToken:
    @pytest.mark.parametrize(
        ("header", "name"),
        [
            ("", "missing"),
            ("Bearer", "missing"),
            ("Basic eDp5", "missing"),
            ("Bearer invented", "unknown"),
            (f"Bearer {'x' * 5000}", "unknown"),
            ("Bearer with\x00nul", "unknown"),
        ],
    )
    def test_is_refused(self, vendor: FakeTool, header: str, name: str) -> None:
        with pytest.raises(tools.ToolTokenRefused, match=f"tool-bearer-{name}"):
            tools.bearer(header, scopes=[tools.ACS], now=timezone.now())

    def test_is_refused_by_scope(self, vendor: FakeTool) -> None:
        header = vendor.bearer(tools.ROSTER)

        with pytest.raises(tools.ToolTokenRefused, match="tool-bearer-scope"):
            tools.bearer(header, scopes=[tools.ACS], now=timezone.now())


@pytest.mark.django_db(transaction=True)
class TestEightWhoSendOneAssertion:
    def test_get_one_token(self, vendor: FakeTool) -> None:
        rounds = 5 if connection.vendor == "sqlite" else 25
        for _ in range(rounds):
            form = vendor.token_form()

            def grant(form: dict = form) -> object:
                return tools.grant_token(form, now=timezone.now())

            answers = at_once(*[grant] * 8)

            won = [one for one in answers if isinstance(one, tools.Granted)]
            lost = {one.refusal_code for one in answers if one not in won}
            assert (len(won), lost) == (1, {"tool-token-jti-used"})
