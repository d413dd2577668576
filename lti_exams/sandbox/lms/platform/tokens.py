"""The token endpoint: access tokens for tools that prove who they are."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms import ledger
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import AccessToken, Tool
from lti_exams.sandbox.lms.platform import addresses, tool_keys
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.base import Profile

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def issue(parameters: Mapping[str, str], profile: Profile, *, now: datetime) -> dict[str, Any]:
    """Return the answer to a token request that holds a valid client assertion."""
    if parameters.get("grant_type") != "client_credentials":
        raise Refusal(400, "unsupported_grant_type", "Only client_credentials is granted here.")
    if parameters.get("client_assertion_type") != ASSERTION_TYPE:
        raise Refusal(400, "invalid_request", "The client_assertion_type is not jwt-bearer.")
    tool = _asking(parameters.get("client_assertion", ""), profile)
    scopes = [each for each in words.SCOPES if each in parameters.get("scope", "").split()]
    if not scopes:
        raise Refusal(400, "invalid_scope", "None of these scopes is granted here.")
    return _grant(tool, scopes, profile, now=now)


def _asking(assertion: str, profile: Profile) -> Tool:
    """Return the tool that signed this assertion."""
    try:
        claimed = jwt.decode(assertion, options={"verify_signature": False})
    except jwt.PyJWTError as error:
        raise Refusal(400, "invalid_request", "The client_assertion is no JWT.") from error
    if claimed.get("iss") != claimed.get("sub"):
        raise Refusal(400, "invalid_client", "iss and sub must both be the client id.")
    tool = Tool.objects.filter(client_id=str(claimed.get("sub", ""))).first()
    if tool is None:
        raise Refusal(400, "invalid_client", "No tool is installed under this client id.")
    audience = _audience(profile) if profile.checks_audience else None
    claims = tool_keys.verified(assertion, tool, profile, audience=audience)
    if profile.checks_replay:
        tool_keys.once(tool, claims.get("jti"))
    return tool


def _audience(profile: Profile) -> list[str]:
    if profile.token_audience:
        return [profile.token_audience]
    return [addresses.of("token"), profile.issuer or environment.origin()]


def _grant(tool: Tool, scopes: list[str], profile: Profile, *, now: datetime) -> dict[str, Any]:
    token = secrets.token_urlsafe(32)
    expires_at = now + timedelta(seconds=profile.access_token_lifetime)
    AccessToken.objects.create(token=token, tool=tool, scopes=scopes, expires_at=expires_at)
    ledger.write("token.issued", at=now, client_id=tool.client_id, details={"scopes": scopes})
    return {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": profile.access_token_lifetime,
        "scope": " ".join(scopes),
    }
