"""How a page outside signs a completion: as standardwebhooks.com says, or by a JWT. Pure."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

PREFIX = "whsec_"
LEEWAY = 300
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Signed:
    """What came with a shared secret's signature: the id of the message, when it was signed."""

    key: str
    at: str
    signatures: str


def signature(secret: str, *, key: str, at: str, body: bytes) -> str:
    """Sign the id, the time and the body together, so that none of them can be exchanged."""
    told = f"{key}.{at}.".encode() + body
    opened = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(opened, told, sha256).digest()).decode()


def is_signed(signed: Signed, secret: str, *, body: bytes, now: float) -> bool:
    """Tell whether one of the signatures is the secret's, made just now."""
    if not (0 < len(signed.key) <= _LONGEST_ID and signed.key.isascii() and secret):
        return False
    if not (signed.at.isascii() and signed.at.isdigit() and len(signed.at) < 13):
        return False
    if abs(int(signed.at) - now) > LEEWAY:
        return False
    expected = signature(secret, key=signed.key, at=signed.at, body=body).encode()
    told = [one.encode("utf-8", "replace") for one in signed.signatures.split()[:5]]
    return any(hmac.compare_digest(expected, one) for one in told)


def vouches_for(
    claims: Mapping[str, object], body: bytes, *, issuers: set[str], audience: str, now: float
) -> bool:
    """Tell whether the claims of a signed JWT are about this body, for us, and of just now."""
    aud = claims.get("aud")
    return (
        claims.get("iss") in issuers
        and (aud == audience or aud == [audience])
        and _is_now(claims.get("iat"), claims.get("exp"), now)
        and isinstance(claims.get("jti"), str)
        and 0 < len(str(claims["jti"])) <= _LONGEST_ID
        and claims.get("body_sha256") == sha256(body).hexdigest()
    )


def _is_now(iat: object, exp: object, now: float) -> bool:
    told = [one for one in (iat, exp) if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(told) != 2:
        return False
    begins, ends = told
    return begins - 60 <= now < ends + 60 and 0 < ends - begins <= 2 * LEEWAY
