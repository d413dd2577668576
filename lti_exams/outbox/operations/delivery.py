"""Sending what waits: claimed, tried outside of any transaction, and what became of it recorded.

Killed between sending and recording, a worker leaves a message that is sent once more, with the
same number: the other side sees that it has it already. Nothing is lost.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db.models import F

from lti_exams.kernel import leases
from lti_exams.outbox import client
from lti_exams.outbox.models import Message, Subscription
from lti_exams.outbox.queries import due_messages
from lti_exams.outbox.rules import retries
from lti_exams.outbox.rules.retries import Said
from lti_exams.outbox.rules.words import MessageKind, MessageState

log = structlog.get_logger(__name__)

_AT_ONCE = 50


def deliver_due(*, now: datetime) -> int:
    """Send what is due; return how many messages were sent."""
    sent = 0
    while True:
        with leases.claimed(due_messages(now), limit=_AT_ONCE, now=now) as batch:
            done = _deliver(batch, now=now)
        sent += done
        if len(batch) < _AT_ONCE or not done:
            return sent


def _deliver(batch: Sequence[Message], *, now: datetime) -> int:
    """Send one after the other; who does not answer is asked only once in a batch."""
    sent, silent = 0, set[int | None]()
    for message in batch:
        if message.subscription_id in silent:
            continue
        said = client.send(message, now=now)
        _record(message, said, now=now)
        if said.done:
            sent += 1
        elif said.again:
            silent.add(message.subscription_id)
    return sent


def _record(message: Message, said: Said, *, now: datetime) -> None:
    """Write down what became of a try; whoever lost the lease meanwhile has nothing to say."""
    tries = message.tries + 1
    then = retries.after(said, tries=tries, jitter=_jitter(), now=now)
    changed = leases.held(message).update(
        state=then.state.value,
        reason=said.reason,
        tries=tries,
        due_at=then.due_at,
        sent_at=now if said.done else None,
        payload=_kept(message, then.state),
        **leases.FREE,
    )
    if changed and message.subscription is not None:
        _remember(message.subscription, said, now=now)
    log.info("message tried", message=message.pk, state=then.state.value, reason=said.reason)


def _kept(message: Message, state: MessageState) -> object:
    """Return what is kept of a payload: of an e-mail that was sent nothing, not even to whom."""
    over = state is MessageState.SENT and message.kind == MessageKind.EMAIL.value
    return {} if over else message.payload


def _remember(to: Subscription, said: Said, *, now: datetime) -> None:
    """Leave a subscriber alone who does not answer, longer each time; an answer ends that."""
    mine = Subscription.objects.filter(pk=to.pk)
    if not said.again:
        mine.exclude(failures=0).update(failures=0, rests_until=None)
        return
    to.failures += 1
    rest = min(retries.pause(tries=to.failures, jitter=_jitter()), timedelta(hours=1))
    mine.update(failures=F("failures") + 1, rests_until=now + rest)


def _jitter() -> float:
    return secrets.randbelow(1_000) / 1_000
