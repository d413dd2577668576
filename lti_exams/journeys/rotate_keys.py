"""New keys in time: those that sign to an LMS, and the one that seals our secrets."""

from datetime import datetime

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import access, issue_access_token
from lti_exams.kernel.rotation import reencrypt_everything
from lti_exams.platforms import api as platforms
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust

_AS_PLATFORM = (tools.KEY_OWNER, issue_access_token.KEY_OWNER)


def rotate_keys_of(platform_id: int, *, by: User | None, now: datetime) -> trust.KeyPair:
    """Publish a new key of one registration; it signs once every LMS has had time to see it."""
    if by:
        access.check_may(by, access.Act.ROTATE_KEYS)
    return _rotate(platforms.by_id(platform_id).key_owner, by=by, now=now)


def rotate_keys_to_tools(*, by: User | None, now: datetime) -> trust.KeyPair:
    """Publish a new key with which we sign to every tool, as their platform."""
    if by:
        access.check_may(by, access.Act.ROTATE_KEYS)
    return _rotate(tools.KEY_OWNER, by=by, now=now)


def rotate_keys_of_all(*, now: datetime) -> list[trust.KeyPair]:
    """Publish a new key of every registration, and of what we sign as a platform."""
    owners = [*platforms.key_owners(), *(owner for owner in _AS_PLATFORM if _has_keys(owner))]
    return [_rotate(owner, by=None, now=now) for owner in owners]


def _has_keys(owner: str) -> bool:
    """Tell whether an owner ever signed: its first key signs at once, and is made when needed."""
    return trust.key_pairs_of(owner).exists()


@transaction.atomic
def _rotate(owner: str, *, by: User | None, now: datetime) -> trust.KeyPair:
    pair = trust.rotate(owner, now=now)
    audit.record(
        actor=access.actor(by),
        action="keys.rotated",
        subject=owner,
        after={"kid": pair.kid, "signs_from": pair.signs_from.isoformat()},
        now=now,
    )
    return pair


def rotate_master_key(*, now: datetime) -> int:
    """Seal every stored secret under the newest master key; return how many were sealed anew."""
    count = reencrypt_everything()
    audit.record(
        actor=access.actor(None),
        action="secrets.sealed-anew",
        subject="master-key",
        after={"count": count},
        now=now,
    )
    return count
