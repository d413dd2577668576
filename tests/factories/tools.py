"""A tool as a test needs it: registered with us, with keys of its own, signing what it is told."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from uuid import uuid4

import jwt
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.launches.models import Launch
from lti_exams.tools import api as tools
from tests.factories.lms import LTI, Lms, jwk_of, rsa_key

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class FakeTool:
    """One tool. What it signs and asks may be changed as a test likes; None takes a value out."""

    tool: tools.Tool
    key_name: str
    kid: str

    @classmethod
    def registered(
        cls,
        kind: tools.ToolKind = tools.ToolKind.PROCTORING,
        *,
        name: str = "Hawkeye",
        host: str = "vendor.example",
        key_name: str = "vendor",
        now: datetime | None = None,
        **about: Any,
    ) -> "FakeTool":
        """Return a tool that we know, with its keys pasted."""
        kid = f"{key_name}-key-1"
        new = tools.NewTool(
            kind=kind,
            name=name,
            login_url=f"https://{host}/login",
            launch_url=f"https://{host}/launch",
            public_key=json.dumps({"keys": [jwk_of(rsa_key(key_name), kid)]}),
            **about,
        )
        return cls(tools.register(new, by="test", now=now or timezone.now()), key_name, kid)

    def sign(self, claims: Any, *, key: str = "", algorithm: str = "RS256", **headers: Any) -> str:
        """Sign claims as this tool does, or as a test wants it done wrong."""
        told = _kept({"kid": self.kid, **headers})
        return jwt.encode(claims, rsa_key(key or self.key_name), algorithm=algorithm, headers=told)

    def authentication(self, initiation: tools.Initiation, **changes: Any) -> dict[str, Any]:
        """Return the request with which the tool answers the beginning of a launch."""
        asked = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": initiation.fields["client_id"],
            "redirect_uri": f"{self.tool.launch_url}",
            "login_hint": initiation.fields["login_hint"],
            "lti_message_hint": initiation.fields["lti_message_hint"],
            "nonce": "nonce-1",
            "state": "state-1",
        }
        return _kept({**asked, **changes})

    def claims(self, *, now: datetime | None = None, **changes: Any) -> dict[str, Any]:
        """Return the claims of a message from this tool to us; short names are LTI's own."""
        at = int((now or timezone.now()).timestamp())
        told: dict[str, Any] = {
            "iss": self.tool.client_id,
            "aud": settings.PUBLIC_ORIGIN,
            "iat": at,
            "exp": at + 300,
            "nonce": uuid4().hex,
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": self.tool.deployment_id,
        }
        for name, value in changes.items():
            told[name if name in _OPENID or ":" in name else f"{LTI}{name}"] = value
        return _kept(told)

    def assertion(self, *, now: datetime | None = None, **changes: Any) -> dict[str, Any]:
        """Return the claims with which the tool proves who it is."""
        at = int((now or timezone.now()).timestamp())
        told = {
            "iss": self.tool.client_id,
            "sub": self.tool.client_id,
            "aud": f"{settings.PUBLIC_ORIGIN}/tools/token",
            "iat": at,
            "exp": at + 300,
            "jti": uuid4().hex,
        }
        return _kept({**told, **changes})

    def token_form(self, scope: str = tools.ACS, **changes: Any) -> dict[str, Any]:
        """Return the form with which the tool asks for an access token."""
        asked = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.sign(self.assertion()),
            "scope": scope,
        }
        return _kept({**asked, **changes})

    def bearer(self, scope: str = tools.ACS, *, now: datetime | None = None) -> str:
        """Return the Authorization header with which the tool calls our services."""
        form = self.token_form(scope, client_assertion=self.sign(self.assertion(now=now)))
        return f"Bearer {tools.grant_token(form, now=now or timezone.now()).token}"


_OPENID = {"iss", "aud", "azp", "iat", "exp", "nbf", "nonce", "sub", "jti"}


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def launched(lms: Lms, browser: Client, **who: Any) -> Launch:
    """Return the launch of somebody whose browser holds its cookie."""
    answer = lms.launch(browser, **who)
    key = answer["Location"].strip("/").split("/")[1]
    return Launch.objects.select_related("person", "deployment__platform").get(key=key)


def form_in(page: HttpResponse) -> tuple[str, dict[str, str]]:
    """Return where the form of a page goes, and what it carries."""
    text = page.content.decode()
    action = re.search(r'<form[^>]* action="([^"]*)"', text)
    assert action, text
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', text)
    return unescape(action[1]), {name: unescape(value) for name, value in fields}
