"""The exams that a demonstration begins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.edit_exams import define_exam
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools


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
    """Give a course an exam of each kind that can be sat here, once."""
    platform = platforms.find_for_login(told.issuer, told.client_id)
    deployment = platforms.meet_deployment(platform, told.deployment_id, now=now)
    course = launches.expect_course(deployment, told.context_id, label=told.label, title=told.title)
    known = {exam.slug for exam in exams.exams_of(course)}
    wanted = [*_unguarded(now), *_guarded(now)]
    caller = caller_of_command()
    made = [define_exam(caller, course, one, now=now) for one in wanted if one.slug not in known]
    for exam in made:
        _give_questions(exam, now=now)
    return made


def _give_questions(exam: exams.Exam, *, now: datetime) -> None:
    """Let an exam whose questions lie in a tool open one paper there."""
    place = assessments.assessment_of(exam)
    if place is not None:
        paper = assessments.Content(title=exam.title, custom={"paper": "chemistry-midterm"})
        by = caller_of_command().name
        assessments.choose_content(exam, place, paper, by=by, now=now)


def _guarded(now: datetime) -> Iterator[exams.Definition]:
    """Tell of the final exam, where somebody is connected who can watch it."""
    vendor = proctoring.usable_vendors().first()
    if vendor is not None:
        place = _place_of_questions(now)
        yield exams.Definition(
            slug="final",
            title="Final exam",
            kind=exams.Kind.PROCTORED,
            vendor=vendor.reference,
            assessment=place.key if place else "",
            limit_seconds=5_400,
            opens_at=now,
            due_at=now + timedelta(days=30),
            instructions="Ninety minutes. A proctor watches: have an identity card ready.",
        )


def _place_of_questions(now: datetime) -> assessments.Assessment | None:
    tool = tools.tools_of(tools.ToolKind.ASSESSMENT).first()
    return assessments.of_tool(tool, by=caller_of_command().name, now=now) if tool else None


def _unguarded(now: datetime) -> tuple[exams.Definition, ...]:
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
