"""What an LMS's token endpoint answers: read strictly, decided without clock or database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms.rules import is_printable_ascii

_LONGEST_TOKEN = 16_384
_USUAL_LIFE = 3600
_LONGEST_LIFE = 86_400


class AccessTokenRefused(LtiExamsError):
    """The LMS refused to give an access token, or is asking us to come back later."""

    codes = ("access-token-refused", "access-token-throttled")


class AccessTokenUnreadable(LtiExamsError):
    """The LMS answered a request for a token with something that is none."""

    code = "access-token-unreadable"


class ScopesNotGranted(LtiExamsError):
    """The LMS gave a token for none of the scopes that the call needs."""

    code = "access-token-scopes-missing"


@dataclass(frozen=True, slots=True)
class Grant:
    """An access token as it was granted."""

    token: str
    lifetime: timedelta
    granted: frozenset[str]


def join_scopes(scopes: Iterable[str]) -> str:
    """Write scopes in the one way that makes equal sets equal texts."""
    return " ".join(sorted(set(scopes)))


def refusal(status: int, document: object, *, retry_after: str = "") -> AccessTokenRefused:
    """Return what a refused request for a token tells, without anything secret."""
    told = document.get("error") if isinstance(document, Mapping) else None
    if status == 429 or status == 503:
        return AccessTokenRefused("access-token-throttled", status=status, retry_after=retry_after)
    return AccessTokenRefused("access-token-refused", status=status, error=_short(told))


def _short(told: object) -> str:
    return told[:100] if isinstance(told, str) and is_printable_ascii(told) else ""


def read_grant(document: object, *, asked: Iterable[str]) -> Grant:
    """Read RFC 6749 section 5.1: the token, how long it lives and what it is good for."""
    if not isinstance(document, Mapping):
        raise AccessTokenUnreadable(field="document")
    granted = _granted(document.get("scope"), asked=frozenset(asked))
    return Grant(token=_token(document), lifetime=_lifetime(document), granted=granted)


def _token(document: Mapping[str, object]) -> str:
    token, kind = document.get("access_token"), document.get("token_type", "Bearer")
    if not isinstance(token, str) or not 0 < len(token) <= _LONGEST_TOKEN:
        raise AccessTokenUnreadable(field="access_token")
    if not is_printable_ascii(token):
        raise AccessTokenUnreadable(field="access_token")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise AccessTokenUnreadable(field="token_type")
    return token


def _lifetime(document: Mapping[str, object]) -> timedelta:
    told = document.get("expires_in")
    if told is None:
        return timedelta(seconds=_USUAL_LIFE)
    # Some LMSs write the number as text.
    digits = str(told) if isinstance(told, (str, int)) and not isinstance(told, bool) else ""
    if not (digits.isascii() and digits.isdigit() and 0 < len(digits) <= 12 and int(digits)):
        raise AccessTokenUnreadable(field="expires_in")
    return timedelta(seconds=min(int(digits), _LONGEST_LIFE))


def _granted(told: object, *, asked: frozenset[str]) -> frozenset[str]:
    """An answer without scopes grants what was asked, RFC 6749 section 5.1 says."""
    if not isinstance(told, str) or not told.split():
        return asked
    granted = frozenset(told.split())
    if asked and not granted & asked:
        raise ScopesNotGranted(asked=join_scopes(asked))
    return granted
