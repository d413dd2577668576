"""Things that may be used once: handed out, found, used, or seen for the first time."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.prepared import Asked, Change, Entry, Question
from lti_exams.trust.models import SingleUse

# Used and expired rows are kept a little, so that a replay is told from an invention.
_KEPT_AFTER_EXPIRY = timedelta(hours=1)
_SWEPT_AT_ONCE = 1000

_new = Entry(SingleUse)
_known = Question(
    lambda: SingleUse.objects.filter(kind=Asked("kind"), digest=Asked("digest")),
)
_use_once = Change(
    lambda: SingleUse.objects.filter(pk=Asked("pk"), used_at=None, expires_at__gt=Asked("now")),
    used_at=Asked("now"),
)


def issue(
    kind: str,
    secret: str,
    *,
    now: datetime,
    lifetime: timedelta,
    owner: str = "",
    payload: Mapping[str, object] | None = None,
) -> None:
    """Remember a secret that we hand out, until it is used or expires."""
    _new.store(
        SingleUse(
            kind=kind,
            digest=digest_of(secret),
            owner=owner,
            payload=dict(payload or {}),
            expires_at=now + lifetime,
        )
    )


def recall(kind: str, secret: str) -> SingleUse | None:
    """Return what is known of a secret, even when it is used or expired."""
    return _known.one(kind=kind, digest=digest_of(secret))


def find(kind: str, secret: str, *, now: datetime) -> SingleUse | None:
    """Return a secret that is alive and unused."""
    known = recall(kind, secret)
    return known if known and known.used_at is None and known.expires_at > now else None


def burn(known: SingleUse, *, now: datetime) -> bool:
    """Use what was found, in one statement: of many who try, one is told True."""
    return _use_once.make(pk=known.pk, now=now) == 1


def use(kind: str, secret: str, *, now: datetime) -> SingleUse | None:
    """Use a secret; None when it is unknown, used or expired."""
    known = find(kind, secret, now=now)
    return known if known and burn(known, now=now) else None


def first_time(
    kind: str, secret: str, *, now: datetime, lifetime: timedelta, owner: str = ""
) -> bool:
    """Tell whether this is seen for the first time, and remember it for its lifetime."""
    try:
        with transaction.atomic():
            issue(kind, secret, now=now, lifetime=lifetime, owner=owner)
    except IntegrityError:
        return False
    return True


def sweep(*, now: datetime) -> int:
    """Delete what nobody can use any more, in small steps; return how many rows went."""
    gone = 0
    while True:
        old = SingleUse.objects.filter(expires_at__lt=now - _KEPT_AFTER_EXPIRY)
        ids = list(old.values_list("pk", flat=True)[:_SWEPT_AT_ONCE])
        if not ids:
            return gone
        gone += SingleUse.objects.filter(pk__in=ids).delete()[0]
