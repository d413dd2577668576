"""Events on their way to whoever subscribed: each becomes a message to each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from django.db import transaction

from lti_exams.kernel import leases
from lti_exams.outbox.models import Event, Subscription
from lti_exams.outbox.operations.writing import Call, Letter, call_webhooks, send_emails
from lti_exams.outbox.queries import active_subscriptions, to_relay
from lti_exams.outbox.rules.wires import can_be_told
from lti_exams.outbox.rules.words import Form, matches

log = structlog.get_logger(__name__)

_AT_ONCE = 200

# What programs know by their own names, and the e-mails that follow.
Told = Mapping[int, Mapping[str, Any]]
Describe = Callable[[Sequence[Event]], Told]
Write = Callable[[Sequence[Event]], Iterable[Letter]]


def relay(*, describe: Describe, write: Write, now: datetime) -> int:
    """Turn what happened into messages; return how many events that were.

    Both are asked before anything is written: `describe` for what each event tells by the names
    that other systems know, `write` for the e-mails that follow.
    """
    relayed = 0
    while True:
        with leases.claimed(to_relay(), limit=_AT_ONCE, now=now) as events:
            done = _each_relayed(events, describe, write, now=now)
        relayed += done
        if len(events) < _AT_ONCE or not done:
            return relayed


def _each_relayed(
    events: Sequence[Event], describe: Describe, write: Write, *, now: datetime
) -> int:
    """Relay a batch; one that fails is done row by row, so that one bad row stops no other.

    What fails alone stays and is tried with the next round: it is late then, and `late_by` says so.
    """
    try:
        return _relayed(events, describe, write, now=now)
    except Exception:
        log.exception("events not relayed", events=[event.pk for event in events])
    if len(events) == 1:
        return 0
    return sum(_each_relayed([event], describe, write, now=now) for event in events)


def _relayed(events: Sequence[Event], describe: Describe, write: Write, *, now: datetime) -> int:
    if not events:
        return 0
    wanted = _wanted(events, active_subscriptions())
    told = describe([event for event, _ in wanted]) if wanted else {}
    calls = [_call(event, to, told[event.pk]) for event, to in wanted]
    letters = list(write(events))
    with transaction.atomic():
        # Whoever claimed them since writes the same messages, whose keys let each be there once.
        call_webhooks((one for one in calls if can_be_told(Form(one.to.form), one.body)), now=now)
        send_emails(letters, now=now)
        mine = Event.objects.filter(pk__in=[event.pk for event in events], relayed_at=None)
        return mine.update(relayed_at=now, **leases.FREE)


def _wanted(
    events: Sequence[Event], subscriptions: Sequence[Subscription]
) -> list[tuple[Event, Subscription]]:
    return [
        (event, one)
        for event in events
        for one in subscriptions
        if any(matches(pattern, event.type) for pattern in one.events)
    ]


def _call(event: Event, to: Subscription, data: Mapping[str, Any]) -> Call:
    body = {
        "id": str(event.number),
        "type": event.type,
        "at": event.at.astimezone(UTC).isoformat(),
        "data": data,
    }
    return Call(to=to, type=event.type, key=f"event:{event.pk}", subject=event.subject, body=body)
