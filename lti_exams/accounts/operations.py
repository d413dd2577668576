"""Tokens for programs: made, found by the secret that a program brings, and taken back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Q

from lti_exams.accounts.models import ApiToken, User
from lti_exams.kernel.digests import digest_of

# Scanners for leaked secrets know a token by how it begins.
PREFIX = "lti_exams_"
_WRITTEN_ONCE_IN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """What a program is to be let in for. Without a course it may reach all of them."""

    name: str
    scopes: Sequence[str]
    course: int | None = None
    expires_at: datetime | None = None


def create_token(wanted: NewToken, *, by: User | None, now: datetime) -> tuple[ApiToken, str]:
    """Make a token; the secret that is returned with it is told this once."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=wanted.name,
        digest=digest_of(secret),
        scopes=sorted(set(wanted.scopes)),
        course=wanted.course,
        created_by=by,
        created_at=now,
        expires_at=wanted.expires_at,
    )
    return token, secret


def living_token(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the token that a program brought, if it is alive, and remember that it was used."""
    alive = Q(expires_at=None) | Q(expires_at__gt=now)
    mine = ApiToken.objects.filter(alive, digest=digest_of(secret), revoked_at=None)
    token = mine.first()
    if token and cache.add(f"accounts:token-used:{token.pk}", 1, timeout=_WRITTEN_ONCE_IN):
        mine.update(last_used_at=now)
    return token


def revoke_token(token: ApiToken, *, now: datetime) -> bool:
    """Let a token open nothing any more, and tell whether it opened anything until now."""
    return bool(ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now))
