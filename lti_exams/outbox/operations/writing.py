"""Rows for what must leave, in the transaction of the fact that causes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from lti_exams.outbox.models import Event, Message, Subscription
from lti_exams.outbox.rules.words import MessageKind
from lti_exams.outbox.signals import announced

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened; the key names the fact, so that it is told once.

    `data` names people, courses and exams by our numbers, under `person`, `course` and `exam`;
    whoever subscribed gets them by the names that other systems know.
    """

    type: str
    key: str
    subject: str
    data: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail to one person."""

    type: str
    key: str
    subject: str
    to: str
    title: str
    text: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One event as one subscriber gets it."""

    to: Subscription
    type: str
    key: str
    subject: str
    body: Mapping[str, object]


def announce(news: News) -> None:
    """Write down one thing that happened."""
    announce_all([news])


@transaction.atomic
def announce_all(news: Iterable[News]) -> None:
    """Write down what happened, in one statement; what was told before is not told again."""
    events = [
        Event(type=one.type, key=one.key, subject=one.subject, data=dict(one.data), at=one.at)
        for one in news
    ]
    if not events:
        return
    Event.objects.bulk_create(events, ignore_conflicts=True, batch_size=_AT_ONCE)
    if announced.has_listeners(Event):
        transaction.on_commit(partial(_signal, events), robust=True)


def _signal(events: Sequence[Event]) -> None:
    for event in events:
        announced.send_robust(sender=Event, event=event)


def send_email(letter: Letter, *, now: datetime) -> None:
    """Write down an e-mail that is to be sent."""
    send_emails([letter], now=now)


def send_emails(letters: Iterable[Letter], *, now: datetime) -> None:
    """Write down e-mails, each key once."""
    _store(map(_written, letters), now=now)


def call_webhook(call: Call, *, now: datetime) -> None:
    """Write down what one subscriber is to be told."""
    call_webhooks([call], now=now)


def call_webhooks(calls: Iterable[Call], *, now: datetime) -> None:
    """Write down what subscribers are to be told, each key once."""
    _store(map(_addressed, calls), now=now)


def _written(letter: Letter) -> Message:
    return Message(
        kind=MessageKind.EMAIL.value,
        key=letter.key,
        type=letter.type,
        subject=letter.subject,
        payload={
            "to": letter.to,
            "subject": " ".join(letter.title.split()),
            "text": letter.text,
            "reply_to": letter.reply_to,
        },
    )


def _addressed(call: Call) -> Message:
    return Message(
        kind=MessageKind.WEBHOOK.value,
        key=f"{call.key}:{call.to.pk}",
        subscription=call.to,
        type=call.type,
        subject=call.subject,
        payload=dict(call.body),
    )


def _store(messages: Iterable[Message], *, now: datetime) -> None:
    made = list(messages)
    for message in made:
        message.created_at = message.due_at = now
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=_AT_ONCE)
