"""Who wants to know of what happens, and about what people are written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from lti_exams.kernel.addresses import refuse_unsafe
from lti_exams.kernel.remote import RemoteError
from lti_exams.outbox.models import Notice, Subscription
from lti_exams.outbox.queries import subscription_of
from lti_exams.outbox.rules.signing import new_secret
from lti_exams.outbox.rules.words import Form, SubscriptionRefused, is_pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a subscriber is called, where it listens, to what, and in which form."""

    name: str
    address: str
    events: Sequence[str]
    form: Form = Form.JSON


def subscribe(wanted: Wanted, *, now: datetime) -> Subscription:
    """Take a subscriber in; its new secret is read from what is returned."""
    _check(wanted)
    subscription = Subscription(secret=new_secret(), created_at=now, **_columns(wanted))
    _save(subscription)
    return subscription


def resubscribe(pk: int, wanted: Wanted) -> Subscription:
    """Change a subscription; its secret stays."""
    _check(wanted)
    subscription = subscription_of(pk)
    for name, value in {**_columns(wanted), "failures": 0, "rests_until": None}.items():
        setattr(subscription, name, value)
    _save(subscription)
    return subscription


def switch_subscription(pk: int, *, is_active: bool) -> Subscription:
    """Let a subscriber be told or not; what waits for it waits on."""
    subscription = subscription_of(pk)
    subscription.is_active, subscription.failures, subscription.rests_until = is_active, 0, None
    subscription.save(update_fields=["is_active", "failures", "rests_until"])
    return subscription


def renew_secret(pk: int) -> Subscription:
    """Give a subscriber a new secret, with which everything is signed from now on."""
    subscription = subscription_of(pk)
    subscription.secret = new_secret()
    subscription.save(update_fields=["secret"])
    return subscription


def unsubscribe(pk: int) -> Subscription:
    """Forget a subscriber and everything that waits for it."""
    subscription = subscription_of(pk)
    Subscription.objects.filter(pk=pk).delete()
    return subscription


def decide_notice(name: str, subject: str, *, is_on: bool | None) -> None:
    """Say whether people are written to about something; None: as for the whole installation."""
    if is_on is None:
        Notice.objects.filter(name=name, subject=subject).delete()
    else:
        Notice.objects.update_or_create(name=name, subject=subject, defaults={"is_on": is_on})


def _columns(wanted: Wanted) -> dict[str, object]:
    return {
        "name": wanted.name.strip(),
        "address": wanted.address,
        "events": list(wanted.events),
        "form": wanted.form.value,
    }


def _check(wanted: Wanted) -> None:
    if not wanted.name.strip() or len(wanted.name) > 200 or "\0" in wanted.name:
        raise SubscriptionRefused(field="name", why="not between 1 and 200 characters")
    try:
        refuse_unsafe(wanted.address, allow_plain=settings.HTTP_ALLOW_PLAIN)
    except RemoteError as error:
        raise SubscriptionRefused(field="address", why=error.refusal_code) from error
    if not wanted.events or not all(map(is_pattern, wanted.events)):
        raise SubscriptionRefused(field="events", why="not names such as attempt.submitted")


def _save(subscription: Subscription) -> None:
    try:
        with transaction.atomic():
            subscription.save()
    except IntegrityError as error:
        raise SubscriptionRefused(field="name", why="taken") from error
