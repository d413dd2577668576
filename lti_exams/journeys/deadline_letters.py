"""The letters about deadlines: to those who teach in a course, and to those above them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox

_REMINDER = "qualification.reminder"
_ESCALATION = "qualification.escalation"


def to_teachers(course: Any, *, is_late: bool, key: str) -> Iterator[outbox.Letter]:
    """Write to everybody who teaches in a course of an overview; the key names the occasion."""
    words = {
        "course": course,
        "deadline": course.deadline_at,
        "state": course.state,
        "is_late": is_late,
    }
    for teacher in _teachers(course):
        yield _letter(
            "reminder",
            {**words, "person": teacher},
            type=_REMINDER,
            key=f"reminder:{course.pk}:{teacher.pk}:{key}",
            subject=f"course:{course.pk}",
            to=teacher.email,
        )


def to_department(to: str, courses: Sequence[Any], *, key: str) -> outbox.Letter:
    """Write to somebody who looks after courses that are late, of all of them at once."""
    words = {
        "courses": courses,
        "number": len(courses),
        "page": f"{settings.PUBLIC_ORIGIN}/staff/department/?stand=late",
    }
    return _letter(
        "escalation", words, type=_ESCALATION, key=f"escalation:{key}", subject="courses", to=to
    )


def _letter(
    name: str, words: dict[str, Any], *, type: str, key: str, subject: str, to: str
) -> outbox.Letter:
    told = {**words, "service": settings.SERVICE_NAME, "contact": settings.CONTACT_EMAIL}
    title = render_to_string(f"journeys/mail/{name}_subject.txt", told)
    text = render_to_string(f"journeys/mail/{name}.txt", told)
    return outbox.Letter(
        type=type,
        key=key,
        subject=subject,
        to=to,
        title=" ".join(title.split()),
        text=text.strip() + "\n",
        reply_to=settings.CONTACT_EMAIL,
    )


def _teachers(course: launches.Course) -> list[launches.Person]:
    """Return who teaches in a course and has an address; each address once."""
    here = course.memberships.filter(is_active=True, roles__icontains="Instructor")
    people = [
        one.person
        for one in here.exclude(person__email="").select_related("person").order_by("pk")
        if launches.standing(one.roles) is launches.Standing.TEACHER
    ]
    return list({one.email.lower(): one for one in people}.values())
