"""Answers that are given again: to whoever sends the same request under the same key."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from lti_exams.kernel.digests import digest_of
from lti_exams.trust.models import SingleUse
from lti_exams.trust.operations.single_use import first_time, recall

_KIND = "idempotency"
ANSWERS_ARE_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was asked, as a digest, and what was answered."""

    request: str
    status: int
    body: object


def claim_answer(key: str, *, now: datetime) -> KeptAnswer | None:
    """Claim a key, or return what was answered under it.

    The caller holds a transaction until the answer is kept: of two who claim at once, the second
    waits for the first, and a claim whose work is undone never was.
    """
    _kept(key).filter(expires_at__lte=now).delete()
    if first_time(_KIND, key, now=now, lifetime=ANSWERS_ARE_KEPT):
        return None
    known = recall(_KIND, key)
    return KeptAnswer(**known.payload) if known and known.payload else None


def keep_answer(key: str, answer: KeptAnswer) -> None:
    """Store the answer under a key that was claimed."""
    _kept(key).update(payload=asdict(answer))


def _kept(key: str) -> QuerySet[SingleUse]:
    return SingleUse.objects.filter(kind=_KIND, digest=digest_of(key))
