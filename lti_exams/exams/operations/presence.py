"""Where somebody sits: the device an attempt is open at, and when it was last seen."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.swap import Change, Who, check_reason, swap
from lti_exams.exams.queries.presence import seen_key
from lti_exams.exams.rules.devices import Seat, check_seat, seated
from lti_exams.exams.rules.kinds import SecondDevice
from lti_exams.exams.rules.snapshots import Snapshot
from lti_exams.exams.rules.terms import from_document

_KEPT_IN_CACHE = 24 * 3600
_WRITTEN_ONCE_IN = 60


@transaction.atomic
def take_seat(attempt: Attempt, device: str, *, by: Who, now: datetime) -> Seat:
    """Open an attempt at a device; by the exam's policy it takes over, joins or is refused.

    The epoch that is returned goes along with whatever this device sends.
    """
    seats: list[Seat] = []

    def change(snapshot: Snapshot) -> Change | None:
        seats[:] = [_seat(attempt), seated(_seat(attempt), device, _policy(attempt))]
        if seats[0] == seats[1]:
            return None
        return Change(snapshot, {"device": seats[1].device, "device_epoch": seats[1].epoch})

    done = swap(attempt, change, now=now)
    if done.is_new and seats[0].device:
        _tell(attempt, "attempt.take_over", by=by, now=now)
    return seats[1]


@transaction.atomic
def free_seat(attempt: Attempt, *, by: Who, reason: str, now: datetime) -> None:
    """Let the next device in, where the exam refuses a second one and the first is lost."""
    check_reason(by, reason)
    swap(attempt, lambda snapshot: Change(snapshot, {"device": ""}), now=now)
    _tell(attempt, "attempt.free_seat", by=by, now=now, reason=reason)


def check_device(attempt: Attempt, epoch: int) -> None:
    """Refuse what an older device sends after a newer one took over."""
    check_seat(_seat(attempt), epoch, _policy(attempt))


def _seat(attempt: Attempt) -> Seat:
    return Seat(attempt.device, attempt.device_epoch)


def _policy(attempt: Attempt) -> SecondDevice:
    # An open page asks every 25 seconds: what is granted to the person, which has no say in it,
    # would be a query more.
    frozen = from_document(attempt.terms) if attempt.terms else attempt.exam.terms
    return frozen.second_device


def _tell(attempt: Attempt, action: str, *, by: Who, now: datetime, reason: str = "") -> None:
    audit.record(
        actor=by.name,
        action=action,
        subject=attempt.key,
        after={"device_epoch": attempt.device_epoch},
        reason=reason,
        now=now,
    )


def note_seen(attempt_id: int, *, now: datetime) -> None:
    """Remember that somebody is there: in the cache each time, in the database once a minute."""
    cache.set(seen_key(attempt_id), now, timeout=_KEPT_IN_CACHE)
    if cache.add(f"{seen_key(attempt_id)}:written", 1, timeout=_WRITTEN_ONCE_IN):
        Attempt.objects.filter(pk=attempt_id).update(last_seen_at=now)


def acknowledge(attempt: Attempt, *, now: datetime) -> None:
    """Remember that the learner has seen the result; the first time counts."""
    Attempt.objects.filter(pk=attempt.pk, acknowledged_at=None).update(acknowledged_at=now)
    attempt.refresh_from_db(fields=["acknowledged_at"])
