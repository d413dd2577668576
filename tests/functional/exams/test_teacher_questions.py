"""A teacher says where the questions of an exam lie."""

from typing import Any

import pytest
from django.utils import timezone

from lti_exams.accounts.models import Unit
from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Assessment, Questions
from lti_exams.launches.models import Course
from lti_exams.tools.api import ToolKind
from tests.factories.lms import Lms
from tests.factories.teaching import Teacher
from tests.factories.tools import FakeTool


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


def page_outside(**about: Any) -> Assessment:
    new = assessments.NewAssessment(
        name="Quiz", way=assessments.Way.OUTSIDE, address="https://quiz.example/", **about
    )
    return assessments.define(new, by="test", now=timezone.now())


class TestTheQuestions:
    def test_are_chosen_among_the_places_that_there_are(self, teacher: Teacher) -> None:
        page, exam = page_outside(), teacher.exam()

        teacher.do(f"exams/{exam.pk}/questions", assessment=page.key, extra_credit="on")

        exam.refresh_from_db()
        assert exam.assessment == page.key
        assert Questions.objects.get(exam=exam).allows_extra_credit

    @pytest.mark.parametrize(("unit", "status"), [("Physics", 200), ("History", 422)])
    def test_are_at_a_tool_of_the_department(
        self, teacher: Teacher, unit: str, status: int
    ) -> None:
        pen = FakeTool.registered(ToolKind.ASSESSMENT, name="Pen", host="pen.example").tool
        pen.units = ["Science"]
        pen.save()
        science = Unit.objects.create(name="Science")
        Unit.objects.create(name="Physics", parent=science)
        Unit.objects.create(name="History")
        exam = teacher.exam()
        Course.objects.filter(pk=exam.course_id).update(unit=Unit.objects.get(name=unit))

        answer = teacher.do(f"exams/{exam.pk}/questions", assessment=f"tool:{pen.pk}")

        assert answer.status_code == status

    def test_are_not_somewhere_that_is_switched_off(self, teacher: Teacher) -> None:
        page, exam = page_outside(is_active=False), teacher.exam()

        answer = teacher.do(f"exams/{exam.pk}/questions", assessment=page.key)

        exam.refresh_from_db()
        assert (answer.status_code, exam.assessment) == (422, "")
