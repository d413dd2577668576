"""What a tool must send to be given an access token (RFC 7523, security framework 4.1.1)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from lti_exams.tools.rules import names
from lti_exams.tools.rules.dates import (
    LEEWAY,
    Claims,
    audiences,
    has_begun,
    instant,
    is_instant,
    remembered_for,
)

__all__ = [
    "Check",
    "Demand",
    "Expected",
    "first_failing",
    "first_unmet",
    "granted",
    "remembered_for",
]

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_LIFE = 600
_OLDEST = 600
_LONGEST_JTI = 255


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that the form must say, and what RFC 6749 calls its lack."""

    code: str
    oauth: str
    holds: Callable[[Mapping[str, str]], bool]


DEMANDS: tuple[Demand, ...] = (
    Demand("tool-token-request", "invalid_request", lambda form: bool(form.get("grant_type"))),
    Demand(
        "tool-token-grant-type",
        "unsupported_grant_type",
        lambda form: form["grant_type"] == "client_credentials",
    ),
    Demand(
        "tool-token-assertion-type",
        "invalid_client",
        lambda form: form.get("client_assertion_type") == ASSERTION_TYPE,
    ),
    Demand(
        "tool-token-assertion", "invalid_client", lambda form: bool(form.get("client_assertion"))
    ),
)


def first_unmet(form: Mapping[str, str]) -> Demand | None:
    """Return the first demand that the form does not meet."""
    return next((demand for demand in DEMANDS if not demand.holds(form)), None)


@dataclass(frozen=True, slots=True)
class Expected:
    """What an assertion of this tool must say."""

    client_id: str
    deployment_id: str
    audiences: frozenset[str]
    now: float


@dataclass(frozen=True, slots=True)
class Check:
    """One named check of a signed assertion."""

    code: str
    holds: Callable[[Claims, Expected], bool]


def _is_for_us_alone(claims: Claims, expected: Expected) -> bool:
    """Refuse further audiences: one of them could be where the tool's word is wanted from us."""
    told = audiences(claims)
    return (
        bool(told)
        and all(one in expected.audiences for one in told if isinstance(one, str))
        and all(isinstance(one, str) for one in told)
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "tool-token-client",
        lambda claims, at: claims.get("iss") == claims.get("sub") == at.client_id,
    ),
    Check("tool-token-audience", _is_for_us_alone),
    Check("tool-token-expired", lambda claims, _: is_instant(claims.get("exp"))),
    Check("tool-token-expired", lambda claims, at: at.now < instant(claims, "exp") + LEEWAY),
    Check(
        "tool-token-exp-far",
        lambda claims, at: instant(claims, "exp") <= at.now + LONGEST_LIFE + LEEWAY,
    ),
    Check("tool-token-iat", lambda claims, _: is_instant(claims.get("iat"))),
    Check(
        "tool-token-iat",
        lambda claims, at: at.now - _OLDEST - LEEWAY <= instant(claims, "iat") <= at.now + LEEWAY,
    ),
    Check("tool-token-iat", lambda claims, at: has_begun(claims, now=at.now)),
    Check(
        "tool-token-deployment",
        lambda claims, at: claims.get(names.DEPLOYMENT_ID) in (None, at.deployment_id),
    ),
    Check(
        "tool-token-jti-missing",
        lambda claims, _: (
            isinstance(claims.get("jti"), str) and 0 < len(str(claims["jti"])) <= _LONGEST_JTI
        ),
    ),
)


def first_failing(claims: Claims, expected: Expected) -> Check | None:
    """Return the first check that a signed assertion does not pass."""
    return next((check for check in CHECKS if not check.holds(claims, expected)), None)


def granted(asked: str, *, may: Collection[str]) -> frozenset[str]:
    """Return those scopes of a request that a tool may have."""
    return frozenset(asked.split()) & frozenset(may)
