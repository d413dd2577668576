"""A teacher opens the final exam to those who qualify, and to nobody else."""

import pytest
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_exam, subject_of_qualification
from lti_exams.launches import api as launches
from tests.factories.final_lists import Class, saved
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(school: Class) -> str:
    """The final exam, which the link of the course opens."""
    exam = school.teacher.exam()
    link = launches.Link.objects.get(course=school.teacher.course)
    launches.place(link, kind="exam", key=str(exam.pk), now=timezone.now())
    return str(subject_of_exam(exam))


def needs_the_list(school: Class, final: str, **more: str) -> str:
    subject = str(subject_of_qualification(school.teacher.course))
    typed = {"need-subject": final, "need-needed": subject, **more}
    return text_of(school.teacher.do("milestones/need", **typed))


def comes(lms: Lms, school: Class, name: str, *, to: str = "") -> str:
    """Return what somebody sees who opens the link of the exam, or goes on from there."""
    person = school.people[name]
    roles = [f"{MEMBERSHIP}Learner"]
    return text_of(Teacher.of(lms, sub=person.sub, name=person.name, roles=roles).see(to))


def test_it_is_open_to_those_who_are_on_the_list(lms: Lms, school: Class, final: str) -> None:
    saved(school)

    told = needs_the_list(school, final)

    assert "Final exam Qualification for the final exam Take away" in told
    assert "You cannot begin now" not in comes(lms, school, "Ada")
    assert "Qualification for the final exam: not reached yet" in comes(lms, school, "Ben")
    way = comes(lms, school, "Ben", to="gate/")
    assert "Qualification for the final exam See how you stand Course 101" in way


def test_it_opens_as_soon_as_a_list_says_so(lms: Lms, school: Class, final: str) -> None:
    needs_the_list(school, final)
    assert "You cannot begin now" in comes(lms, school, "Ada")

    saved(school)

    assert "You cannot begin now" not in comes(lms, school, "Ada")


def test_a_list_has_no_points_that_could_be_asked_for(school: Class, final: str) -> None:
    told = needs_the_list(school, final, **{"need-minimum_score": "50"})

    assert "The list of the final exam has no points." in told
