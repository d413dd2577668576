"""Keys, signing and verifying, the RS256 way that LTI 1.3 asks for."""

import base64
import functools
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY_BITS = 2048
LEEWAY_SECONDS = 30


class BadToken(Exception):
    """A token that must not be believed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, its name, and the half that the world may see."""

    kid: str
    private_key: rsa.RSAPrivateKey
    public_jwk: dict[str, str]


def new_key() -> SigningKey:
    """Make a key that nobody has used yet."""
    return _named(rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS))


@functools.lru_cache(maxsize=64)
def key_from_pem(pem: str) -> SigningKey:
    """Read a key that `key_to_pem` wrote; loading takes 50 ms, so each is loaded once."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("The PEM text holds no RSA key.")
    return _named(key)


def key_to_pem(key: SigningKey) -> str:
    """Write a key as PEM text."""
    return key.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def sign(claims: dict[str, Any], key: SigningKey, *, headers: dict[str, Any] | None = None) -> str:
    """Sign claims; a header given as None is left out, an `alg` header chooses the algorithm."""
    wanted = {"alg": "RS256", "kid": key.kid, **(headers or {})}
    header = {name: value for name, value in wanted.items() if value is not None}
    return jwt.encode(claims, key.private_key, algorithm=header["alg"], headers=header)


def verify(
    token: str,
    jwks: dict[str, Any],
    *,
    issuer: str | None = None,
    audience: str | list[str] | None = None,
) -> dict[str, Any]:
    """Return the claims of a token that a key of this set signed and that is still alive."""
    try:
        return jwt.decode(
            token,
            _key_for(token, jwks),
            algorithms=["RS256"],
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat"], "verify_aud": audience is not None},
        )
    except jwt.PyJWTError as error:
        raise BadToken(str(error)) from error


def _key_for(token: str, jwks: dict[str, Any]) -> rsa.RSAPublicKey:
    kid = jwt.get_unverified_header(token).get("kid")
    if not isinstance(kid, str):
        raise BadToken("The header names no key (kid).")
    matches = [key for key in jwks.get("keys", []) if key.get("kid") == kid]
    if len(matches) != 1 or matches[0].get("kty") != "RSA":
        raise BadToken("No single RSA key of the sender has this kid.")
    public = RSAAlgorithm.from_jwk(matches[0])
    if not isinstance(public, rsa.RSAPublicKey):
        raise BadToken("The key set holds a private key.")
    return public


def _named(private_key: rsa.RSAPrivateKey) -> SigningKey:
    numbers = RSAAlgorithm.to_jwk(private_key.public_key(), as_dict=True)
    public = {"e": numbers["e"], "kty": "RSA", "n": numbers["n"]}
    # The thumbprint of RFC 7638, so that a key has the same name wherever it is read.
    canonical = json.dumps(public, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).digest()
    kid = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return SigningKey(kid, private_key, {**public, "kid": kid, "alg": "RS256", "use": "sig"})
