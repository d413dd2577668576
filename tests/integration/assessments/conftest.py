"""Attempts about which a page outside says something."""

from datetime import datetime

import pytest

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from tests.factories import exams as make


@pytest.fixture
def page(db: None, now: datetime) -> assessments.Assessment:
    """A page outside that has questions."""
    new = assessments.NewAssessment(
        name="Quiz", way=assessments.Way.OUTSIDE, address="https://quiz.example/"
    )
    return assessments.define(new, by="test", now=now)


@pytest.fixture
def attempt(page: assessments.Assessment, now: datetime) -> exams.Attempt:
    """Somebody's attempt at an exam of an hour whose questions are on the page; it runs."""
    exam = make.exam(make.course(now), now=now, assessment=page.key)
    return make.started(exam, make.person(exam.course), now=now)
