"""E-mails to learners: that an attempt was handed in, and what its review said.

None is sent unless the course, or the installation, asks for it, and none without an address from
the LMS. Only attempts that were guarded are written about: nothing else is reviewed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.vendor_texts import vendor_texts
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox

# The name under which a course, or the installation, asks for them.
ATTEMPT_MAILS = "attempt-mails"
# The events that are written about, and the name of each e-mail: what a vendor words anew.
MAILS = {
    "attempt.submitted": "submitted",
    "attempt.verified": "verified",
    "attempt.rejected": "rejected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Whom a letter is for, about which exam, and what is said in place of our own words."""

    person: launches.Person
    exam: exams.Exam
    text: str
    contact: str


@transaction.atomic
def decide_course_mails(
    caller: Caller, course: launches.Course, *, is_on: bool | None, now: datetime
) -> None:
    """Say whether the learners of a course are written to; None: as in the whole installation."""
    caller.check_may(Act.EDIT_EXAMS, course)
    subject = f"course:{course.pk}"
    outbox.decide_notice(ATTEMPT_MAILS, subject, is_on=is_on)
    audit.record(
        actor=caller.name,
        action="attempt-mails.decided",
        subject=subject,
        after={"is_on": is_on},
        now=now,
    )


def are_mailed(course: launches.Course) -> bool:
    """Tell whether the learners of a course are written to."""
    subject = f"course:{course.pk}"
    return subject in outbox.notices_on(ATTEMPT_MAILS, [subject])


def letters_about(events: Sequence[outbox.Event]) -> Iterator[outbox.Letter]:
    """Return the e-mails that follow from what happened."""
    asked = _asked_for([event for event in events if _is_written_about(event)])
    if not asked:
        return
    people = launches.Person.objects.in_bulk({event.data["person"] for event in asked})
    sat = exams.Exam.objects.select_related("course").in_bulk(
        {event.data["exam"] for event in asked}
    )
    texts = vendor_texts({one.data["attempt"]: sat[one.data["exam"]].vendor for one in asked})
    usual = exams.usual_of_all(exam.course_id for exam in sat.values())
    for event in asked:
        person, exam = people[event.data["person"]], sat[event.data["exam"]]
        if person.email:
            own = texts.get(event.data["attempt"], {}).get(MAILS[event.type], "")
            contact = usual[exam.course_id].escalation_email or settings.CONTACT_EMAIL
            yield _letter(event, _Reader(person=person, exam=exam, text=own, contact=contact))


def _is_written_about(event: outbox.Event) -> bool:
    told: Mapping[str, object] = event.data
    return (
        event.type in MAILS
        and told.get("kind") == exams.Kind.PROCTORED.value
        and told.get("purpose") == exams.Purpose.SITTING.value
        and not told.get("is_test_user")
    )


def _asked_for(events: Iterable[outbox.Event]) -> list[outbox.Event]:
    about = {event.pk: f"course:{event.data['course']}" for event in events}
    if not about:
        return []
    on = outbox.notices_on(ATTEMPT_MAILS, about.values())
    return [event for event in events if about[event.pk] in on]


def _letter(event: outbox.Event, reader: _Reader) -> outbox.Letter:
    name = MAILS[event.type]
    words = {
        "person": reader.person,
        "exam": reader.exam,
        "course": reader.exam.course,
        "text": reader.text,
        "contact": reader.contact,
        "service": settings.SERVICE_NAME,
        "at": event.at,
    }
    title = render_to_string(f"journeys/mail/{name}_subject.txt", words)
    return outbox.Letter(
        type=event.type,
        key=f"event:{event.pk}:mail",
        subject=event.subject,
        to=reader.person.email,
        title=" ".join(title.split()),
        text=render_to_string(f"journeys/mail/{name}.txt", words).strip() + "\n",
        reply_to=reader.contact,
    )
