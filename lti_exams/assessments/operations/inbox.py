"""The inbox: what comes back is kept first, each delivery once, and takes its turn afterwards."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from lti_exams.assessments.errors import DeliveryConflict
from lti_exams.assessments.models import Arrival, LineItem, Work
from lti_exams.assessments.rules.messages import Message
from lti_exams.assessments.rules.words import Channel, Fate
from lti_exams.exams import api as exams
from lti_exams.kernel.digests import digest_of

# Whoever received a message applies it at once; the worker takes up what they left behind.
_LEFT_BEHIND = timedelta(seconds=5)
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message as it is to be kept: about which attempt, from whom, under which id."""

    attempt: exams.Attempt
    message: Message
    channel: Channel
    source: str
    delivery_id: str
    by: str
    line_item: LineItem | None = None
    reason: str = ""
    # Where messages about one line item and person must come in order, an older one is refused.
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A message in the inbox; it is not new where the same delivery came before."""

    arrival: Arrival
    is_new: bool = field(default=True)


def keep(delivery: Delivery, *, now: datetime) -> Kept:
    """Keep a message in a short transaction of its own: of many who bring it, one is told new."""
    try:
        with transaction.atomic():
            lock(delivery.attempt)
            known = _known(delivery)
            if known:
                return Kept(_same(known, delivery), is_new=False)
            _check_order(delivery)
            return Kept(_stored(delivery, now))
    except IntegrityError:
        # The id came at the same time for another attempt.
        return Kept(_same(_known(delivery), delivery), is_new=False)


def lock(attempt: exams.Attempt) -> Work:
    """Return what is known of an attempt's work, and hold it until the transaction ends."""
    Work.objects.get_or_create(attempt=attempt)
    return Work.objects.select_for_update(no_key=True).get(attempt=attempt)


def _known(delivery: Delivery) -> Arrival | None:
    return Arrival.objects.filter(
        source=delivery.source, delivery_id=digest_of(delivery.delivery_id)
    ).first()


def _same(known: Arrival | None, delivery: Delivery) -> Arrival:
    """Return what was kept under an id; an id that was used for something else is refused."""
    if known is None or (known.attempt_id, known.digest) != (
        delivery.attempt.pk,
        digest(delivery.message),
    ):
        code = "completion-out-of-order" if delivery.in_order else "completion-key-used-otherwise"
        raise DeliveryConflict(code)
    return known


def _check_order(delivery: Delivery) -> None:
    if not delivery.in_order:
        return
    told = Arrival.objects.filter(
        line_item=delivery.line_item, attempt__person=delivery.attempt.person_id
    )
    newest = told.aggregate(newest=Max("said_at"))["newest"]
    if newest is not None and delivery.message.said_at <= newest:
        raise DeliveryConflict("completion-out-of-order", field="timestamp")


def _stored(delivery: Delivery, now: datetime) -> Arrival:
    message, item = delivery.message, delivery.line_item
    is_evidence = item is not None and not item.counts
    return Arrival.objects.create(
        source=delivery.source,
        delivery_id=digest_of(delivery.delivery_id),
        digest=digest(message),
        channel=delivery.channel.value,
        attempt=delivery.attempt,
        line_item=item,
        by=delivery.by,
        reason=delivery.reason,
        points=message.points,
        maximum=message.maximum,
        activity=message.activity.value,
        grading=message.grading.value,
        said_at=message.said_at,
        started_at=message.started_at,
        submitted_at=message.submitted_at,
        comment=message.comment,
        evidence=dict(message.evidence),
        received_at=now,
        fate=(Fate.KEPT if is_evidence else Fate.WAITING).value,
        applied_at=now if is_evidence else None,
    )


def digest(message: Message) -> str:
    """Tell two messages apart by everything that they say."""
    told = [
        *(message.points, message.maximum, message.activity, message.grading, message.comment),
        *(
            one.isoformat() if one else None
            for one in (message.said_at, message.started_at, message.submitted_at)
        ),
        dict(message.evidence),
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def turn_of(key: int) -> tuple[Arrival, Work]:
    """Return a message whose turn it is, and the work that it is about, both held."""
    attempt = Arrival.objects.select_related("attempt").get(pk=key).attempt
    work = lock(attempt)
    arrival = Arrival.objects.select_related("attempt__exam", "attempt__person").get(pk=key)
    return arrival, work


def is_overtaken(arrival: Arrival, work: Work) -> bool:
    """Tell whether a newer message about the score was applied before this one."""
    if work.applied_said_at is None or not arrival.message.decides:
        return False
    return (arrival.said_at, arrival.pk) <= (work.applied_said_at, work.applied_id)


def settle(arrival: Arrival, fate: Fate, *, now: datetime, why: str = "") -> Arrival:
    """Write down what became of a message."""
    arrival.fate, arrival.why, arrival.applied_at = fate.value, why, now
    arrival.save(update_fields=["fate", "why", "applied_at"])
    return arrival


def heed(work: Work, arrival: Arrival, *, handed_in_at: datetime | None, now: datetime) -> None:
    """Remember of the work what a message that was applied has told."""
    work.heard_at = now
    if arrival.message.decides:
        work.applied_said_at, work.applied_id = arrival.said_at, arrival.pk
    work.handed_in_at = handed_in_at or work.handed_in_at
    work.save()


def waiting(*, now: datetime) -> Iterator[int]:
    """Name the messages that nobody has applied, in the order in which they came."""
    left = Arrival.objects.filter(
        fate=Fate.WAITING.value, received_at__lte=now - _LEFT_BEHIND
    ).order_by("id")
    yield from left.values_list("pk", flat=True)[:_AT_ONCE]
