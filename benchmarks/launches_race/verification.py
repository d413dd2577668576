"""Verifying one token: as the product does it, and the floor that no verifier can go below."""

import base64
import json
import os
from datetime import UTC, datetime

import django
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from benchmarks.launches_race.browser import ORIGIN  # noqa: E402 - Django must be set up before
from benchmarks.launches_race.lms import Lms  # noqa: E402
from lti_exams.trust import api as trust  # noqa: E402

_LMS = Lms(ORIGIN)
_NOW = datetime.now(UTC)
_KEY_SET = trust.KeySet(pk=1, document=_LMS.key_set(), fetched_at=_NOW, tried_at=_NOW)
_PUBLIC = _LMS.key.public_key()

TOKEN = _LMS.id_token(nonce="lkjKJHkjh876_-", learner=1)


def ours() -> None:
    """Do what a launch does before its checks, and say so when it stops doing it."""
    assert trust.verify(TOKEN, _KEY_SET, now=_NOW).claims["nonce"]


def floor() -> None:
    """Verify with nothing but the key, and read with nothing but the standard library."""
    signing_input, _, signature = TOKEN.encode().rpartition(b".")
    head, _, body = signing_input.partition(b".")
    _PUBLIC.verify(_decoded(signature), signing_input, PKCS1v15(), SHA256())
    json.loads(_decoded(head))
    json.loads(_decoded(body))


def _decoded(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
