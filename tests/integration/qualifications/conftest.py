from datetime import datetime

import pytest

from lti_exams.launches import api as launches
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def ada(course: launches.Course) -> launches.Person:
    return make.person(course, "Ada Alder")


@pytest.fixture
def ben(course: launches.Course) -> launches.Person:
    return make.person(course, "Ben Birch")


@pytest.fixture
def a1(course: launches.Course, now: datetime) -> results.Column:
    return book.column(course, "A1", now=now)


@pytest.fixture
def a2(course: launches.Course, now: datetime) -> results.Column:
    return book.column(course, "A2", now=now)
