"""Launches that are wrong in exactly one respect, by the code that must refuse them.

    ready_for_forgeries(lms)                      # once an LMS: publishes a kid that names two keys
    login = begin(lms, browser)                   # the login names the deployment
    token = FORGERIES["launch-azp"].make(lms, login, rng)

The random generator gives variety: another one, another token of the same kind. An LMS is the one
that `Lms.registered()` makes, with the ids that it has by default.
"""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from tests.factories.forged_claims import CHANGES, Change, Claims
from tests.factories.lms import MEMBERSHIP, Lms, Login, jwk_of, rsa_key

TWIN = "lms-key-twin"
ABSENT = "(no kid at all)"
_PADDING, _SHA256 = padding.PKCS1v15(), hashes.SHA256()


@dataclass(frozen=True)
class Forgery:
    """A kind of token. Where it is `signed`, the LMS's own key signed what it says."""

    code: str
    signed: bool
    make: Callable[[Lms, Login, Random], str]


def ready_for_forgeries(lms: Lms) -> None:
    """Publish the key of the LMS, a key for other uses, and two keys under one name."""
    key, other = rsa_key(lms.key_name), rsa_key("forger")
    for_encryption = jwk_of(other, "lms-key-enc") | {"use": "enc"}
    twins = [jwk_of(key, TWIN), jwk_of(other, TWIN)]
    lms.publish({"keys": [jwk_of(key, lms.kid), for_encryption, *twins]})


def begin(lms: Lms, browser: Client) -> Login:
    """Begin a launch whose token must name the deployment that the login named."""
    return lms.begin(browser, lti_deployment_id=lms.deployment_id)


def valid_claims(lms: Lms, login: Login, rng: Random) -> Claims:
    """Return claims that are right, and seldom the same."""
    roles = ["Learner", f"{MEMBERSHIP}Learner", f"{MEMBERSHIP}Instructor", "urn:x:nobody"]
    claims = lms.claims(
        login.nonce,
        sub=f"person-{rng.randrange(1000)}",
        name=rng.choice([None, "Ada Example", "Ölaf Ünïcode", "名前"]),
        roles=rng.sample(roles, rng.randint(0, 2)),
        resource_link={"id": f"link-{rng.randrange(50)}"},
        context={"id": f"course-{rng.randrange(10)}", "type": ["CourseSection"]},
    )
    claims["aud"] = rng.choice([claims["aud"], [claims["aud"]]])
    claims[f"https://{rng.randrange(100)}.example/claim"] = rng.choice([None, 1, "a", {"b": []}])
    return claims


def compact(header: bytes, payload: bytes, *, key: str = "lms") -> str:
    """Sign any bytes as the head and the body of a token."""
    signing_input = f"{base64url(header)}.{base64url(payload)}".encode()
    signature = rsa_key(key).sign(signing_input, _PADDING, _SHA256)
    return f"{signing_input.decode()}.{base64url(signature)}"


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def header_of(lms: Lms, **changes: Any) -> bytes:
    return json.dumps({"alg": "RS256", "typ": "JWT", "kid": lms.kid, **changes}).encode()


def _with(changes: tuple[Change, ...]) -> Callable[[Lms, Login, Random], str]:
    def make(lms: Lms, login: Login, rng: Random) -> str:
        claims = valid_claims(lms, login, rng)
        # The changes of a spoiled audience need it as a text.
        claims["aud"] = lms.client_id
        rng.choice(changes)(claims, rng)
        return compact(header_of(lms), json.dumps(claims).encode(), key=lms.key_name)

    return make


def _good(lms: Lms, login: Login, rng: Random) -> str:
    claims = valid_claims(lms, login, rng)
    return compact(header_of(lms), json.dumps(claims).encode(), key=lms.key_name)


def _missing(lms: Lms, login: Login, rng: Random) -> str:
    return ""


def _too_large(lms: Lms, login: Login, rng: Random) -> str:
    claims = lms.claims(login.nonce, custom={"filler": "x" * rng.randint(50_000, 80_000)})
    return lms.sign(claims)


def _not_a_jwt(lms: Lms, login: Login, rng: Random) -> str:
    token = _good(lms, login, rng)
    head, body, signature = token.split(".")
    return rng.choice(
        [
            rng.randbytes(rng.randint(1, 200)).hex(),
            f"{head}.{body}",
            f"{token}.{signature}",
            f".{body}.{signature}.",
            f"{head}.{body}.{signature}=",
            f"{head}.{body}+.{signature}",
            f"{head}.{body}.{_spelt_otherwise(signature)}",
            f" {token}",
            f"{token}\n",
            f"{head}.{body}é.{signature}",
        ]
    )


def _spelt_otherwise(part: str) -> str:
    """Return another spelling of the same bytes: a 256-byte signature leaves four loose bits."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return part[:-1] + alphabet[alphabet.index(part[-1]) + 1]


def _header_unreadable(lms: Lms, login: Login, rng: Random) -> str:
    deep = b'{"alg":"RS256","x":' + b"[" * 40 + b"]" * 40 + b"}"
    twice = b'{"alg":"none","alg":"RS256","kid":"%s"}' % lms.kid.encode()
    header = rng.choice(
        [b"", b"{", b"[]", b'"RS256"', b"null", b"5", b"\xff\xfe{}", twice, deep, b'{"alg":NaN}']
    )
    return compact(header, json.dumps(lms.claims(login.nonce)).encode())


def _algorithm(lms: Lms, login: Login, rng: Random) -> str:
    claims = valid_claims(lms, login, rng)
    algorithm = rng.choice(["RS384", "RS512", "PS256", "HS256", "none", "rs256", "None", "ES256"])
    if algorithm in ("RS384", "RS512", "PS256"):
        return lms.sign(claims, algorithm=algorithm)
    if algorithm == "HS256":
        return _signed_with_the_public_key(lms, claims)
    token = compact(header_of(lms, alg=algorithm), json.dumps(claims).encode())
    return rng.choice([token, token.rpartition(".")[0] + "."])


def _signed_with_the_public_key(lms: Lms, claims: Claims) -> str:
    """Take the public key for the secret of an HMAC, as a verifier that trusts `alg` would."""
    public = rsa_key(lms.key_name).public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body = header_of(lms, alg="HS256"), json.dumps(claims).encode()
    signing_input = f"{base64url(head)}.{base64url(body)}"
    return f"{signing_input}.{base64url(hmac.digest(secret, signing_input.encode(), 'sha256'))}"


def _critical(lms: Lms, login: Login, rng: Random) -> str:
    more = rng.choice([{"crit": ["exp"]}, {"crit": []}, {"b64": False}, {"crit": None}])
    return compact(header_of(lms, **more), json.dumps(lms.claims(login.nonce)).encode())


def _kid(*kids: Any) -> Callable[[Lms, Login, Random], str]:
    def make(lms: Lms, login: Login, rng: Random) -> str:
        header = json.loads(header_of(lms, kid=rng.choice(kids)))
        if header["kid"] == ABSENT:
            del header["kid"]
        claims = valid_claims(lms, login, rng)
        return compact(json.dumps(header).encode(), json.dumps(claims).encode())

    return make


def _kid_unknown(lms: Lms, login: Login, rng: Random) -> str:
    kid = rng.choice(["lms-key-enc", "../../dev/null", "' OR 1=1 --", rng.randbytes(16).hex()])
    claims = valid_claims(lms, login, rng)
    key = rng.choice([lms.key_name, "forger"])
    return compact(header_of(lms, kid=kid), json.dumps(claims).encode(), key=key)


def _signature(lms: Lms, login: Login, rng: Random) -> str:
    head, body, signature = _good(lms, login, rng).split(".")
    other = json.dumps(valid_claims(lms, login, rng) | {"sub": "somebody-else"}).encode()
    jwk = jwk_of(rsa_key("forger"), lms.kid)
    with_own_key = header_of(lms, jwk=jwk, jku="https://evil.example/jwks")
    return rng.choice(
        [
            f"{head}.{base64url(other)}.{signature}",
            f"{head}.{body}.",
            f"{head}.{body}.{base64url(rng.randbytes(256))}",
            f"{head}.{body}.{base64url(rng.randbytes(rng.randint(1, 600)))}",
            compact(header_of(lms), other, key="forger"),
            compact(with_own_key, other, key="forger"),
        ]
    )


def _claims_unreadable(lms: Lms, login: Login, rng: Random) -> str:
    good = json.dumps(lms.claims(login.nonce)).encode()
    twice = b'{"sub":"teacher-1",' + good[1:]
    nested = b'{"x":' + b"[" * 40 + b"]" * 40 + b"," + good[1:]
    body = rng.choice(
        [
            *(b"", b"{", b"[]", b"null", b"5", b'"text"', good[:-1], b"\xff" + good),
            *(twice, nested, b"[" * 20_000, good + good, b"\xef\xbb\xbf" + good),
            *(
                b'{"exp":%s,' % bad + good[1:]
                for bad in (b"NaN", b"Infinity", b"1e999", b"1" * 5000)
            ),
            *(b'{"x":"%s",' % bad + good[1:] for bad in (b"\\u0000", b"\\ud800", b"\x00")),
        ]
    )
    return compact(header_of(lms), body)


_TOKENS: Mapping[str, tuple[bool, Callable[[Lms, Login, Random], str]]] = {
    "token-missing": (False, _missing),
    "token-too-large": (True, _too_large),
    "token-not-a-jwt": (False, _not_a_jwt),
    "token-header-unreadable": (True, _header_unreadable),
    "token-algorithm": (False, _algorithm),
    "token-critical-header": (True, _critical),
    "token-kid-missing": (True, _kid(None, "", ABSENT)),
    "token-kid-unreadable": (True, _kid(5, True, [], {}, ["lms-key-1"], "x" * 256)),
    "token-kid-unknown": (False, _kid_unknown),
    "token-key-unusable": (True, _kid(TWIN)),
    "token-signature": (False, _signature),
    "token-claims-unreadable": (True, _claims_unreadable),
}

FORGERIES: dict[str, Forgery] = {
    **{code: Forgery(code, signed, make) for code, (signed, make) in _TOKENS.items()},
    **{code: Forgery(code, signed=True, make=_with(made)) for code, made in CHANGES.items()},
}
