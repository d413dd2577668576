import pytest
from django.utils import timezone

from lti_exams.results import api as results
from tests.factories import gradebook as book
from tests.factories.lms import Lms
from tests.factories.teaching import Teacher


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


@pytest.fixture
def essay(teacher: Teacher) -> results.Column:
    return book.column(teacher.course, "Essay", maximum=10, pass_limit=5, now=timezone.now())
