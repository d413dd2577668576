"""Teachers learn by e-mail that nobody can meet any more what their course asks for.

It goes to the address that the course names for trouble. Where it names none, its page of
milestones tells it, as it does anyway.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from lti_exams.exams import api as exams
from lti_exams.journeys.find_subjects import number
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.outbox import api as outbox

ALARM = "milestones.alarm"


def warn_of_shut_gates(
    lost: list[milestones.Trouble], *, now: datetime
) -> list[milestones.Trouble]:
    """Write to each course whose gate stays shut for everybody; return what was lost."""
    shut = Counter(number(one.subject.course) for one in lost)
    if not shut:
        return lost
    usual = exams.usual_of_all(shut)
    for course in launches.Course.objects.filter(pk__in=shut).order_by("pk"):
        if to := usual[course.pk].escalation_email:
            outbox.send_email(_letter(course, to, _of(course, lost), now=now), now=now)
    return lost


def _of(
    course: launches.Course, lost: Sequence[milestones.Trouble]
) -> Sequence[milestones.Trouble]:
    return [one for one in lost if one.subject.course == str(course.pk)]


def _letter(
    course: launches.Course, to: str, lost: Sequence[milestones.Trouble], *, now: datetime
) -> outbox.Letter:
    names = [one.milestone.title for one in lost if one.milestone]
    words = {"course": course, "names": names, "service": settings.SERVICE_NAME}
    title = render_to_string("journeys/mail/shut_gate_subject.txt", words)
    newest = max(one.requirement for one in lost)
    return outbox.Letter(
        type=ALARM,
        key=f"course:{course.pk}:shut:{newest}:{now.isoformat()}",
        subject=f"course:{course.pk}",
        to=to,
        title=" ".join(title.split()),
        text=render_to_string("journeys/mail/shut_gate.txt", words).strip() + "\n",
        reply_to=settings.CONTACT_EMAIL,
    )
