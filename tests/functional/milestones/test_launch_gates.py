"""Every launch in a course passes its gate: the course's, the link's and the exam's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.expire_milestones import expire_milestones
from lti_exams.journeys.record_milestones import (
    subject_of_course,
    subject_of_exam,
    subject_of_link,
)
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.ops.worker import KINDS
from tests.factories import milestones as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.milestones import BY, counted
from tests.factories.pages import text_of
from tests.factories.sitting import Seat, at_a_seat, placed_exam

pytestmark = pytest.mark.django_db

SHUT = "Not open for you yet"
BEGIN = "Continue to the instructions"
MISSING = "Lab safety: not reached yet."
ASSISTANT = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"


@pytest.fixture
def exam(lms: Lms) -> exams.Exam:
    return placed_exam(lms)


@pytest.fixture
def link(exam: exams.Exam) -> launches.Link:
    return launches.Link.objects.get()


@pytest.fixture
def safety() -> milestones.MilestoneValue:
    return make.milestone("safety", display_name="Lab safety", is_given_by_hand=True)


def opens(link: launches.Link, kind: str) -> None:
    launches.place(link, kind=kind, key="", now=timezone.now())


def needs(subject: milestones.Subject, goal: milestones.MilestoneValue) -> None:
    wanted = milestones.NewRequirement(subject=subject, milestone=goal.key)
    milestones.require([wanted], by=BY, now=timezone.now())


def give(goal: milestones.MilestoneValue, **told: Any) -> None:
    ada = launches.Person.objects.get(sub="ada")
    milestones.award([ada.pk], [goal.key], by=BY, now=timezone.now(), **told)


def ada(lms: Lms, **who: Any) -> Seat:
    return at_a_seat(lms, sub="ada", **who)


def home(seat: Seat) -> str:
    return text_of(seat.browser.get(seat.launch, follow=True))


def state(seat: Seat) -> bool:
    return seat.browser.get(f"{seat.launch}gate/state").json()["open"]


class TestACourseThatAsksForSomething:
    @pytest.fixture(autouse=True)
    def _asks(self, exam: exams.Exam, safety: milestones.MilestoneValue) -> None:
        needs(subject_of_course(exam.course), safety)

    def test_is_shut_for_a_launch_that_opens_its_dashboard(
        self, lms: Lms, link: launches.Link
    ) -> None:
        opens(link, "dashboard")

        page = home(ada(lms))

        assert SHUT in page
        assert MISSING in page

    def test_is_shut_for_a_launch_that_opens_an_exam(self, lms: Lms) -> None:
        seat = ada(lms)

        page = seat.look()

        assert MISSING in page
        assert BEGIN not in page
        assert "Continue" not in seat.do("come-in")
        assert not exams.Attempt.objects.exists()

    @pytest.mark.parametrize("role", [f"{MEMBERSHIP}Instructor", ASSISTANT])
    def test_never_locks_its_staff_out(self, lms: Lms, link: launches.Link, role: str) -> None:
        opens(link, "dashboard")

        seat = ada(lms, roles=[role])

        assert SHUT not in home(seat)
        assert state(seat)

    @pytest.mark.parametrize("roles", [[], ["http://example.org/roles#Visitor"]])
    def test_is_shut_for_whoever_is_nobody_in_particular(
        self, lms: Lms, link: launches.Link, roles: list[str]
    ) -> None:
        opens(link, "dashboard")

        assert SHUT in home(ada(lms, roles=roles))

    def test_opens_to_the_page_that_waits_with_the_next_question(
        self, lms: Lms, safety: milestones.MilestoneValue
    ) -> None:
        seat = ada(lms)
        before = state(seat)

        give(safety)

        assert (before, state(seat)) == (False, True)
        assert BEGIN in seat.look()

    def test_asks_the_database_six_times_each_second(self, lms: Lms) -> None:
        seat = ada(lms)
        with counted() as queries:
            state(seat)

        assert queries() <= 6

    def test_shuts_when_the_time_of_the_award_is_over_and_the_worker_notes_it(
        self, lms: Lms, safety: milestones.MilestoneValue
    ) -> None:
        ada(lms)
        now = timezone.now()
        give(safety, until=now + timedelta(hours=1))
        person, later = launches.Person.objects.get(sub="ada"), now + timedelta(hours=2)
        subjects = [subject_of_course(launches.Course.objects.get())]

        shut = milestones.gate(person.pk, subjects, now=later)
        noted = KINDS["milestones_expired"].work(now=later)

        assert [one.codes for one in shut.missing] == [("expired",)]
        assert KINDS["milestones_expired"].work is expire_milestones
        assert noted == 1
        holding = milestones.award_of(person.pk, safety.key, now=now)
        assert (holding.state, holding.decided_by) == (milestones.State.EXPIRED, "clock")

    def test_sends_nobody_away_who_is_in_the_middle_of_an_exam(
        self, lms: Lms, exam: exams.Exam, safety: milestones.MilestoneValue
    ) -> None:
        seat = ada(lms)
        give(safety)
        seat.begin()
        person = launches.Person.objects.get(sub="ada")
        milestones.revoke([person.pk], [safety.key], by=BY, now=timezone.now(), reason="x")

        again = ada(lms, browser=seat.browser)

        assert SHUT not in home(again)
        assert "I am done" in again.look()


class TestALinkThatAsksForSomething:
    def test_keeps_the_exam_shut_that_it_opens(
        self, lms: Lms, link: launches.Link, safety: milestones.MilestoneValue
    ) -> None:
        needs(subject_of_link(link), safety)
        seat = ada(lms)
        shut = seat.look()
        seat.do("come-in")

        give(safety)

        assert MISSING in shut
        assert not exams.Attempt.objects.exists()
        assert BEGIN in seat.look()

    def test_leaves_other_links_of_the_course_alone(
        self, lms: Lms, link: launches.Link, safety: milestones.MilestoneValue
    ) -> None:
        needs(subject_of_link(link), safety)
        opens(link, "dashboard")
        elsewhere = ada(lms, resource_link={"id": "another"})

        assert SHUT in home(ada(lms))
        assert SHUT not in home(elsewhere)


class TestAnExamThatAsksForSomething:
    def test_leaves_the_rest_of_the_course_open(
        self, lms: Lms, exam: exams.Exam, link: launches.Link, safety: milestones.MilestoneValue
    ) -> None:
        needs(subject_of_exam(exam), safety)
        shut = ada(lms).look()
        opens(link, "dashboard")

        assert MISSING in shut
        assert SHUT not in home(ada(lms))


class TestAnonymousVisitors:
    def test_are_let_in_by_no_gate_that_asks_for_nothing(self, exam: exams.Exam) -> None:
        subjects = [subject_of_course(exam.course), subject_of_exam(exam)]

        assert not milestones.gate(None, subjects, now=timezone.now()).is_open

    def test_have_no_launch_at_all(self, lms: Lms, exam: exams.Exam) -> None:
        answer = lms.launch(Client(), sub="")

        assert answer.status_code == 400
