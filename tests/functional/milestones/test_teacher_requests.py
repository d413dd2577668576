"""Pages on which a teacher answers whoever stands before a shut gate."""

import pytest
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_course
from lti_exams.milestones import api as milestones
from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestRequestsForReview:
    def appeal(self, here: MilestoneCourse) -> milestones.Appeal:
        new = milestones.NewAppeal(
            person=here.ada, course=str(here.course.pk), missing=[here.safety.key], words="I did it"
        )
        return milestones.appeal(new, by="person:1", now=timezone.now())

    def answer(self, teacher: Teacher, key: int, answer: str, reply: str = "I know") -> int:
        told = {f"answer-{key}-answer": answer, f"answer-{key}-reply": reply}
        return teacher.do(f"milestones/requests/{key}/answer", **told).status_code

    def test_are_listed_with_what_is_missing(self, teacher: Teacher, here: MilestoneCourse) -> None:
        self.appeal(here)

        page = text_of(teacher.see("milestones/requests/"))

        assert "Ada Example Waits for an answer" in page
        assert "missing: Lab safety I did it" in page

    @pytest.mark.parametrize(
        ("answer", "states", "words"),
        [
            ("let-past", {"Field trip": "earned", "Lab safety": "waived"}, "Was let past"),
            ("decline", {"Field trip": "earned"}, "Was declined"),
        ],
    )
    def test_are_answered(
        self,
        teacher: Teacher,
        here: MilestoneCourse,
        answer: str,
        states: dict[str, str],
        words: str,
    ) -> None:
        asked = self.appeal(here)

        assert self.answer(teacher, asked.pk, answer) == 200

        assert here.states(here.ada) == states
        assert words in text_of(teacher.see("milestones/requests/"))

    def test_about_what_is_switched_off_are_answered_by_a_waiver_that_opens(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        asked, now = self.appeal(here), timezone.now()
        milestones.remove_milestones([here.safety.key], by="staff:1", now=now)

        assert self.answer(teacher, asked.pk, "let-past") == 200

        gate = milestones.gate(here.ada.pk, [subject_of_course(here.course)], now=timezone.now())
        assert gate.is_open

    def test_that_no_waiver_can_grant_are_not_said_to_be_granted(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        asked = self.appeal(here)
        milestones.switch_kind("requires", on=False)

        page = teacher.do(
            f"milestones/requests/{asked.pk}/answer",
            **{f"answer-{asked.pk}-answer": "let-past", f"answer-{asked.pk}-reply": "Yes"},
        )

        assert page.status_code == 409
        assert "Letting them past opens nothing" in text_of(page)
        assert here.states(here.ada) == {"Field trip": "earned"}
        assert "Waits for an answer" in text_of(teacher.see("milestones/requests/"))

    @pytest.mark.parametrize(("answer", "reply"), [("", "Yes"), ("decline", " "), ("maybe", "Yes")])
    def test_stay_open_without_a_whole_answer(
        self, teacher: Teacher, here: MilestoneCourse, answer: str, reply: str
    ) -> None:
        asked = self.appeal(here)

        assert self.answer(teacher, asked.pk, answer, reply) == 422
        assert "Waits for an answer" in text_of(teacher.see("milestones/requests/"))

    def test_of_another_course_are_unknown(self, lms: Lms, here: MilestoneCourse) -> None:
        other, asked = (
            Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"}),
            self.appeal(here),
        )

        assert "Ada Example" not in text_of(other.see("milestones/requests/"))
        assert self.answer(other, asked.pk, "let-past") == 404
        assert here.states(here.ada) == {"Field trip": "earned"}
