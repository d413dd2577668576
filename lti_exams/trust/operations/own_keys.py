"""Our own key pairs: made, published, rotated, and used to sign."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from lti_exams.kernel.prepared import Asked, Question
from lti_exams.trust.errors import NoKeyToSignWith
from lti_exams.trust.models import KeyPair
from lti_exams.trust.rules import ASKED_AGAIN_AFTER, PUBLISH_AFTER, PUBLISH_AHEAD, thumbprint


@dataclass(frozen=True, slots=True)
class _Signing:
    """The key with which an owner signs, as the database had it at an hour."""

    kid: str
    private: rsa.RSAPrivateKey
    asked_at: datetime


# By owner. A process has one for each platform and tool that it signs for.
_signing: dict[str, _Signing] = {}


def make_key_pair(owner: str, *, now: datetime, signs_from: datetime | None = None) -> KeyPair:
    """Make an RSA key pair that its owner signs with from a given moment on."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key()))
    kid = thumbprint(n=jwk["n"], e=jwk["e"])
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _signing.pop(owner, None)
    return KeyPair.objects.create(
        owner=owner,
        kid=kid,
        private_pem=pem.decode("ascii"),
        public_jwk={
            "kty": "RSA",
            "n": jwk["n"],
            "e": jwk["e"],
            "kid": kid,
            "alg": "RS256",
            "use": "sig",
        },
        made_at=now,
        signs_from=signs_from or now,
    )


@transaction.atomic
def rotate(owner: str, *, now: datetime, ahead: timedelta = PUBLISH_AHEAD) -> KeyPair:
    """Publish a new key now, sign with it later, and let the older ones go after that."""
    signs_from = now + ahead
    older = KeyPair.objects.filter(owner=owner, retires_at=None)
    older.update(retires_at=signs_from + PUBLISH_AFTER)
    return make_key_pair(owner, now=now, signs_from=signs_from)


def public_keys(owner: str | None, *, now: datetime) -> dict[str, object]:
    """Return the JWK set of one owner, or of all of them."""
    pairs = _published(now).order_by("id")
    if owner is not None:
        pairs = pairs.filter(owner=owner)
    return {"keys": [pair.public_jwk for pair in pairs.defer("private_pem")]}


def key_pairs_of(owner: str) -> QuerySet[KeyPair]:
    """Return the key pairs of one owner without their private halves, newest first."""
    return KeyPair.objects.filter(owner=owner).defer("private_pem").order_by("-signs_from", "-id")


def sign(claims: Mapping[str, object], *, owner: str, now: datetime, keys_at: str = "") -> str:
    """Sign claims with the newest key of the owner that may sign today.

    Where the reader knows no JWK set, `keys_at` is the address below which each key lies.
    """
    newest = _known_to_sign(owner, now)
    headers = {"kid": f"{keys_at}{newest.kid}"}
    return jwt.encode(dict(claims), newest.private, algorithm="RS256", headers=headers)


def forget_signing_keys() -> None:
    """Ask anew for each key with which this process signs."""
    _signing.clear()


def _known_to_sign(owner: str, now: datetime) -> _Signing:
    """Return the newest key of the owner, as it was a few seconds ago at most."""
    known = _signing.get(owner)
    if known is not None and timedelta(0) <= now - known.asked_at < ASKED_AGAIN_AFTER:
        return known
    newest = next(iter(_newest_of.tuples(owner=owner, now=now)), None)
    if newest is None:
        raise NoKeyToSignWith(owner=owner)
    kid, pem = newest
    asked = _Signing(kid, _loaded(pem), now)
    # Within a transaction it may be a key that nobody will ever have heard of.
    if not connection.in_atomic_block:
        _signing[owner] = asked
    return asked


def _published(now: datetime) -> QuerySet[KeyPair]:
    return KeyPair.objects.filter(Q(retires_at=None) | Q(retires_at__gt=now))


def _newest() -> QuerySet[Any]:
    may_sign = KeyPair.objects.filter(
        Q(retires_at=None) | Q(retires_at__gt=Asked("now")),
        owner=Asked("owner"),
        signs_from__lte=Asked("now"),
    )
    return may_sign.order_by("-signs_from", "-id").values_list("kid", "private_pem")[:1]


_newest_of = Question(_newest)


@lru_cache(maxsize=256)
def _loaded(pem: str) -> rsa.RSAPrivateKey:
    # Checking the primes takes 44 ms a load, and these primes are our own.
    key = load_pem_private_key(pem.encode("ascii"), None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101 - narrows the type, we made the key
    return key
