from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.outbox.models import Event, Message, Notice, Subscription
from lti_exams.outbox.rules.words import MessageState

# A minute is more than any round takes: what is older waits for a worker that is not there.
LATE = timedelta(minutes=10)


class NoSuchSubscription(LtiExamsError):
    """There is no subscription with this number."""

    code = "subscription-unknown"


class NoSuchMessage(LtiExamsError):
    """There is no message with this number, or it was swept since."""

    code = "message-unknown"


def to_relay() -> QuerySet[Event]:
    """Return what happened and was told to nobody yet, oldest first."""
    return Event.objects.filter(relayed_at=None).order_by("id")


def due_messages(now: datetime) -> QuerySet[Message]:
    """Return what is to be sent now; subscribers that do not answer are left alone for a while."""
    reachable = Q(subscription=None) | Q(subscription__is_active=True) & (
        Q(subscription__rests_until=None) | Q(subscription__rests_until__lte=now)
    )
    waiting = Message.objects.filter(state=MessageState.WAITING.value, due_at__lte=now)
    return waiting.filter(reachable).select_related("subscription").order_by("due_at", "id")


def active_subscriptions() -> list[Subscription]:
    """Return whoever wants to know of anything."""
    return list(Subscription.objects.filter(is_active=True))


def subscriptions() -> QuerySet[Subscription]:
    """Return every subscription with how much waits for it and how much needs somebody."""
    waits = Q(messages__state=MessageState.WAITING.value)
    stuck = Q(messages__state__in=[MessageState.PARKED.value, MessageState.STALLED.value])
    return Subscription.objects.annotate(
        waiting=Count("messages", filter=waits), stuck=Count("messages", filter=stuck)
    )


def subscription_of(pk: int) -> Subscription:
    """Return one subscription."""
    found = Subscription.objects.filter(pk=pk).first()
    if found is None:
        raise NoSuchSubscription
    return found


def messages_in(state: MessageState) -> QuerySet[Message]:
    """Return the messages that are this far, newest first."""
    return Message.objects.filter(state=state.value).select_related("subscription")


def count_messages() -> dict[MessageState, int]:
    """Return how many messages are how far."""
    counted = Message.objects.order_by().values_list("state").annotate(Count("pk"))
    found = dict(counted)
    return {state: found.get(state.value, 0) for state in MessageState}


def count_stuck() -> int:
    """Return how many messages stand still."""
    stuck = [MessageState.PARKED.value, MessageState.STALLED.value]
    return Message.objects.filter(state__in=stuck).count()


def late_by(now: datetime) -> timedelta:
    """Return for how long the oldest thing waits that could have left; nothing where none does."""
    sending = due_messages(now).order_by().aggregate(oldest=Min("due_at"))["oldest"]
    relaying = to_relay().order_by().aggregate(oldest=Min("at"))["oldest"]
    oldest = min(filter(None, [sending, relaying]), default=now)
    return max(now - oldest, timedelta(0))


def notices_on(name: str, subjects: Iterable[str]) -> set[str]:
    """Return those of these subjects for which people are written to about something."""
    wanted = set(subjects)
    said = dict(
        Notice.objects.filter(name=name, subject__in=[*wanted, ""]).values_list("subject", "is_on")
    )
    usual = said.get("", False)
    return {subject for subject in wanted if said.get(subject, usual)}
