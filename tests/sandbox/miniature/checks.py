"""What a strict platform checks; each check names itself when it fails."""

import math
import time
from datetime import datetime
from typing import Any

import jwt
import requests
from jwt import PyJWK

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AP = "https://purl.imsglobal.org/spec/lti-ap/claim/"
ACTIONS = ("flag", "pause", "resume", "terminate", "update")
LEEWAY = 60
LONGEST_LIFE = 3600
LARGEST = 100_000


class Failed(Exception):
    """A check said no."""

    def __init__(self, check: str, status: int = 400) -> None:
        super().__init__(check)
        self.check = check
        self.status = status


def signed_claims(token: str, jwks_url: str) -> dict[str, Any]:
    """Return the claims of a token that the tool really signed with RS256."""
    if len(token) > LARGEST:
        raise Failed("size")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.DecodeError as error:
        raise Failed("shape") from error
    if header["alg"] != "RS256":
        raise Failed("alg")
    published = requests.get(jwks_url, timeout=5).json()["keys"]
    keys = [key for key in published if key["kid"] == header.get("kid")]
    if len(keys) != 1:
        raise Failed("kid")
    try:
        untimed = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
        return jwt.decode(token, PyJWK(keys[0]), algorithms=["RS256"], options=untimed)
    except jwt.InvalidSignatureError as error:
        raise Failed("signature") from error


def times(claims: dict[str, Any]) -> None:
    """Check that a message is young and will die soon."""
    now = time.time()
    if not isinstance(claims.get("exp"), int) or claims["exp"] < now - LEEWAY:
        raise Failed("exp")
    if not isinstance(claims.get("iat"), int) or abs(claims["iat"] - now) > LONGEST_LIFE:
        raise Failed("iat")
    if claims["exp"] - claims["iat"] > LONGEST_LIFE:
        raise Failed("exp")


def start_assessment(
    claims: dict[str, Any], *, expected: dict[str, Any], used_nonces: set[str]
) -> None:
    """Check an LtiStartAssessment against the LtiStartProctoring that it answers."""
    times(claims)
    wanted = {
        "iss": expected["aud"],
        "aud": [expected["iss"]],
        "azp": expected["iss"],
        f"{LTI}message_type": "LtiStartAssessment",
        f"{LTI}version": "1.3.0",
    }
    names = ("deployment_id", "resource_link")
    wanted |= {f"{LTI}{name}": expected[f"{LTI}{name}"] for name in names}
    wanted |= {
        f"{AP}{name}": expected[f"{AP}{name}"] for name in ("attempt_number", "session_data")
    }
    for name, value in wanted.items():
        if claims.get(name) != value:
            raise Failed(name.rsplit("/", 1)[-1])
    _identity(claims)
    if not claims.get("nonce") or claims["nonce"] in used_nonces:
        raise Failed("nonce")
    used_nonces.add(claims["nonce"])


def _identity(claims: dict[str, Any]) -> None:
    verified = claims.get(f"{AP}verified_user", {})
    if {"iss", "sub"} & set(verified):
        raise Failed("verified_user")


def assertion(claims: dict[str, Any], *, client_id: str, token_url: str, used: set[str]) -> None:
    """Check the claims of a client assertion."""
    for name, value in (("iss", client_id), ("sub", client_id), ("aud", token_url)):
        if claims.get(name) != value:
            raise Failed(name)
    times(claims)
    if not claims.get("jti") or claims["jti"] in used:
        raise Failed("jti")
    used.add(claims["jti"])


def control_call(body: Any, *, issuer: str, known: dict[str, Any]) -> None:
    """Check a call to the control service about the one attempt that is known."""
    if not isinstance(body, dict):
        raise Failed("body")
    _person(body.get("user"), issuer, known["sub"])
    if body.get("resource_link") is None or not isinstance(body.get("attempt_number"), int):
        raise Failed("attempt")
    if body["resource_link"] != {"id": known["link"]} or body["attempt_number"] != known["attempt"]:
        raise Failed("attempt", 404)
    if body.get("action") not in ACTIONS:
        raise Failed("action")
    _details(body)


def _person(user: Any, issuer: str, sub: str) -> None:
    if not isinstance(user, dict) or user.get("iss", issuer) != issuer:
        raise Failed("user")
    if user.get("sub") != sub:
        raise Failed("user", 404)


def _details(body: dict[str, Any]) -> None:
    severity, extra = body.get("incident_severity", 0), body.get("extra_time", 0)
    if not isinstance(severity, int | float) or math.isnan(severity) or not 0 <= severity <= 1:
        raise Failed("incident_severity")
    if not isinstance(extra, int) or not 0 <= extra <= LARGEST:
        raise Failed("extra_time")
    reason = body.get("reason_msg", "")
    if "\x00" in reason or len(reason) > LARGEST:
        raise Failed("reason_msg")
    try:
        datetime.fromisoformat(body["incident_time"])
    except (KeyError, ValueError) as error:
        raise Failed("incident_time") from error
