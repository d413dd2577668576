"""The key pair with which we sign to every tool: one issuer, one owner."""

from collections.abc import Mapping
from datetime import datetime

from lti_exams.trust import api as trust

KEY_OWNER = "tools:1"


def signed(claims: Mapping[str, object], *, now: datetime) -> str:
    """Sign as the platform; the first key is made when the first message needs it."""
    try:
        return trust.sign(claims, owner=KEY_OWNER, now=now)
    except trust.NoKeyToSignWith:
        trust.make_key_pair(KEY_OWNER, now=now)
        return trust.sign(claims, owner=KEY_OWNER, now=now)


def public_keys(*, now: datetime) -> dict[str, object]:
    """Return the keys with which tools verify us; the first is made when somebody asks."""
    if not trust.key_pairs_of(KEY_OWNER).exists():
        trust.make_key_pair(KEY_OWNER, now=now)
    return trust.public_keys(KEY_OWNER, now=now)
