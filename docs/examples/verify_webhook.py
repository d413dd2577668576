"""Tells whether a webhook comes from your lti_exams, and came just now. Needs nothing but Python.

verifier = WebhookVerifier("whsec_…")
event = verifier.verify(headers, body)
"""

import base64
import hmac
import json
import time
from collections.abc import Mapping
from hashlib import sha256


class NotGenuine(Exception):
    """Somebody else wrote it, somebody changed it on its way, or it is an old one again."""


class WebhookVerifier:
    """Knows the secret of one subscription."""

    def __init__(self, secret: str, *, tolerance: int = 300) -> None:
        self.key = base64.b64decode(secret.removeprefix("whsec_"))
        self.tolerance = tolerance

    def verify(self, headers: Mapping[str, str], body: bytes) -> dict[str, object]:
        """Return the event; the body must be the bytes that came, not JSON written anew."""
        self.check(headers, body)
        return json.loads(body)

    def check(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise NotGenuine unless the body is signed with our secret, and not long ago."""
        told = {name.lower(): value for name, value in headers.items()}
        number, at = told.get("webhook-id", ""), told.get("webhook-timestamp", "")
        if not at.isdecimal() or abs(time.time() - int(at)) > self.tolerance:
            raise NotGenuine("its time is not now")
        signed = f"{number}.{at}.".encode() + body
        ours = b"v1," + base64.b64encode(hmac.new(self.key, signed, sha256).digest())
        given = told.get("webhook-signature", "").encode().split()
        if not any(hmac.compare_digest(ours, one) for one in given):
            raise NotGenuine("its signature is not ours")
