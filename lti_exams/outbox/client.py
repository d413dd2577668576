"""The way out: the webhook of a subscriber, and the mail server."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from lti_exams.kernel import http
from lti_exams.kernel.remote import RemoteError
from lti_exams.outbox.models import Message, Subscription
from lti_exams.outbox.rules.retries import DONE, Said, said_by
from lti_exams.outbox.rules.signing import signed_headers
from lti_exams.outbox.rules.wires import wire_of
from lti_exams.outbox.rules.words import Form, MessageKind

# No later try mends these: the address is one that we never call.
_NEVER = frozenset({"remote-address-refused", "remote-not-https"})
_PATIENCE = http.Patience(connect=5, read=10, total=15)
_LONGEST_ANSWER = 64 * 1024


def send(message: Message, *, now: datetime) -> Said:
    """Try once, and say what became of it."""
    if message.kind == MessageKind.EMAIL.value:
        return _mail(message)
    assert message.subscription is not None  # noqa: S101
    return _call(message, message.subscription, now=now)


def _call(message: Message, to: Subscription, *, now: datetime) -> Said:
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname or ""
    wire = wire_of(Form(to.form), message.payload, source=host)
    if wire is None:
        return Said(done=False, reason="no-words-for-it")
    at = int(now.timestamp())
    signed = signed_headers(to.secret, key=str(message.number), at=at, body=wire.body)
    try:
        answer = http.post(
            to.address,
            headers={**wire.headers, **signed},
            data=wire.body,
            timeout=_PATIENCE,
            max_bytes=_LONGEST_ANSWER,
        )
    except RemoteError as error:
        return Said(done=False, reason=error.refusal_code, again=error.refusal_code not in _NEVER)
    return said_by(answer.status)


def _mail(message: Message) -> Said:
    http.refuse_inside_transaction("mail")
    told = message.payload
    try:
        mail = EmailMessage(
            told["subject"],
            told["text"],
            to=[told["to"]],
            reply_to=[told["reply_to"]] if told["reply_to"] else None,
            # The same at every try, so that a mailbox can tell that it has this one.
            headers={"Message-ID": _message_id(message), "Auto-Submitted": "auto-generated"},
        )
        mail.send()
    except ValueError:
        # A line break in an address or a subject: nobody writes those by accident.
        return Said(done=False, reason="mail-unwritable")
    except OSError as error:
        return _mail_failed(error)
    return DONE


def _mail_failed(error: OSError) -> Said:
    """Say what a mail server means; the answers of smtplib are errors of the operating system too.

    It refuses with a number from 400 on for now, from 500 on for ever; who wrote the number is
    told by the shape of the error, since smtplib itself is not for us to import.
    """
    refused = getattr(error, "recipients", None)
    codes = [code for code, _ in refused.values()] if refused else []
    code = max(codes, default=getattr(error, "smtp_code", 0))
    reason = f"mail-{code}" if code else "mail-server-unreachable"
    return Said(done=False, reason=reason, again=not (codes and 500 <= code < 600))


def _message_id(message: Message) -> str:
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname or "localhost"
    return f"<{message.number}@{host}>"
