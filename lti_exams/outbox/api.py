"""The only door to outbox."""

from lti_exams.outbox.models import Event, Message, Notice, Subscription
from lti_exams.outbox.operations.delivery import deliver_due
from lti_exams.outbox.operations.relaying import relay
from lti_exams.outbox.operations.subscribing import (
    Wanted,
    decide_notice,
    renew_secret,
    resubscribe,
    subscribe,
    switch_subscription,
    unsubscribe,
)
from lti_exams.outbox.operations.upkeep import send_again, send_all_again, sweep
from lti_exams.outbox.operations.writing import (
    Call,
    Letter,
    News,
    announce,
    announce_all,
    call_webhook,
    call_webhooks,
    send_email,
    send_emails,
)
from lti_exams.outbox.queries import (
    LATE,
    NoSuchMessage,
    NoSuchSubscription,
    count_messages,
    count_stuck,
    late_by,
    messages_in,
    notices_on,
    subscription_of,
    subscriptions,
)
from lti_exams.outbox.rules.signing import new_secret, signature, signed_headers
from lti_exams.outbox.rules.words import Form, MessageKind, MessageState, SubscriptionRefused
from lti_exams.outbox.signals import announced

__all__ = [
    "LATE",
    "Call",
    "Event",
    "Form",
    "Letter",
    "Message",
    "MessageKind",
    "MessageState",
    "News",
    "NoSuchMessage",
    "NoSuchSubscription",
    "Notice",
    "Subscription",
    "SubscriptionRefused",
    "Wanted",
    "announce",
    "announce_all",
    "announced",
    "call_webhook",
    "call_webhooks",
    "count_messages",
    "count_stuck",
    "decide_notice",
    "deliver_due",
    "late_by",
    "messages_in",
    "new_secret",
    "notices_on",
    "relay",
    "renew_secret",
    "resubscribe",
    "send_again",
    "send_all_again",
    "send_email",
    "send_emails",
    "signature",
    "signed_headers",
    "subscribe",
    "subscription_of",
    "subscriptions",
    "sweep",
    "switch_subscription",
    "unsubscribe",
]
