"""How a webhook is signed, as standardwebhooks.com describes it. Pure."""

import base64
import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

PREFIX = "whsec_"


def new_secret() -> str:
    """Return a secret as subscribers paste it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(secret: str, *, key: str, at: int, body: bytes) -> Mapping[str, str]:
    """Return the headers that tell which message this is, when it was sent, and that it is ours."""
    return {
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature(secret, key=key, at=at, body=body)}",
    }


def signature(secret: str, *, key: str, at: int, body: bytes) -> str:
    """Sign the id, the time and the body together, so that none of them can be exchanged."""
    signed = f"{key}.{at}.".encode() + body
    opened = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(opened, signed, sha256).digest()).decode()
