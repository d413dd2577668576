from collections.abc import Iterator
from datetime import datetime

import pytest

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.at_once import told_at_once
from tests.factories.grading import Gradebook, gradebook_at, graded
from tests.factories.lms import Lms
from tests.factories.sandbox import shared
from tests.factories.teaching import Teacher


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    """Somebody who teaches the course."""
    return Teacher.of(lms)


@pytest.fixture
def exam(teacher: Teacher, now: datetime) -> exams.Exam:
    return make.exam(teacher.course, now=now)


@pytest.fixture
def outcome(teacher: Teacher, exam: exams.Exam, now: datetime) -> grades.Outcome:
    """A grade of somebody in the course that waits to be sent."""
    link = launches.Link.objects.create(
        deployment=teacher.course.deployment, course=teacher.course, resource_link_id="graded"
    )
    launches.place(link, kind="exam", key=str(exam.pk), now=now)
    person = make.person(teacher.course, name="Ada Example")
    made = grades.enqueue(link, person, graded(80), source="a test", now=now)
    assert made is not None
    return made


@pytest.fixture
def parked(outcome: grades.Outcome) -> grades.Outcome:
    """The same, put aside because the LMS does not know the person."""
    told = {"state": "parked", "reason": "person-refused", "next_try_at": None}
    grades.Outcome.objects.filter(pk=outcome.pk).update(answer="No such user.", **told)
    outcome.refresh_from_db()
    return outcome


@pytest.fixture
def away(outcome: grades.Outcome) -> launches.Link:
    """A link whose column somebody deleted, with a grade that waits for it."""
    grades.Column.objects.create(link=outcome.link, trouble="column-gone", gone_url="https://x")
    grades.Outcome.objects.update(state="parked", reason="column-gone", next_try_at=None)
    return outcome.link


@pytest.fixture(scope="session")
def lms_origin() -> Iterator[str]:
    with shared("lms", host="localhost") as lms:
        yield lms.origin


@pytest.fixture
def book(db: None, lms_origin: str) -> Iterator[Gradebook]:
    with told_at_once(), gradebook_at(lms_origin) as book:
        yield book
