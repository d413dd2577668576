"""The access tokens that LMSs gave us: kept, leased for renewal, dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import F, Q

from lti_exams.platforms.grants import Grant, join_scopes
from lti_exams.platforms.models import AccessToken, Platform

# Longer than the call under it may take, and short enough that a renewer that was killed is soon
# forgotten.
_LEASE = timedelta(seconds=25)
_RENEW_AT = 0.8


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token that may be sent, what it was granted for, and which of its row's tokens it is."""

    row: int
    version: int
    token: str
    granted: frozenset[str]


def token_row(platform: Platform, scopes: Iterable[str]) -> AccessToken:
    """Return the place of the token for these scopes, made when it is not there."""
    row, _ = AccessToken.objects.get_or_create(platform=platform, scopes=join_scopes(scopes))
    return row


def bearer_in(row: AccessToken, *, now: datetime) -> Bearer | None:
    """Return the token that is kept there while it lives."""
    if not row.token or row.expires_at is None or row.expires_at <= now:
        return None
    return Bearer(
        row=row.pk, version=row.version, token=row.token, granted=frozenset(row.granted.split())
    )


def is_due(row: AccessToken, *, now: datetime) -> bool:
    """Tell whether somebody should ask for the next token."""
    return not row.token or row.renew_at is None or row.renew_at <= now


def lease(row: AccessToken, *, now: datetime) -> str | None:
    """Become the one who asks for the next token; None when another does, or has done."""
    name = uuid4().hex
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    unchanged = AccessToken.objects.filter(free, pk=row.pk, version=row.version)
    return name if unchanged.update(leased_by=name, leased_until=now + _LEASE) else None


def release(row: AccessToken, leased_by: str) -> None:
    """Let the next caller ask at once."""
    mine = AccessToken.objects.filter(pk=row.pk, leased_by=leased_by)
    mine.update(leased_by="", leased_until=None)


def store(row: AccessToken, grant: Grant, leased_by: str, *, now: datetime) -> Bearer:
    """Keep a new token until it expires, and end the lease."""
    mine = AccessToken.objects.filter(pk=row.pk, leased_by=leased_by)
    mine.update(
        token=grant.token,
        granted=join_scopes(grant.granted),
        version=F("version") + 1,
        expires_at=now + grant.lifetime,
        renew_at=now + grant.lifetime * _RENEW_AT,
        leased_by="",
        leased_until=None,
    )
    return Bearer(row=row.pk, version=row.version + 1, token=grant.token, granted=grant.granted)


def drop(bearer: Bearer) -> None:
    """Forget a token that the LMS refused, unless a newer one has taken its place."""
    same = AccessToken.objects.filter(pk=bearer.row, version=bearer.version)
    same.update(token="", expires_at=None, renew_at=None, version=F("version") + 1)
