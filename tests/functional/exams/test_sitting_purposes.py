"""Rehearsals, practice and previews: the real pages, and nothing that counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import TEACHER
from tests.factories.sitting import Seat, at_a_seat, placed_exam

pytestmark = pytest.mark.django_db

TEST_USER = [
    f"{MEMBERSHIP}Learner",
    "http://purl.imsglobal.org/vocab/lti/system/person#TestUser",
]


def rehearsing(lms: Lms) -> Seat:
    seat = at_a_seat(lms)
    return Seat(seat.browser, seat.launch, way="exam/rehearsal/")


def previewing(lms: Lms, exam: exams.Exam) -> Seat:
    seat = at_a_seat(lms, **TEACHER)
    return Seat(seat.browser, seat.launch, way=f"exams/{exam.pk}/preview/")


class TestARehearsal:
    def test_is_offered_before_the_exam(self, lms: Lms) -> None:
        placed_exam(lms)

        assert "Rehearse the exam" in at_a_seat(lms).look()

    def test_uses_up_no_attempt(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = rehearsing(lms)
        seat.begin()
        seat.act("submit")

        assert "Attempts left 1 of 1" in Seat(seat.browser, seat.launch).look()

    def test_says_on_each_page_that_it_does_not_count(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = rehearsing(lms)

        pages = [seat.look(), seat.do("come-in"), seat.do("begin", honour="yes")]

        assert all("It does not count, and you can repeat it" in page for page in pages)

    def test_ends_with_a_report_on_what_works(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = rehearsing(lms)
        seat.begin()
        exams.note_seen(exams.Attempt.objects.get().pk, now=timezone.now())

        page = seat.act("submit")

        assert "You are ready" in page

    def test_says_what_did_not_work(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = rehearsing(lms)
        seat.begin()

        page = seat.act("submit")

        assert "Not everything worked" in page
        assert "Switch JavaScript on" in page

    def test_says_what_stands_against_the_exam_itself(self, lms: Lms) -> None:
        rules = ({"rule": "addresses", "networks": ["192.0.2.0/24"]},)
        placed_exam(lms, access_rules=rules)
        seat = rehearsing(lms)
        seat.begin()

        assert "this computer is not in its network" in seat.act("submit")

    def test_shows_none_of_the_questions(self, lms: Lms) -> None:
        tomorrow = timezone.now() + timedelta(days=1)
        placed_exam(lms, opens_at=tomorrow, assessment="url:https://quiz.example/paper")
        seat = rehearsing(lms)

        assert "A rehearsal shows none of them" in seat.begin()
        assert "quiz.example" not in seat.browser.get(seat.address).content.decode()
        assert "This is where your exam is now" in seat.do("questions")

    def test_can_be_repeated(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = rehearsing(lms)
        seat.begin()
        seat.act("submit")

        page = seat.do("act", event="reset")

        assert "You can begin" in page


class TestAPracticeExam:
    def test_is_taken_back_by_the_learner_alone(self, lms: Lms) -> None:
        placed_exam(lms, kind=exams.Kind.PRACTICE)
        seat = at_a_seat(lms)
        seat.begin()

        page = seat.act("submit")

        assert "Practise again" in page
        assert "You can begin" in seat.do("act", event="reset")

    def test_says_that_nothing_of_it_is_graded(self, lms: Lms) -> None:
        placed_exam(lms, kind=exams.Kind.PRACTICE)
        seat = at_a_seat(lms)
        seat.begin()

        assert "Nothing of it is graded or sent" in seat.act("submit")


class TestAPreview:
    def test_goes_through_the_real_pages_under_a_banner(self, lms: Lms) -> None:
        seat = previewing(lms, placed_exam(lms))

        pages = [
            seat.look(),
            seat.do("come-in"),
            seat.do("begin", honour="yes"),
            seat.act("stop"),
            seat.act("submit"),
        ]

        assert all("Nothing you do here is sent" in page for page in pages)
        assert "You have handed in" in pages[-1]

    def test_makes_an_attempt_that_is_a_preview(self, lms: Lms) -> None:
        seat = previewing(lms, placed_exam(lms))

        seat.begin()

        assert exams.Attempt.objects.get().purpose == "preview"

    def test_goes_past_the_proctoring(self, lms: Lms) -> None:
        seat = previewing(lms, placed_exam(lms, vendor="tool:1"))

        assert "Your word" in seat.do("come-in")

    def test_is_refused_to_a_learner(self, lms: Lms) -> None:
        exam = placed_exam(lms)
        seat = at_a_seat(lms)

        response = seat.browser.get(f"{seat.launch}exams/{exam.pk}/preview/")

        assert response.status_code == 403

    def test_of_an_exam_of_another_course_is_of_none(self, lms: Lms) -> None:
        seat = previewing(lms, placed_exam(lms))

        for key in (0, 99_999, 10**30):
            response = seat.browser.get(f"{seat.launch}exams/{key}/preview/")
            assert response.status_code == 404

    def test_lets_no_learner_past_the_proctoring(self, lms: Lms) -> None:
        placed_exam(lms, vendor="tool:1")
        seat = at_a_seat(lms)
        seat.do("come-in")

        response = seat.send("admit")

        assert response.status_code == 403
        assert exams.Attempt.objects.get().state == "created"


class TestATestUser:
    def test_is_told_that_nothing_is_sent(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms, roles=TEST_USER)
        seat.begin()

        page = seat.act("submit")

        assert "You are here as a test user" in page
        assert "Nothing of it is graded or sent" in page
        assert exams.Attempt.objects.get().is_test_user
