"""Access tokens: asked for with an assertion that we sign, kept until they expire."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lti_exams.sandbox.common import http
from lti_exams.sandbox.common.tool import journal, keys
from lti_exams.sandbox.common.tool.drafts import Draft
from lti_exams.sandbox.common.tool.models import AccessToken, Platform
from lti_exams.sandbox.common.tool.refusals import Refusal

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFE = timedelta(minutes=5)


@dataclass(slots=True)
class TokenRequest:
    """A request for a token that is not signed yet."""

    assertion: Draft
    form: dict[str, str]


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """What a token endpoint said."""

    status: int
    document: Any


def draft(platform: Platform, scope: str, *, now: datetime) -> TokenRequest:
    """Write an honest request for a token."""
    moment = int(now.timestamp())
    claims = {
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.token_audience or platform.token_url,
        "iat": moment,
        "exp": moment + int(ASSERTION_LIFE.total_seconds()),
        "jti": secrets.token_urlsafe(24),
    }
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "scope": scope,
    }
    return TokenRequest(Draft(claims, keys.own_key()), form)


def ask(platform: Platform, request: TokenRequest, *, now: datetime) -> TokenAnswer:
    """Send a request for a token and return what was answered."""
    assertion = request.assertion.signed()
    form = {"client_assertion": assertion, **request.form}
    try:
        answer = http.post(platform.token_url, data=form)
        given = answer.json()
    except (http.NoAnswer, ValueError) as error:
        raise Refusal("token-unreachable", f"No token: {error}", status=502) from error
    facts = {"url": platform.token_url, "status": answer.status_code, "form": request.form}
    journal.sent("token-request", now=now, **facts, assertion=assertion, answer=_public(given))
    return TokenAnswer(answer.status_code, given)


def keep(
    platform: Platform, request: TokenRequest, answer: TokenAnswer, *, now: datetime
) -> AccessToken:
    """Keep the token that was given; refuse to go on without one."""
    given = answer.document
    if answer.status != 200 or not isinstance(given, dict) or "access_token" not in given:
        raise Refusal("token-denied", f"The platform gave no token: {given}", status=502)
    life = timedelta(seconds=int(given.get("expires_in", 3600)) - 5)
    return AccessToken.objects.create(
        platform=platform,
        scope=request.form["scope"],
        value=given["access_token"],
        expires_at=now + life,
    )


def held(platform: Platform, scope: str, *, now: datetime) -> AccessToken | None:
    """Return the newest token that is still good, if we hold one."""
    good = AccessToken.objects.filter(platform=platform, scope=scope, expires_at__gt=now)
    return good.order_by("id").last()


def _public(given: Any) -> Any:
    if not isinstance(given, dict) or "access_token" not in given:
        return given
    return {**given, "access_token": "hidden"}
