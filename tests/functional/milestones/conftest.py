"""A teacher, and a course of theirs with milestones."""

import pytest

from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse, milestone_course
from tests.factories.teaching import Teacher


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    """Somebody who teaches the course of the link."""
    return Teacher.of(lms)


@pytest.fixture
def here(teacher: Teacher) -> MilestoneCourse:
    """Their course, with milestones that exams ask for and give."""
    return milestone_course(teacher.course)
