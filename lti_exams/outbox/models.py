"""What leaves besides grades. Rows are written with the fact that causes them and sent later."""

import uuid

from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.kernel.leases import Leased, lease_is_whole
from lti_exams.outbox.rules.words import Form, MessageKind, MessageState


def _known(model: str, field: str, words: list[str]) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": words}), name=f"{model}_{field}_is_known"
    )


class Event(Leased):
    """Something that happened, told to whoever subscribed. It names things by our own numbers."""

    id = models.BigAutoField(primary_key=True)
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The fact itself, such as "attempt:12:7:attempt.submitted": one fact is told once.
    key = models.CharField(max_length=200, unique=True)
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    relayed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(relayed_at=None), name="event_waits"),
            models.Index(
                fields=["leased_by"], condition=~Q(leased_by=""), name="event_is_claimed_by"
            ),
            models.Index(fields=["relayed_at"], name="event_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="event_has_a_key"),
            models.CheckConstraint(condition=~Q(type=""), name="event_has_a_type"),
            lease_is_whole("event"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"


class Subscription(models.Model):
    """Somebody else's address that wants to know of events, and the secret that we share."""

    name = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=2000)
    secret = EncryptedTextField()
    events = models.JSONField(default=list)
    form = models.CharField(
        max_length=24, choices=[(one.value, one.value) for one in Form], default=Form.JSON.value
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # How often in a row it failed, and until when it is left alone because of that.
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="subscription_has_a_name"),
            models.CheckConstraint(condition=~Q(address=""), name="subscription_has_an_address"),
            _known("subscription", "form", [one.value for one in Form]),
        ]

    def __str__(self) -> str:
        return self.name


class Message(Leased):
    """One e-mail to one person, or one event to one subscriber.

    The payload holds what is sent and no secret; that of an e-mail is emptied when it was sent.
    """

    kind = models.CharField(max_length=24, choices=[(one.value, one.value) for one in MessageKind])
    key = models.CharField(max_length=200, unique=True)
    # Goes along with every try, so that the other side sees that it has this one already.
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(
        max_length=24,
        choices=[(one.value, one.value) for one in MessageState],
        default=MessageState.WAITING.value,
    )
    # A code, never an answer: that may hold anything.
    reason = models.CharField(max_length=100, blank=True, default="")
    tries = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state=MessageState.WAITING.value),
                name="message_waits",
            ),
            models.Index(
                fields=["leased_by"], condition=~Q(leased_by=""), name="message_is_claimed_by"
            ),
            models.Index(fields=["state", "-id"], name="message_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="message_has_a_key"),
            _known("message", "kind", [one.value for one in MessageKind]),
            _known("message", "state", [one.value for one in MessageState]),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.WEBHOOK.value, subscription__isnull=False)
                | Q(kind=MessageKind.EMAIL.value, subscription__isnull=True),
                name="message_has_a_subscription_if_it_is_a_webhook",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT.value, sent_at__isnull=False)
                | ~Q(state=MessageState.SENT.value) & Q(sent_at__isnull=True),
                name="message_was_sent_when_it_is_sent",
            ),
            lease_is_whole("message"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.type}"


class Notice(models.Model):
    """Whether people are written to about something: for all, or for one subject, if it says so."""

    name = models.CharField(max_length=100)
    # Such as "course:12"; empty for the whole installation.
    subject = models.CharField(max_length=200, blank=True, default="")
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "subject"], name="notice_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="notice_has_a_name"),
        ]
