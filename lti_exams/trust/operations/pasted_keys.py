"""Public keys that somebody pasted: a PEM, or a JWK set as its owner publishes it."""

import json

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.strictjson import strict_json
from lti_exams.trust import rules
from lti_exams.trust.errors import PastedKeysUnusable


def read_pasted_keys(text: str, *, kid: str = "") -> dict[str, object]:
    """Return a JWK set with what was pasted; a PEM has the name that is told, or its thumbprint."""
    is_pem = text.lstrip().startswith("-----BEGIN")
    document = _of_pem(text, kid=kid) if is_pem else _of_json(text)
    if not rules.rsa_keys(document):
        raise PastedKeysUnusable(field="public_key")
    return document


def _of_pem(text: str, *, kid: str) -> dict[str, object]:
    try:
        key = load_pem_public_key(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PastedKeysUnusable(field="public_key") from error
    if not isinstance(key, RSAPublicKey):
        raise PastedKeysUnusable(field="public_key")
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key))
    named = kid or rules.thumbprint(n=jwk["n"], e=jwk["e"])
    return {"keys": [{"kty": "RSA", "n": jwk["n"], "e": jwk["e"], "kid": named, "use": "sig"}]}


def _of_json(text: str) -> dict[str, object]:
    try:
        document = strict_json(text.encode())
    except (LtiExamsError, UnicodeEncodeError) as error:
        raise PastedKeysUnusable(field="public_key") from error
    if isinstance(document, dict) and "kty" in document:
        return {"keys": [document]}
    if not isinstance(document, dict):
        raise PastedKeysUnusable(field="public_key")
    return document
