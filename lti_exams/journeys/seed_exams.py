"""The exams that a demonstration begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.edit_exams import define_exam
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms


@dataclass(frozen=True, slots=True)
class ToldCourse:
    """A course as its LMS tells of it."""

    issuer: str
    client_id: str
    deployment_id: str
    context_id: str
    label: str
    title: str


@transaction.atomic
def seed_exams(told: ToldCourse, *, now: datetime) -> Sequence[exams.Exam]:
    """Give a course an exam of each kind that needs no vendor, once."""
    platform = platforms.find_for_login(told.issuer, told.client_id)
    deployment = platforms.meet_deployment(platform, told.deployment_id, now=now)
    course = launches.expect_course(deployment, told.context_id, label=told.label, title=told.title)
    known = {exam.slug for exam in exams.exams_of(course)}
    return [
        define_exam(caller_of_command(), course, one, now=now)
        for one in _definitions(now)
        if one.slug not in known
    ]


def _definitions(now: datetime) -> tuple[exams.Definition, ...]:
    return (
        exams.Definition(
            slug="warm-up",
            title="Warm-up",
            kind=exams.Kind.PRACTICE,
            limit_seconds=600,
            attempts_allowed=None,
            instructions="Ten minutes to get to know the pages. Begin as often as you like.",
        ),
        exams.Definition(
            slug="midterm",
            title="Midterm",
            kind=exams.Kind.TIMED,
            limit_seconds=3_600,
            opens_at=now,
            due_at=now + timedelta(days=30),
            instructions="One hour. Books are allowed, other people are not.",
        ),
    )
