"""Whether a LtiStartAssessment answers what somebody was sent with (spec 3.2). Pure.

Signature, audience, time, nonce, version and deployment were checked where messages are read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lti_exams.proctoring.rules import claims as names
from lti_exams.proctoring.rules.identity import readable_identity

Claims = Mapping[str, object]
_LONGEST_DATA = 500


@dataclass(frozen=True, slots=True)
class Expected:
    """What the message must repeat unaltered."""

    attempt_number: int
    resource_link: str


@dataclass(frozen=True, slots=True)
class Check:
    """One named check, and the row of the specification that it holds."""

    code: str
    sentence: str
    holds: Callable[[Claims, Expected], bool]


def session_data_of(claims: Claims) -> str:
    """Return what was handed out; nothing where it is no text that we could have handed out."""
    told = claims.get(names.SESSION_DATA)
    is_fit = isinstance(told, str) and told.isascii() and len(told) <= _LONGEST_DATA
    return told if is_fit and isinstance(told, str) else ""


def is_start(claims: Claims) -> bool:
    return claims.get(names.MESSAGE_TYPE) == names.START_ASSESSMENT


def wants_end(claims: Claims) -> bool:
    """Tell whether the vendor asked to be told of the end."""
    return claims.get(names.END_RETURN) is True


def first_failing(claims: Claims, expected: Expected) -> Check | None:
    """Return the first check that a message does not pass."""
    return next((check for check in CHECKS if not check.holds(claims, expected)), None)


def _is_number(claims: Claims, expected: Expected) -> bool:
    told = claims.get(names.ATTEMPT_NUMBER)
    return type(told) is int and told == expected.attempt_number


def _is_link(claims: Claims, expected: Expected) -> bool:
    told = claims.get(names.RESOURCE_LINK)
    return isinstance(told, Mapping) and told.get("id") == expected.resource_link


CHECKS: tuple[Check, ...] = (
    Check("start-attempt-number", "attempt_number: required, unaltered", _is_number),
    Check("start-resource-link", "resource_link: required, unaltered", _is_link),
    Check(
        "start-verified-user",
        "verified_user: a subset of the identity claims, no iss and no sub",
        lambda claims, _: readable_identity(claims.get(names.VERIFIED_USER)),
    ),
    Check(
        "start-end-return",
        "end_assessment_return: a boolean",
        lambda claims, _: isinstance(claims.get(names.END_RETURN, False), bool),
    ),
)
