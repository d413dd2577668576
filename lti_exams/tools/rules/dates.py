"""Instants in what tools sign, and how far their clocks may be from ours."""

from collections.abc import Mapping
from typing import cast

Claims = Mapping[str, object]

LEEWAY = 60
_END_OF_TIME = 1e11


def is_instant(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= cast("float", value) < _END_OF_TIME


def instant(claims: Claims, name: str) -> float:
    """Return an instant that an earlier check in the table found to be one."""
    return cast("float", claims[name])


def has_begun(claims: Claims, *, now: float) -> bool:
    """Tell whether a message that names the instant from which it is valid has reached it."""
    return "nbf" not in claims or (
        is_instant(claims["nbf"]) and instant(claims, "nbf") <= now + LEEWAY
    )


def audiences(claims: Claims) -> list[object]:
    aud = claims.get("aud")
    return aud if isinstance(aud, list) else [aud]


def remembered_for(claims: Claims, *, now: float) -> float:
    """Return for how many seconds a message could be sent again, and must be known again."""
    return instant(claims, "exp") + 2 * LEEWAY - now
