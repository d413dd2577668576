"""Pages on which staff see how people stand, decide about them, and ask what if."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.journeys.record_milestones import (
    subject_of_course,
    subject_of_exam,
)
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make_exam
from tests.factories import milestones as make
from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse, own
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestTheListOfPeople:
    def test_says_whom_the_course_lets_in(self, teacher: Teacher, here: MilestoneCourse) -> None:
        ben = make_exam.person(here.course, "Ben Birch")
        here.award(ben, here.safety, here.trip)

        page = text_of(teacher.see("milestones/people/"))

        assert "Ada Example Is shut for them 1" in page
        assert "Ben Birch Lets them in 2" in page

    def test_says_who_holds_one_milestone(self, teacher: Teacher, here: MilestoneCourse) -> None:
        make_exam.person(here.course, "Ben Birch")

        page = text_of(teacher.see(f"milestones/people/?milestone={here.trip.key}"))

        assert "Ada Example Is shut for them 1 Reached" in page
        assert "Ben Birch Is shut for them 0 Not reached" in page

    @pytest.mark.parametrize("query", ["page=x", "page=-1", "milestone=x", "milestone=9" * 9, ""])
    def test_stays_whole_whatever_is_asked(
        self, teacher: Teacher, here: MilestoneCourse, query: str
    ) -> None:
        assert "1 learner" in text_of(teacher.see(f"milestones/people/?{query}"))

    def test_finds_somebody_by_name(self, teacher: Teacher, here: MilestoneCourse) -> None:
        make_exam.person(here.course, "Ben Birch")

        page = text_of(teacher.see("milestones/people/?search=birch"))

        assert "Ben Birch" in page
        assert "Ada Example" not in page

    def test_takes_as_many_queries_for_many_people_as_for_one(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        one = _queries(teacher)
        for number in range(10):
            here.award(make_exam.person(here.course, f"Learner {number}"), here.trip)

        assert _queries(teacher) == one


def _queries(teacher: Teacher) -> int:
    with CaptureQueriesContext(connection) as queries:
        teacher.see("milestones/people/")
    return len(queries)


class TestDeciding:
    def decide(
        self, teacher: Teacher, here: MilestoneCourse, what: str, **told: str
    ) -> tuple[int, str]:
        typed = {
            "milestone": str(here.safety.key),
            "verdict": what,
            "reason": "Passed elsewhere",
            "zone": "Europe/Oslo",
        }
        page = teacher.do(f"milestones/people/{here.ada.pk}/decide", **{**typed, **told})
        return page.status_code, text_of(page)

    @pytest.mark.parametrize(
        ("verdict", "state"), [("award", "earned"), ("waive", "waived"), ("revoke", None)]
    )
    def test_is_kept_with_its_reason(
        self, teacher: Teacher, here: MilestoneCourse, verdict: str, state: str | None
    ) -> None:
        status, page = self.decide(teacher, here, verdict)

        assert status == 200
        assert here.states(here.ada).get("Lab safety") == state
        assert ("“Passed elsewhere”" in page) is (state is not None)

    @pytest.mark.parametrize(
        ("verdict", "status", "words"),
        [("award", 422, "This course only asks for the milestone"), ("waive", 200, "Not asked of")],
    )
    def test_about_what_other_courses_give_is_a_waiver_or_none(
        self, teacher: Teacher, here: MilestoneCourse, verdict: str, status: int, words: str
    ) -> None:
        needed = milestones.Prerequisite(subject=make.course("999"), title="Course 999")
        mine = subject_of_course(here.course)
        theirs = milestones.add_prerequisite(mine, needed, by="staff:1", now=timezone.now())

        found, page = self.decide(teacher, here, verdict, milestone=str(theirs.key))

        assert (found, words in page) == (status, True)

    @pytest.mark.parametrize(("verdict", "status"), [("award", 422), ("waive", 200)])
    def test_about_what_is_switched_off_is_a_waiver_or_none(
        self, teacher: Teacher, here: MilestoneCourse, verdict: str, status: int
    ) -> None:
        milestones.remove_milestones([here.safety.key], by="staff:1", now=timezone.now())

        found, _ = self.decide(teacher, here, verdict)

        assert found == status

    def test_opens_the_gate(self, teacher: Teacher, here: MilestoneCourse) -> None:
        _, page = self.decide(teacher, here, "waive")

        assert "Open The course lets them in." in page

    def test_by_an_award_opens_no_gate_that_asks_for_points_and_the_form_says_so(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        more = own(here.course, "First aid", is_given_by_hand=True)
        make.asks(subject_of_course(here.course), more, condition=make.condition(minimum_score=60))
        here.award(here.ada, more)

        page = text_of(teacher.see(f"milestones/people/{here.ada.pk}/"))

        assert "Not met First aid: at least 60 % of the points are needed." in page
        assert "an award does not open the gate: waive it." in page

    def test_takes_away_and_lets_the_facts_decide_again(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        make.completed(here.ada.pk, subject_of_exam(here.exam), at=timezone.now())
        self.decide(teacher, here, "revoke")
        assert here.states(here.ada)["Lab safety"] == "revoked"

        self.decide(teacher, here, "let-facts-decide")

        assert here.states(here.ada)["Lab safety"] == "earned"

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"reason": " "}, "reason"),
            ({"verdict": "praise"}, "verdict"),
            ({"milestone": "999999"}, "milestone"),
            ({"until": "2020-01-01T00:00"}, "until"),
            ({"until": "9999-12-31T23:59"}, "until"),
            ({"zone": "Mars/Olympus"}, "zone"),
        ],
    )
    def test_names_the_field_that_makes_no_sense(
        self, teacher: Teacher, here: MilestoneCourse, told: dict[str, str], field: str
    ) -> None:
        status, _ = self.decide(teacher, here, "award", **told)

        assert status == 422
        assert here.states(here.ada) == {"Field trip": "earned"}


class TestWhatIf:
    def ask(self, teacher: Teacher, change: str, **told: str) -> str:
        return text_of(teacher.do("milestones/what-if", change=change, **told))

    def test_says_whom_less_would_let_in_and_keeps_nothing(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        wanted = milestones.Wanted(courses=[str(here.course.pk)], milestones=[here.safety.key])
        one = milestones.ties(wanted, now=timezone.now())[0]

        page = self.ask(teacher, f"drop:{one.key}")

        assert "0 of 1 learner comes in now; 1 would" in page
        assert "Would come in: Ada Example" in page
        assert one in milestones.ties(wanted, now=timezone.now())

    def test_says_whom_another_condition_would_shut_out(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        subject = subject_of_exam(here.exam)
        make.completed(here.ada.pk, subject, at=timezone.now(), score=50)
        wanted = milestones.Wanted(courses=[str(here.course.pk)], milestones=[here.safety.key])
        one = milestones.ties(wanted, now=timezone.now())[0]

        page = self.ask(teacher, f"change:{one.key}", minimum_score="60")

        assert "1 of 1 learner comes in now; 0 would" in page
        assert "Would be shut out: Ada Example" in page

    def test_says_whom_one_more_would_shut_out(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        here.award(here.ada, here.safety)
        more = own(here.course, "First aid", is_given_by_hand=True)

        page = self.ask(teacher, f"add:{more.key}")

        assert "Would be shut out: Ada Example" in page

    def test_refuses_what_nobody_could_meet(self, teacher: Teacher, here: MilestoneCourse) -> None:
        lost = own(here.course, "Given by nothing")

        assert "Nothing gives the milestone" in self.ask(teacher, f"add:{lost.key}")

    @pytest.mark.parametrize("change", ["drop:999999", "dance:1", "", "add:x"])
    def test_refuses_what_is_no_change(
        self, teacher: Teacher, here: MilestoneCourse, change: str
    ) -> None:
        assert teacher.do("milestones/what-if", change=change).status_code == 422


def test_people_of_the_course_alone_are_asked_about(
    lms: Lms, teacher: Teacher, here: MilestoneCourse
) -> None:
    other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})
    stranger: launches.Person = other.learner("Nobody of ours")

    assert str(stranger) not in text_of(teacher.see("milestones/people/"))
