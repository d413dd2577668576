"""Pages on which a teacher says what asks for which milestones, and sees it as a map."""

from typing import Any

import pytest
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.milestones import api as milestones
from tests.factories import milestones as make
from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse, asked, milestone_course, own, ties
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

ASKED = {"mode": "all", "count": "", "parent": "", "zone": "UTC"}


class TestAskingForMilestones:
    def ask(self, teacher: Teacher, *keys: int, **told: Any) -> Any:
        subject = str(subject_of_exam(teacher.exam()))
        return teacher.do("milestones/ask", **{**ASKED, "subject": subject, "wanted": keys, **told})

    def test_asks_for_each(self, teacher: Teacher, here: MilestoneCourse) -> None:
        page = text_of(self.ask(teacher, here.safety.key, here.trip.key, minimum_score="80"))

        assert len(asked(here)) == 4
        assert "at least 80 % of the points" in page

    @pytest.mark.parametrize(
        ("mode", "count", "words"),
        [("any", "", "Any one of these"), ("at-least", "2", "At least 2 of these")],
    )
    def test_asks_for_some(
        self, teacher: Teacher, here: MilestoneCourse, mode: str, count: str, words: str
    ) -> None:
        keys = (here.safety.key, here.trip.key)
        page = text_of(self.ask(teacher, *keys, mode=mode, count=count))

        assert words in page
        assert len(asked(here)) == 5

    def test_asks_within_a_group(self, teacher: Teacher, here: MilestoneCourse) -> None:
        subject, keys = subject_of_course(here.course), (here.safety.key, here.trip.key)
        new = milestones.NewGroup(subject=subject, mode=milestones.Mode.ANY, milestones=keys)
        group = milestones.require_group(new, by="staff:1", now=timezone.now())
        more = own(here.course, "First aid", is_given_by_hand=True)

        self.ask(teacher, more.key, subject=str(subject), parent=str(group.key))

        assert [one.parent for one in asked(here) if one.milestone == more] == [group.key]

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"mode": "at-least", "count": ""}, "count"),
            ({"mode": "at-least", "count": "3"}, "count"),
            ({"mode": "some"}, "mode"),
            ({"subject": "exam:999999"}, "subject"),
            ({"parent": "999999"}, "parent"),
            ({"not_before": "2027-01-02T00:00", "not_after": "2027-01-01T00:00"}, "not_after"),
        ],
    )
    def test_names_the_field_that_makes_no_sense(
        self, teacher: Teacher, here: MilestoneCourse, told: dict[str, str], field: str
    ) -> None:
        page = self.ask(teacher, here.safety.key, here.trip.key, **told)

        assert page.status_code == 422
        assert f'href="#id_{field}"' in page.content.decode()
        assert len(asked(here)) == 2

    def test_refuses_what_nobody_could_meet(self, teacher: Teacher, here: MilestoneCourse) -> None:
        lost = own(here.course, "Given by nothing")

        page = self.ask(teacher, lost.key)

        assert page.status_code == 422
        assert "Nothing gives the milestone Given by nothing" in text_of(page)

    def test_is_not_held_up_by_an_older_one_that_nobody_can_meet_any_more(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        [gives] = ties(here, milestones.Side.FULFILS)
        teacher.do(f"milestones/{here.safety.key}/give/{gives.key}/remove")
        more = own(here.course, "First aid", is_given_by_hand=True)

        self.ask(teacher, more.key, subject=str(subject_of_course(here.course)))

        assert more in [one.milestone for one in asked(here)]

    @pytest.mark.parametrize("path", ["milestones/ask", "milestones/what-if"])
    def test_says_what_to_do_where_there_is_no_milestone_yet(self, lms: Lms, path: str) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})

        page = other.see(path)

        assert "Make one first, or let one thing need another" in text_of(page)
        assert "<form" not in page.content.decode().partition("<main")[2]

    def test_offers_what_courses_share_and_nothing_of_other_courses(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        make.milestone("shared", namespace="university", display_name="University entrance")
        make.milestone("theirs", namespace="course:999", display_name="Of another course")

        page = text_of(teacher.see("milestones/ask"))

        assert "University entrance" in page
        assert "Of another course" not in page

    def test_asks_no_more(self, teacher: Teacher, here: MilestoneCourse) -> None:
        one, _ = asked(here)

        teacher.do(f"milestones/ask/{one.key}/remove")

        assert one not in asked(here)

    def test_of_another_course_is_left_alone(self, lms: Lms, here: MilestoneCourse) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})
        one, _ = asked(here)

        assert other.do(f"milestones/ask/{one.key}/remove").status_code == 404
        assert one in asked(here)


class TestThisNeedsThat:
    def need(self, teacher: Teacher, subject: Any, needed: Any, **told: str) -> Any:
        typed = {"need-subject": str(subject), "need-needed": str(needed)}
        return teacher.do("milestones/need", **typed, **told)

    def test_takes_one_click_and_goes_as_cleanly(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        final, first = subject_of_exam(teacher.exam()), subject_of_exam(here.exam)

        page = text_of(self.need(teacher, final, first, **{"need-minimum_score": "50"}))

        assert "Exam Final exam Safety test at least 50 % of the points Take away" in page
        assert "Safety test made by “needs that one first”" in page
        [needed] = milestones.prerequisites_of(final).values()

        teacher.do("milestones/need/remove", subject=str(final), needed=str(first))

        assert milestones.prerequisites_of(final) == {}
        assert milestones.milestones([needed]) == {}

    def test_refuses_itself_by_the_name_that_people_know(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        first = subject_of_exam(here.exam)

        page = text_of(self.need(teacher, first, first))

        assert "Whoever is to reach the milestone Safety test would need it first." in page

    def test_tells_an_exam_from_a_link_of_the_same_name(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        page = teacher.see("milestones/").content.decode()

        assert page.index('<optgroup label="Exam">') < page.index('<optgroup label="Link">')

    def test_lets_the_course_need_another(self, lms: Lms, teacher: Teacher) -> None:
        first = Teacher.of(
            lms, context={"id": "c0", "title": "Course 100"}, resource_link={"id": "l0"}
        )
        mine, theirs = subject_of_course(teacher.course), subject_of_course(first.course)

        page = text_of(self.need(teacher, mine, theirs))

        assert list(milestones.prerequisites_of(mine)) == [theirs]
        assert "Course Course 101 Course 100 Take away" in page

    def test_refuses_to_wait_for_itself(self, teacher: Teacher, here: MilestoneCourse) -> None:
        one = subject_of_exam(here.exam)

        page = self.need(teacher, one, one)

        assert page.status_code == 422
        assert "would need it first" in text_of(page)
        assert milestones.prerequisites_of(one) == {}

    @pytest.mark.parametrize("needed", ["course:999999", "exam:999999", "planet:1", ""])
    def test_refuses_what_is_not_there(
        self, teacher: Teacher, here: MilestoneCourse, needed: str
    ) -> None:
        assert self.need(teacher, subject_of_exam(here.exam), needed).status_code == 422


class TestTheMap:
    def test_draws_what_leads_where_and_says_it_in_a_table(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        page = teacher.see("milestones/map")

        words, drawn = text_of(page), page.content.decode()
        assert "Safety test gives Lab safety" in words
        assert "Course 101 asks for Field trip" in words
        assert drawn.count('<g class="map-box') == 4
        assert 'aria-labelledby="map-title map-words"' in drawn
        assert "style=" not in drawn

    def test_goes_back_through_other_courses(self, lms: Lms, teacher: Teacher) -> None:
        where = {"context": {"id": "c0", "title": "Course 100"}, "resource_link": {"id": "l0"}}
        first = milestone_course(Teacher.of(lms, **where).course)
        mine, theirs = subject_of_course(teacher.course), subject_of_course(first.course)
        needed = milestones.Prerequisite(subject=theirs, title="Course 100")
        milestones.add_prerequisite(mine, needed, by="staff:1", now=timezone.now())

        words = text_of(teacher.see("milestones/map"))

        assert "Course 100 asks for Lab safety" in words

    def test_marks_what_nobody_can_reach(self, teacher: Teacher, here: MilestoneCourse) -> None:
        milestones.remove_milestones([here.safety.key], by="staff:1", now=timezone.now())

        assert "map-box milestone shut" in teacher.see("milestones/map").content.decode()

    def test_says_that_there_is_nothing_to_draw(self, teacher: Teacher) -> None:
        assert "nothing to draw" in text_of(teacher.see("milestones/map"))
