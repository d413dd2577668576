"""What a compact JWS must look like, and when keys may be fetched or used: pure."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.strictjson import strict_json
from lti_exams.trust.errors import TokenRefused

LONGEST_TOKEN = 65_536
LONGEST_KID = 255
SMALLEST_MODULUS = 2048
LARGEST_MODULUS = 8192

# One refetch a minute for a kid that nobody knows keeps a flood of forged kids away from the LMS.
REFETCH_EVERY = timedelta(minutes=1)
# Keys that the LMS withdrew must die here too, without an unknown kid to tell us.
REFRESH_AFTER = timedelta(hours=1)
# While the LMS cannot be asked, keys that were good yesterday still open exams today.
KEYS_LIVE = timedelta(hours=24)

# A new key is published this long before it signs, so that every cache has seen it,
# and the old one stays published this long after its last signature.
PUBLISH_AHEAD = timedelta(hours=24)
PUBLISH_AFTER = timedelta(days=7)
# So long a process signs with the key that it asked for: far less than caches are given to see it.
ASKED_AGAIN_AFTER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class UnverifiedToken:
    """The parts of a token that nobody has vouched for yet: only the header is readable."""

    kid: str
    header: Mapping[str, object]
    payload: bytes
    signature: bytes
    signing_input: bytes


def take_apart(token: str) -> UnverifiedToken:
    """Split a compact JWS and refuse every header that we would not verify."""
    if not token:
        raise TokenRefused("token-missing")
    if len(token) > LONGEST_TOKEN:
        raise TokenRefused("token-too-large", limit=LONGEST_TOKEN)
    try:
        raw = token.encode("ascii")
    except UnicodeEncodeError as error:
        raise TokenRefused("token-not-a-jwt") from error
    signing_input, first, last = raw.rpartition(b".")
    head, second, body = signing_input.partition(b".")
    if not (first and second) or b"." in body:
        raise TokenRefused("token-not-a-jwt")
    header = _read_header(_from_base64url(head))
    return UnverifiedToken(
        kid=_checked_kid(header),
        header=header,
        payload=_from_base64url(body),
        signature=_from_base64url(last),
        signing_input=signing_input,
    )


def _from_base64url(part: bytes) -> bytes:
    """Decode strictly: no padding, no foreign alphabet, no second spelling of the same bytes."""
    try:
        padded = part.translate(_TO_STANDARD) + b"=" * (-len(part) % 4)
        decoded = binascii.a2b_base64(padded, strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise TokenRefused("token-not-a-jwt") from error
    if b"+" in part or b"/" in part or b"=" in part or _is_loose(part):
        raise TokenRefused("token-not-a-jwt")
    return decoded


_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# In the last character of a part, the bits beyond the last byte must be zero.
_ENDS_OF_TWO = frozenset(_ALPHABET[::16])
_ENDS_OF_THREE = frozenset(_ALPHABET[::4])


def _is_loose(part: bytes) -> bool:
    rest = len(part) % 4
    return (rest == 2 and part[-1] not in _ENDS_OF_TWO) or (
        rest == 3 and part[-1] not in _ENDS_OF_THREE
    )


def _read_header(raw: bytes) -> Mapping[str, object]:
    try:
        header = strict_json(raw)
    except LtiExamsError as error:
        raise TokenRefused("token-header-unreadable") from error
    if not isinstance(header, dict):
        raise TokenRefused("token-header-unreadable")
    if header.get("alg") != "RS256":
        raise TokenRefused("token-algorithm")
    # `crit` names extensions that must be understood, and we understand none. The headers that
    # point at keys (jku, jwk, x5u, x5c) are ignored: keys come from the registration alone.
    if "crit" in header or "b64" in header:
        raise TokenRefused("token-critical-header")
    return header


def _checked_kid(header: Mapping[str, object]) -> str:
    kid = header.get("kid")
    if kid is None or kid == "":
        raise TokenRefused("token-kid-missing")
    if not isinstance(kid, str) or len(kid) > LONGEST_KID:
        raise TokenRefused("token-kid-unreadable")
    return kid


def claims_of(payload: bytes) -> dict[str, object]:
    """Read the payload of a token whose signature was checked."""
    try:
        claims = strict_json(payload)
    except LtiExamsError as error:
        raise TokenRefused("token-claims-unreadable") from error
    if not isinstance(claims, dict):
        raise TokenRefused("token-claims-unreadable")
    return claims


@dataclass(frozen=True, slots=True)
class RsaNumbers:
    """A public key as its JWK tells it."""

    n: int
    e: int


def rsa_keys(document: object) -> dict[str, RsaNumbers | None]:
    """Return the keys of a JWK set that may verify an RS256 signature, by kid.

    Keys of other kinds are passed over, since sets hold keys for other uses too. A kid that names
    two keys names none: the value is None.
    """
    keys = document.get("keys") if isinstance(document, dict) else None
    found: dict[str, RsaNumbers | None] = {}
    for jwk in keys if isinstance(keys, list) else []:
        numbers = _numbers_of(jwk)
        if numbers is not None:
            found[jwk["kid"]] = None if jwk["kid"] in found else numbers
    return found


def is_key_set(document: object) -> bool:
    """Tell whether an answer is a JWK set at all; an error page in JSON is not."""
    return isinstance(document, dict) and isinstance(document.get("keys"), list)


def _numbers_of(jwk: object) -> RsaNumbers | None:
    if not isinstance(jwk, dict) or jwk.get("kty") != "RSA" or not _is_for_rs256(jwk):
        return None
    try:
        n, e = (
            int.from_bytes(_from_base64url(str(jwk[name]).encode("ascii")), "big") for name in "ne"
        )
    except (KeyError, UnicodeEncodeError, TokenRefused):
        return None
    if not SMALLEST_MODULUS <= n.bit_length() <= LARGEST_MODULUS or e < 3 or e % 2 == 0:
        return None
    return RsaNumbers(n=n, e=e) if e.bit_length() <= 32 else None


def _is_for_rs256(jwk: Mapping[str, object]) -> bool:
    kid = jwk.get("kid")
    return (
        isinstance(kid, str)
        and 0 < len(kid) <= LONGEST_KID
        and jwk.get("use", "sig") == "sig"
        and jwk.get("alg", "RS256") == "RS256"
    )


def thumbprint(*, n: str, e: str) -> str:
    """Return the RFC 7638 name of an RSA key: the same key has the same kid everywhere."""
    canonical = json.dumps({"e": e, "kty": "RSA", "n": n}, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def may_ask_again(*, tried_at: datetime | None, now: datetime) -> bool:
    """Tell whether a key set may be fetched now."""
    return tried_at is None or now - tried_at >= REFETCH_EVERY


def wants_refresh(*, fetched_at: datetime | None, now: datetime) -> bool:
    return fetched_at is None or now - fetched_at >= REFRESH_AFTER


def are_too_old(*, fetched_at: datetime | None, now: datetime) -> bool:
    return fetched_at is None or now - fetched_at >= KEYS_LIVE
