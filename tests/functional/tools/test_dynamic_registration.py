"""A tool that staff invited registers itself, once, and waits for them."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.journeys.register_tool import invite_tool
from lti_exams.tools import api as tools
from lti_exams.tools.rules import names
from tests.integration.exams.test_races import at_once

pytestmark = pytest.mark.django_db

TOLD: dict[str, Any] = {
    "application_type": "web",
    "response_types": ["id_token"],
    "grant_types": ["implicit", "client_credentials"],
    "initiate_login_uri": "https://vendor.example/login",
    "redirect_uris": ["https://vendor.example/launch"],
    "client_name": "Hawkeye",
    "jwks_uri": "https://vendor.example/jwks",
    "token_endpoint_auth_method": "private_key_jwt",
    "scope": tools.ACS,
    "contacts": ["help@vendor.example"],
    names.TOOL_CONFIGURATION: {
        "domain": "vendor.example",
        "target_link_uri": "https://vendor.example/",
        "custom_parameters": {"room": "A"},
        "claims": ["iss", "sub", "name", "email"],
        "messages": [
            {"type": "LtiStartProctoring", "target_link_uri": "https://vendor.example/start"},
            {"type": "LtiResourceLinkRequest", "target_link_uri": "https://vendor.example/board"},
        ],
    },
}


def invited(kind: tools.ToolKind = tools.ToolKind.PROCTORING, *, minutes: int = 60) -> str:
    """Return the registration token of an invitation."""
    user, _ = User.objects.get_or_create(username="staff", is_staff=True)
    address = invite_tool(
        tools.NewInvitation(kind, "Hawkeye", "https://vendor.example/register"),
        by=user,
        now=timezone.now(),
        lifetime=timedelta(minutes=minutes),
    )
    return parse_qs(urlsplit(address).query)["registration_token"][0]


def send(token: str, told: Any = None, **more: Any) -> HttpResponse:
    body = told if isinstance(told, str) else json.dumps(TOLD if told is None else told)
    headers = {"authorization": f"Bearer {token}"}
    options = {"content_type": "application/json", "headers": headers, **more}
    return Client().post("/tools/register", body, **options)


class TestOurConfiguration:
    def test_tells_where_everything_is(self, client: Client) -> None:
        told = client.get("/tools/.well-known/openid-configuration").json()

        assert told["issuer"] == "http://testserver"
        for name, path in {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "jwks",
            "registration_endpoint": "register",
        }.items():
            assert told[name] == f"http://testserver/tools/{path}"
        platform = told[names.PLATFORM_CONFIGURATION]
        messages = {message["type"] for message in platform["messages_supported"]}
        assert {"LtiStartProctoring", "LtiEndAssessment", "LtiDeepLinkingRequest"} <= messages
        assert tools.ACS in told["scopes_supported"]


class TestAnInvitedTool:
    def test_is_stored_and_waits(self) -> None:
        answer = send(invited())

        tool = tools.Tool.objects.get()
        told = answer.json()
        assert answer.status_code == 201
        assert told["client_id"] == tool.client_id
        assert told[names.TOOL_CONFIGURATION]["deployment_id"] == tool.deployment_id
        assert told["scope"].split() == sorted(tools.scopes_of(tool.kind))
        assert (tool.is_active, tool.waits, tool.name) == (False, True, "Hawkeye")
        assert tool.launch_url == "https://vendor.example/start"
        assert tool.dashboard_url == "https://vendor.example/board"
        assert tool.custom == {"room": "A"}

    def test_is_told_no_personal_data_whatever_it_asks_for(self) -> None:
        send(invited())

        assert tools.Tool.objects.get().told == []

    def test_may_do_nothing_until_staff_approve_it(self) -> None:
        send(invited())
        tool = tools.Tool.objects.get()

        with pytest.raises(tools.ToolIsOff):
            tools.active_tool(tool.pk)
        tools.activate(tool, by="test", now=timezone.now())

        assert tools.active_tool(tool.pk) == tool

    def test_is_registered_once(self) -> None:
        token = invited()
        send(token)

        again = send(token)

        assert (again.status_code, again.json()["error"]) == (401, "invalid_token")
        assert tools.Tool.objects.count() == 1

    def test_may_try_again_after_a_mistake(self) -> None:
        token = invited()
        send(token, {**TOLD, "jwks_uri": "nowhere"})

        assert send(token).status_code == 201

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"jwks_uri": None}, "invalid_client_metadata"),
            ({"jwks_uri": "ftp://vendor.example/"}, "invalid_client_metadata"),
            ({"initiate_login_uri": 7}, "invalid_client_metadata"),
            ({"client_name": "x\x00"}, "invalid_client_metadata"),
            ({"redirect_uris": ["https://vendor.example/#x"]}, "invalid_redirect_uri"),
            ({"redirect_uris": "https://vendor.example/"}, "invalid_client_metadata"),
            ({"token_endpoint_auth_method": "client_secret_basic"}, "invalid_client_metadata"),
            ({"response_types": ["code"]}, "invalid_client_metadata"),
            ({names.TOOL_CONFIGURATION: []}, "invalid_client_metadata"),
            ({names.TOOL_CONFIGURATION: {"messages": "all"}}, "invalid_client_metadata"),
        ],
    )
    def test_that_says_it_wrongly_is_refused(self, changes: dict, error: str) -> None:
        answer = send(invited(), {**TOLD, **changes})

        assert (answer.status_code < 500, answer.json()["error"]) == (True, error)
        assert not tools.Tool.objects.exists()

    @pytest.mark.parametrize("body", ["", "[]", "no json", '{"a":1,"a":2}', "null"])
    def test_that_sends_no_registration_is_refused(self, body: str) -> None:
        assert send(invited(), body).status_code == 400

    def test_that_sends_a_form_is_refused(self) -> None:
        assert send(invited(), "x=1", content_type="text/plain").status_code == 400


class TestAToolThatNobodyInvited:
    @pytest.mark.parametrize("header", ["", "Bearer", "Bearer invented", "Basic eDp5"])
    def test_is_refused(self, header: str) -> None:
        answer = send("", headers={"authorization": header} if header else {})

        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")

    def test_or_too_late_is_refused(self) -> None:
        assert send(invited(minutes=-1)).status_code == 401

    def test_any_more_is_refused(self) -> None:
        token = invited()
        tools.withdraw_invitation(tools.Invitation.objects.get().pk, now=timezone.now())

        assert send(token).status_code == 401


@pytest.mark.django_db(transaction=True)
class TestEightWhoUseOneInvitation:
    def test_make_one_tool(self) -> None:
        for round_ in range(3 if connection.vendor == "sqlite" else 6):
            token = invited()

            answers = at_once(*[lambda token=token: send(token).status_code] * 8)

            assert sorted(answers) == [201, *[401] * 7]
            assert tools.Tool.objects.count() == round_ + 1
