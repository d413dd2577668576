"""What waits to be sent, as tests need it."""

from datetime import datetime
from itertools import count

from lti_exams.outbox import api as outbox
from lti_exams.outbox.models import Message

_numbers = count(1)


def messages(number: int, *, now: datetime) -> list[Message]:
    """Return e-mails that wait."""
    return Message.objects.bulk_create(
        Message(
            kind=outbox.MessageKind.EMAIL.value,
            key=f"made-{next(_numbers)}",
            type="attempt.verified",
            subject="attempt:1",
            payload={
                "to": "ada@university.example",
                "subject": "Verified",
                "text": "It is.",
                "reply_to": "",
            },
            created_at=now,
            due_at=now,
        )
        for _ in range(number)
    )


def subscription(
    address: str = "https://records.example/hooks",
    *,
    now: datetime,
    events: tuple[str, ...] = ("*",),
    form: outbox.Form = outbox.Form.JSON,
) -> outbox.Subscription:
    """Return a subscriber."""
    wanted = outbox.Wanted(
        name=f"Records {next(_numbers)}", address=address, events=events, form=form
    )
    return outbox.subscribe(wanted, now=now)


def call(to: outbox.Subscription, *, now: datetime) -> outbox.Message:
    """Return a webhook that waits for a subscriber."""
    key = f"made-{next(_numbers)}"
    body = {"id": key, "type": "attempt.started", "at": now.isoformat(), "data": {}}
    told = outbox.Call(to=to, type="attempt.started", key=key, subject="attempt:1", body=body)
    outbox.call_webhook(told, now=now)
    return Message.objects.get(key=f"{key}:{to.pk}")
