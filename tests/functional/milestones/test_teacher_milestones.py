"""Pages on which a teacher makes the milestones of a course and says what asks for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.milestones import api as milestones
from tests.factories import milestones as make
from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse, asked, own, ties
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

ASKED = {"mode": "all", "count": "", "parent": "", "zone": "UTC"}


class TestTheList:
    def test_says_what_asks_what_gives_and_how_many_hold_it(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        page = text_of(teacher.see("milestones/"))

        assert "Lab safety Safety test Course 101 0" in page
        assert "Field trip People Course 101 1" in page

    def test_takes_as_many_queries_for_many_as_for_one(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        one = _queries(teacher)
        for number in range(10):
            more = own(here.course, f"More {number}", is_given_by_hand=True)
            make.asks(subject_of_course(here.course), more)

        assert _queries(teacher) == one

    def test_raises_an_alarm_where_nobody_can_get_on(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        [gives] = ties(here, milestones.Side.FULFILS)

        page = teacher.do(f"milestones/{here.safety.key}/give/{gives.key}/remove")
        assert "Nothing in this course" in text_of(page)

        told = text_of(teacher.see("milestones/"))
        assert "Nobody can get on here Course 101 : “Lab safety”. Nothing gives" in told

    def test_shows_nothing_of_another_course(self, lms: Lms, here: MilestoneCourse) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})

        assert "Lab safety" not in text_of(other.see("milestones/"))


def _queries(teacher: Teacher) -> int:
    with CaptureQueriesContext(connection) as queries:
        teacher.see("milestones/")
    return len(queries)


class TestAMilestone:
    def test_is_made(self, teacher: Teacher) -> None:
        page = teacher.do("milestones/new", display_name="First aid", is_given_by_hand="on")

        space = f"course:{teacher.course.pk}"
        [made] = milestones.milestones_in(space)
        assert (made.name, made.title, made.is_given_by_hand) == ("First aid", "First aid", True)
        assert page.redirect_chain[-1][0] == f"{teacher.page}milestones/{made.key}/"

    @pytest.mark.parametrize(
        "typed",
        [{"display_name": " "}, {"display_name": "x" * 201}, {"display_name": "a\x00b"}],
    )
    def test_that_makes_no_sense_is_not_made(self, teacher: Teacher, typed: dict[str, str]) -> None:
        page = teacher.do("milestones/new", **typed)

        assert page.status_code == 422
        assert 'href="#id_display_name"' in page.content.decode()

    def test_is_changed_and_keeps_its_short_name(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        teacher.do(f"milestones/{here.safety.key}/edit", display_name="Safety in the lab")

        found = milestones.milestone(here.safety.key)
        assert (found.name, found.title) == ("Lab safety", "Safety in the lab")

    def test_refuses_the_name_of_another(self, teacher: Teacher, here: MilestoneCourse) -> None:
        path = f"milestones/{here.safety.key}/edit"
        page = teacher.do(path, display_name="Lab safety", name="Field trip")

        assert page.status_code == 422

    @pytest.mark.parametrize(("act", "left"), [("off", 2), ("remove", 1)])
    def test_is_switched_off_with_what_asks_for_it_or_without(
        self, teacher: Teacher, here: MilestoneCourse, act: str, left: int
    ) -> None:
        teacher.do(f"milestones/{here.safety.key}/switch", act=act)

        assert here.safety.key not in milestones.milestones([here.safety.key])
        assert len(asked(here)) == left

    @pytest.mark.parametrize(("links", "left"), [("follow", 2), ("", 1)])
    def test_is_switched_on_with_what_asked_for_it_or_without(
        self, teacher: Teacher, here: MilestoneCourse, links: str, left: int
    ) -> None:
        teacher.do(f"milestones/{here.safety.key}/switch", act="off")
        teacher.do(f"milestones/{here.safety.key}/switch", act="on", links=links)

        assert milestones.milestone(here.safety.key).is_active
        assert len(asked(here)) == left

    def test_of_another_course_is_unknown(self, lms: Lms, here: MilestoneCourse) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})
        path = f"milestones/{here.safety.key}/"

        assert other.see(path).status_code == 404
        assert other.do(f"{path}edit", display_name="Mine").status_code in (403, 404)
        assert other.do(f"{path}switch", act="off").status_code in (403, 404)
        assert milestones.milestone(here.safety.key).title == "Lab safety"

    def test_is_given_under_a_condition_and_for_a_time(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        told = {
            "give-subject": str(subject_of_exam(here.exam)),
            "give-minimum_score": "62.5",
            "give-verified": "on",
            "give-when_lost": "keep",
            "give-holds_for_days": "365",
            "give-not_after": "2190-07-01T12:00",
            "give-zone": "Europe/Oslo",
        }
        page = text_of(teacher.do(f"milestones/{here.trip.key}/give", **told))

        assert "at least 62.5 % of the points, verified, not after 1 Jul 2190, 10:00 UTC" in page
        assert "365 days It is kept" in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("minimum_score", "101"),
            ("minimum_score", "NaN"),
            ("minimum_completion", "-1"),
            ("holds_for_days", "0"),
            ("zone", "Mars/Olympus"),
            ("subject", "exam:999999"),
        ],
    )
    def test_is_not_given_by_what_makes_no_sense(
        self, teacher: Teacher, here: MilestoneCourse, field: str, value: str
    ) -> None:
        told = {
            "give-subject": str(subject_of_exam(here.exam)),
            "give-when_lost": "keep",
            f"give-{field}": value,
        }
        page = teacher.do(f"milestones/{here.trip.key}/give", **told)

        assert page.status_code == 422
        assert f'href="#id_give-{field}"' in page.content.decode()
