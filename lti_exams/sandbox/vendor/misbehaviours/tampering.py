"""Ways to spoil a signed message, whatever it says."""

import base64
import functools
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives import serialization

from lti_exams.sandbox.common import jose
from lti_exams.sandbox.common.tool.drafts import Draft, honestly
from lti_exams.sandbox.vendor.misbehaviours.scene import Scene, Spoil

ELSEWHERE = "https://elsewhere.example"


def claim(name: str, value: Any) -> Spoil:
    """Return a spoiler that gives a claim this value."""

    def spoil(draft: Draft, scene: Scene) -> None:
        draft.claims[name] = scene.values.get("value", value)

    return spoil


def without(name: str) -> Spoil:
    """Return a spoiler that leaves a claim out."""

    def spoil(draft: Draft, scene: Scene) -> None:
        draft.claims.pop(name, None)

    return spoil


def shifted(seconds: int, *claims: str) -> Spoil:
    """Return a spoiler that moves times into the past or the future."""

    def spoil(draft: Draft, scene: Scene) -> None:
        for name in claims:
            draft.claims[name] += seconds

    return spoil


def header(name: str, value: Any) -> Spoil:
    """Return a spoiler that sets a header, or leaves it out where the value is None."""

    def spoil(draft: Draft, scene: Scene) -> None:
        draft.headers[name] = value

    return spoil


def with_strange_key(draft: Draft, scene: Scene) -> None:
    """Sign with a key that nobody published, under the name of the one that is."""
    draft.headers["kid"] = draft.key.kid
    draft.key = _strange_key()


def with_key_in_header(draft: Draft, scene: Scene) -> None:
    """Sign with a strange key and offer that key in the header."""
    with_strange_key(draft, scene)
    draft.headers["jwk"] = draft.key.public_jwk


def unsigned(draft: Draft, scene: Scene) -> None:
    """Name the algorithm `none` and leave the signature empty."""
    draft.seal = lambda it: f"{_encoded({'alg': 'none', 'kid': it.key.kid}, it.claims)}."


def with_public_key_as_secret(draft: Draft, scene: Scene) -> None:
    """Sign by HMAC, with the published key as if it were a shared secret."""
    draft.seal = _hmac


def altered_afterwards(draft: Draft, scene: Scene) -> None:
    """Change the claims after they were signed."""
    draft.seal = _altered


def no_token(draft: Draft, scene: Scene) -> None:
    """Send something that is no token."""
    draft.seal = lambda it: "this is not a token"


def oversized(draft: Draft, scene: Scene) -> None:
    """Carry a megabyte of nothing."""
    draft.claims["https://elsewhere.example/ballast"] = "x" * 1_000_000


@functools.cache
def _strange_key() -> jose.SigningKey:
    return jose.new_key()


def _hmac(draft: Draft) -> str:
    signed = _encoded({"alg": "HS256", "typ": "JWT", "kid": draft.key.kid}, draft.claims)
    secret = draft.key.private_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"{signed}.{_base64(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def _altered(draft: Draft) -> str:
    head, _, signature = honestly(draft).split(".")
    payload = _base64(json.dumps({**draft.claims, "altered": True}).encode())
    return f"{head}.{payload}.{signature}"


def _encoded(head: dict[str, Any], claims: dict[str, Any]) -> str:
    return ".".join(_base64(json.dumps(part).encode()) for part in (head, claims))


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
