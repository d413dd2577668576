"""Every check that a message signed by a tool must pass, in order, each with its own code."""

from collections.abc import Callable
from dataclasses import dataclass

from lti_exams.tools.rules import names
from lti_exams.tools.rules.dates import (
    LEEWAY,
    Claims,
    audiences,
    has_begun,
    instant,
    is_instant,
)

# A tool signs when the person leaves it, and one form post later we read it.
LONGEST_LIFE = 3600
OLDEST = 3600
_LONGEST_NONCE = 1000


@dataclass(frozen=True, slots=True)
class Expected:
    """What the registration of a tool leads us to expect of its messages."""

    client_id: str
    deployment_id: str
    audience: str
    now: float


@dataclass(frozen=True, slots=True)
class Check:
    """One named check. `sentence` is the row of the specification that it holds."""

    name: str
    sentence: str
    holds: Callable[[Claims, Expected], bool]

    @property
    def code(self) -> str:
        return f"tool-message-{self.name}"


def first_failing(claims: Claims, expected: Expected) -> Check | None:
    """Return the first check that a signed message does not pass."""
    return next((check for check in CHECKS if not check.holds(claims, expected)), None)


def _names_nobody_else(claims: Claims, expected: Expected) -> bool:
    return all(one == expected.audience for one in audiences(claims))


CHECKS: tuple[Check, ...] = (
    Check("issuer", "3.2", lambda claims, at: claims.get("iss") == at.client_id),
    Check("audience", "3.2", lambda claims, at: at.audience in audiences(claims)),
    Check("audience-foreign", "3.2", _names_nobody_else),
    # Vendors name us, to whom they answer: azp is the platform's issuer.
    Check("azp", "3.2", lambda claims, at: claims.get("azp") in (None, at.audience)),
    Check("exp-missing", "5.2.3", lambda claims, _: is_instant(claims.get("exp"))),
    Check("iat-missing", "5.2.3", lambda claims, _: is_instant(claims.get("iat"))),
    Check("expired", "5.2.3", lambda claims, at: at.now < instant(claims, "exp") + LEEWAY),
    Check("iat-future", "5.2.3", lambda claims, at: instant(claims, "iat") <= at.now + LEEWAY),
    Check("iat-old", "5.2.3", lambda claims, at: instant(claims, "iat") >= at.now - OLDEST),
    Check(
        "exp-far",
        "5.2.3",
        lambda claims, _: instant(claims, "exp") - instant(claims, "iat") <= LONGEST_LIFE,
    ),
    Check("not-yet-valid", "5.2.3", lambda claims, at: has_begun(claims, now=at.now)),
    Check(
        "nonce-missing",
        "5.2.3",
        lambda claims, _: (
            isinstance(claims.get("nonce"), str) and 0 < len(str(claims["nonce"])) <= _LONGEST_NONCE
        ),
    ),
    Check("version", "3.2", lambda claims, _: claims.get(names.VERSION) == "1.3.0"),
    Check(
        "deployment",
        "3.2",
        lambda claims, at: claims.get(names.DEPLOYMENT_ID) == at.deployment_id,
    ),
)
NAMES: tuple[str, ...] = tuple(check.name for check in CHECKS)
