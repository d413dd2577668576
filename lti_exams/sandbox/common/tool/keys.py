"""The tool's own key: made at its first start, kept in its data directory."""

import threading
from pathlib import Path
from typing import Any

from lti_exams.sandbox.common import environment, jose

_ONE_AT_A_TIME = threading.Lock()


def own_key() -> jose.SigningKey:
    """Return the key with which everything we send is signed."""
    # Two first requests at once would otherwise make two keys, and one would be forgotten.
    with _ONE_AT_A_TIME:
        return jose.key_from_pem(_file().read_text()) if _file().exists() else _renewed()


def renew() -> jose.SigningKey:
    """Replace our key: what the old one signed can no longer be verified."""
    with _ONE_AT_A_TIME:
        return _renewed()


def key_set() -> dict[str, Any]:
    """Return the public half as a JSON Web Key Set."""
    return {"keys": [own_key().public_jwk]}


def _renewed() -> jose.SigningKey:
    key = jose.new_key()
    _file().touch(mode=0o600)
    _file().write_text(jose.key_to_pem(key))
    return key


def _file() -> Path:
    return environment.data() / "key.pem"
