from datetime import datetime

import pytest

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make.person(course)


@pytest.fixture
def exam(course: launches.Course, now: datetime) -> exams.Exam:
    """A timed exam of an hour."""
    return make.exam(course, now=now)


@pytest.fixture
def proctored(course: launches.Course, now: datetime) -> exams.Exam:
    """An exam of an hour that a vendor guards."""
    return make.exam(course, now=now, slug="guarded", vendor="tool:1")


@pytest.fixture
def attempt(exam: exams.Exam, person: launches.Person, now: datetime) -> exams.Attempt:
    """An attempt at the timed exam whose clock runs since now."""
    return make.started(exam, person, now=now)
