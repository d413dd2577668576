"""Whoever looks after a course hears that nobody can meet any more what it asks for."""

from datetime import datetime

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys import access, order_courses
from lti_exams.journeys.record_milestones import subject_of_course
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.outbox import api as outbox
from tests.factories import exams as make
from tests.factories.milestones import BY

HELP = "help@university.example"


@pytest.fixture
def later(db: None, now: datetime) -> launches.Course:
    """A course that needs another, and names an address for trouble."""
    course = make.course(now, "Physiology")
    needed = milestones.Prerequisite(subject=subject_of_course(make.course(now, "Botany")))
    milestones.add_prerequisite(subject_of_course(course), needed, by=BY, now=now)
    exams.decide_usual(course, exams.Usual(escalation_email=HELP), by=make.STAFF, now=now)
    return course


def remove_the_first(now: datetime) -> list[milestones.Trouble]:
    staff = access.Caller(name="user:1", roles=frozenset({access.Role.SERVICE_STAFF}))
    first = launches.Course.objects.get(title="Botany")
    return order_courses.remove_course(staff, first, now=now)


def test_a_course_that_is_removed_is_told_to_those_who_need_it(
    later: launches.Course, now: datetime
) -> None:
    lost = remove_the_first(now)

    [letter] = outbox.Message.objects.filter(type="milestones.alarm")
    assert [one.subject.key for one in lost] == [str(later.pk)]
    assert letter.payload["to"] == HELP
    assert str(later) in str(letter.payload)


def test_where_no_address_is_named_nobody_is_written_to(
    later: launches.Course, now: datetime
) -> None:
    exams.decide_usual(later, exams.Usual(), by=make.STAFF, now=now)

    assert len(remove_the_first(now)) == 1

    assert not outbox.Message.objects.exists()
