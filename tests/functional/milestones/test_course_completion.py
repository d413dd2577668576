"""Pages on which a teacher says when the course is completed, and that somebody completed it."""

from typing import Any

import pytest
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.milestones import api as milestones
from tests.factories import milestones as make
from tests.factories.milestone_course import MilestoneCourse, own
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


def say(teacher: Teacher, here: MilestoneCourse, **told: Any) -> Any:
    exam = str(subject_of_exam(here.exam))
    typed = {"exams": [exam], "held": [here.trip.key], "mode": "all", "count": ""}
    return teacher.do("milestones/completion", **{**typed, **told})


def rule(teacher: Teacher) -> Any:
    found = milestones.course_rule(str(teacher.course.pk))
    return found.document if found else None


class TestWhenTheCourseIsCompleted:
    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({}, "All of these Safety test Field trip"),
            ({"mode": "any"}, "Any one of these Safety test Field trip"),
            ({"mode": "at-least", "count": "2"}, "At least 2 of these Safety test Field trip"),
            ({"minimum_score": "60", "verified": "on"}, "at least 60 % of the points, verified"),
        ],
    )
    def test_is_said_and_read(
        self, teacher: Teacher, here: MilestoneCourse, told: dict[str, str], words: str
    ) -> None:
        page = say(teacher, here, **told)

        assert words in text_of(page)
        assert words in text_of(teacher.see("milestones/completion"))

    def test_is_there_to_be_changed(self, teacher: Teacher, here: MilestoneCourse) -> None:
        say(teacher, here, mode="at-least", count="1", minimum_score="62.5")

        page = teacher.see("milestones/completion").content.decode()

        assert page.count(" checked") == 3
        assert 'name="minimum_score" value="62.5"' in page
        assert 'name="count" value="1"' in page

    def test_that_only_a_program_can_say_is_shown_in_words(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        held = {"ask": "milestone-held", "about": {"milestone": here.trip.key}}
        course, now = str(here.course.pk), timezone.now()
        rule = {"all": [{"none": [held]}]}
        milestones.set_course_rule(course, rule, by="staff:1", now=now)

        assert "All of these None of these Field trip" in text_of(
            teacher.see("milestones/completion")
        )

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"exams": [], "held": []}, "exams"),
            ({"exams": ["exam:999999"]}, "exams"),
            ({"held": ["x"]}, "held"),
            ({"mode": "at-least", "count": "3"}, "count"),
            ({"mode": "at-least"}, "count"),
            ({"minimum_score": "101"}, "minimum_score"),
        ],
    )
    def test_names_the_field_that_makes_no_sense(
        self, teacher: Teacher, here: MilestoneCourse, told: dict[str, Any], field: str
    ) -> None:
        page = say(teacher, here, **told)

        assert page.status_code == 422
        assert f'href="#id_{field}"' in page.content.decode()
        assert rule(teacher) is None

    def test_gives_what_the_course_gives(self, teacher: Teacher, here: MilestoneCourse) -> None:
        done = own(here.course, "Course 101 done")
        make.gives(subject_of_course(here.course), done)
        say(teacher, here, held=[])
        now = timezone.now()

        told = make.report(here.ada.pk, subject_of_exam(here.exam), at=now)
        milestones.record_and_complete([told], by="test", now=now)

        assert here.states(here.ada)["Course 101 done"] == "earned"


class TestSomebodyWhoCompletedIt:
    def complete(self, teacher: Teacher, here: MilestoneCourse, **told: str) -> int:
        typed = {f"complete-{name}": value for name, value in told.items()}
        return teacher.do(f"milestones/people/{here.ada.pk}/complete", **typed).status_code

    def test_is_said_by_staff_with_a_reason(self, teacher: Teacher, here: MilestoneCourse) -> None:
        done = own(here.course, "Course 101 done")
        make.gives(subject_of_course(here.course), done)

        assert self.complete(teacher, here, completed="yes", reason="Elsewhere") == 200
        assert here.states(here.ada)["Course 101 done"] == "earned"

        assert self.complete(teacher, here, completed="no", reason="It was another") == 200
        assert here.states(here.ada)["Course 101 done"] == "revoked"

    @pytest.mark.parametrize("told", [{"completed": "yes"}, {"reason": "Why"}, {"completed": "x"}])
    def test_needs_a_whole_answer(
        self, teacher: Teacher, here: MilestoneCourse, told: dict[str, str]
    ) -> None:
        assert self.complete(teacher, here, **told) == 422
