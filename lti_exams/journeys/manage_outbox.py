"""Staff look at what leaves, send again what stands still, and decide who is told of events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.mail_learners import ATTEMPT_MAILS
from lti_exams.outbox import api as outbox

_SHOWN = 100
_HERE = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxSeen:
    """What waits, what stands still and why, who subscribed, and whether learners are written to.

    Of what stands still, the newest are here.
    """

    counts: Mapping[str, int]
    late_by: timedelta
    stuck: Sequence[outbox.Message]
    subscriptions: Sequence[outbox.Subscription]
    mails_are_on: bool


def see_outbox(caller: Caller, *, now: datetime) -> OutboxSeen:
    """Return what the page about the outbox shows."""
    caller.check_may(Act.SEE_OUTBOX)
    stuck = [
        message
        for state in (outbox.MessageState.PARKED, outbox.MessageState.STALLED)
        for message in outbox.messages_in(state)[:_SHOWN]
    ]
    return OutboxSeen(
        counts={state.value: number for state, number in outbox.count_messages().items()},
        late_by=outbox.late_by(now),
        stuck=stuck,
        subscriptions=list(outbox.subscriptions()),
        mails_are_on=_HERE in outbox.notices_on(ATTEMPT_MAILS, [_HERE]),
    )


def see_subscription(caller: Caller, pk: int) -> outbox.Subscription:
    """Return one subscription."""
    caller.check_may(Act.SEE_OUTBOX)
    return outbox.subscription_of(pk)


@transaction.atomic
def send_again(caller: Caller, pk: int, *, now: datetime) -> outbox.Message:
    """Let one message that stands still be tried anew."""
    caller.check_may(Act.SEND_AGAIN)
    message = outbox.send_again(pk, now=now)
    _tell(caller, "message.sent-again", f"message:{pk}", now=now, type=message.type)
    return message


@transaction.atomic
def send_all_again(caller: Caller, *, now: datetime) -> int:
    """Let everything that stands still be tried anew."""
    caller.check_may(Act.SEND_AGAIN)
    number = outbox.send_all_again(now=now)
    if number:
        _tell(caller, "message.all-sent-again", "outbox", now=now, number=number)
    return number


@transaction.atomic
def subscribe(caller: Caller, wanted: outbox.Wanted, *, now: datetime) -> outbox.Subscription:
    """Take a subscriber in; its secret can be read from what is returned."""
    caller.check_may(Act.MANAGE_SUBSCRIPTIONS)
    made = outbox.subscribe(wanted, now=now)
    _tell_of(caller, "subscription.made", made, now=now)
    return made


@transaction.atomic
def change_subscription(
    caller: Caller, pk: int, wanted: outbox.Wanted, *, now: datetime
) -> outbox.Subscription:
    """Change where a subscriber listens, and to what."""
    caller.check_may(Act.MANAGE_SUBSCRIPTIONS)
    before = _told(outbox.subscription_of(pk))
    changed = outbox.resubscribe(pk, wanted)
    _tell_of(caller, "subscription.changed", changed, before=before, now=now)
    return changed


@transaction.atomic
def switch_subscription(
    caller: Caller, pk: int, *, is_active: bool, now: datetime
) -> outbox.Subscription:
    """Let a subscriber be told of events, or not for now."""
    caller.check_may(Act.MANAGE_SUBSCRIPTIONS)
    switched = outbox.switch_subscription(pk, is_active=is_active)
    action = "subscription.switched-on" if is_active else "subscription.switched-off"
    _tell_of(caller, action, switched, now=now)
    return switched


@transaction.atomic
def renew_secret(caller: Caller, pk: int, *, now: datetime) -> outbox.Subscription:
    """Give a subscriber a new secret, which can be read from what is returned."""
    caller.check_may(Act.MANAGE_SUBSCRIPTIONS)
    renewed = outbox.renew_secret(pk)
    _tell_of(caller, "subscription.secret-renewed", renewed, now=now)
    return renewed


@transaction.atomic
def unsubscribe(caller: Caller, pk: int, *, now: datetime) -> outbox.Subscription:
    """Forget a subscriber and what waits for it."""
    caller.check_may(Act.MANAGE_SUBSCRIPTIONS)
    gone = outbox.unsubscribe(pk)
    _tell(caller, "subscription.removed", f"subscription:{pk}", now=now, **_told(gone))
    return gone


@transaction.atomic
def decide_attempt_mails(caller: Caller, *, is_on: bool, now: datetime) -> None:
    """Say whether learners are written to where their course says nothing else."""
    caller.check_may(Act.MANAGE_SUBSCRIPTIONS)
    outbox.decide_notice(ATTEMPT_MAILS, "", is_on=is_on)
    _tell(caller, "attempt-mails.decided", "installation", now=now, is_on=is_on)


def _tell_of(
    caller: Caller,
    action: str,
    about: outbox.Subscription,
    *,
    now: datetime,
    before: Mapping[str, object] | None = None,
) -> None:
    audit.record(
        actor=caller.name,
        action=action,
        subject=f"subscription:{about.pk}",
        before=before,
        after=_told(about),
        now=now,
    )


def _told(one: outbox.Subscription) -> dict[str, object]:
    """Return what the audit keeps: never the secret."""
    return {
        "name": one.name,
        "address": one.address,
        "events": one.events,
        "form": one.form,
        "is_active": one.is_active,
    }


def _tell(caller: Caller, action: str, subject: str, *, now: datetime, **after: object) -> None:
    audit.record(actor=caller.name, action=action, subject=subject, after=after, now=now)
