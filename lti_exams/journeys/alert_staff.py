"""Staff learn by e-mail of a sitting that looks suspicious, and of what comes after a decision.

It goes to the address that the course names for trouble, else to the vendor's for staff; where
nobody named one, the queue of reviews tells it. The letter names the attempt by its receipt, not
the person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from lti_exams.exams import api as exams
from lti_exams.outbox import api as outbox
from lti_exams.proctoring import api as proctoring

ALERT = "review.alert"
_SUSPICIOUS = "attempt.second_review_required"


def alerts_about(events: Sequence[outbox.Event]) -> Iterator[outbox.Letter]:
    """Return the e-mails about sittings that wait for a second look."""
    told = [event for event in events if _is_alarming(event)]
    if not told:
        return
    sat = exams.Attempt.objects.select_related("exam__course").defer("exam__access_document")
    attempts = sat.in_bulk({event.data["attempt"] for event in told})
    addresses = _addresses(attempts.values())
    for event in told:
        attempt = attempts.get(event.data["attempt"])
        if attempt is not None and addresses[attempt.pk]:
            to = addresses[attempt.pk]
            yield _letter(attempt, to, key=f"event:{event.pk}:alert", is_decided=False)


def _is_alarming(event: outbox.Event) -> bool:
    data: Mapping[str, object] = event.data
    is_counted = data.get("purpose") == exams.Purpose.SITTING.value and not data.get("is_test_user")
    return event.type == _SUSPICIOUS and is_counted and isinstance(data.get("attempt"), int)


def alert_after_decision(attempt: exams.Attempt, *, key: str, now: datetime) -> None:
    """Tell of something suspicious that came after the review was decided: it changes nothing."""
    to = _addresses([attempt])[attempt.pk]
    if to and not attempt.is_test_user:
        outbox.send_email(_letter(attempt, to, key=f"{key}:alert", is_decided=True), now=now)


def _addresses(sat: Iterable[exams.Attempt]) -> dict[int, str]:
    """Return whom to write to about each attempt, in as many queries for however many."""
    about = {one.pk: one.exam for one in sat}
    usual = exams.usual_of_all(exam.course_id for exam in about.values())
    guards = proctoring.guards_of_all({key: exam.vendor for key, exam in about.items()})
    return {
        key: usual[exam.course_id].escalation_email or _of_vendor(guards.get(key))
        for key, exam in about.items()
    }


def _of_vendor(vendor: proctoring.Vendor | None) -> str:
    return vendor.contacts.escalation_email if vendor else ""


def _letter(attempt: exams.Attempt, to: str, *, key: str, is_decided: bool) -> outbox.Letter:
    words = {"attempt": attempt, "is_decided": is_decided, "service": settings.SERVICE_NAME}
    title = render_to_string("journeys/mail/alert_subject.txt", words)
    return outbox.Letter(
        type=ALERT,
        key=key,
        subject=attempt.key,
        to=to,
        title=" ".join(title.split()),
        text=render_to_string("journeys/mail/alert.txt", words).strip() + "\n",
        reply_to=settings.CONTACT_EMAIL,
    )
