"""What somebody is told while an exam runs, and after it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.sitting import at_a_seat, let, placed_exam

pytestmark = pytest.mark.django_db


class TestTheExamThatRuns:
    def test_tells_the_time_left_without_a_script(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)

        page = seat.begin()

        assert "1 hour left at" in page
        assert "Look again" in page

    def test_leads_to_questions_that_lie_outside(self, lms: Lms) -> None:
        placed_exam(lms, assessment="url:https://questions.example/paper/7")
        seat = at_a_seat(lms)
        seat.begin()

        page = seat.browser.get(seat.address).content.decode()

        assert 'href="https://questions.example/paper/7" target="_blank"' in page

    @pytest.mark.parametrize("address", ["url:javascript:alert(1)", "url:nowhere", "tool:9"])
    def test_leads_to_no_address_that_is_none(self, lms: Lms, address: str) -> None:
        placed_exam(lms, assessment=address)
        seat = at_a_seat(lms)
        seat.begin()

        page = seat.browser.get(seat.address).content.decode()

        assert "Open the questions" not in page
        assert "javascript:" not in page

    def test_says_that_it_is_paused_and_that_the_time_stands_still(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()

        let(exams.Event.PAUSE)

        assert "Your time stands still: you have 1 hour left" in seat.look()

    def test_asks_before_it_is_handed_in(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()

        page = seat.act("stop")

        assert "Hand in, or go on?" in page
        assert "Your exam is running" in seat.act("continue")


class TestTheResult:
    def test_has_a_receipt_with_its_code(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()

        page = seat.act("submit")

        assert "You have handed in" in page
        assert exams.Attempt.objects.get().receipt in page

    @pytest.mark.parametrize(
        ("finding", "words"),
        [
            (exams.Finding.WAIT, "Waiting for review"),
            (exams.Finding.FLAG, "Under review"),
            (exams.Finding.VERIFY, "Verified"),
            (exams.Finding.REJECT, "The attempt counts as zero points"),
        ],
    )
    def test_says_where_the_review_is(self, lms: Lms, finding: exams.Finding, words: str) -> None:
        placed_exam(lms, vendor="tool:1")
        seat = at_a_seat(lms)
        seat.do("come-in")
        let(exams.Event.ADMIT)
        seat.do("begin", honour="yes")
        seat.act("submit")

        exams.review(exams.Attempt.objects.get(), finding, by=make.SYSTEM, now=timezone.now())

        assert words in seat.look()

    def test_says_that_a_grade_is_on_its_way(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()
        seat.act("submit")
        now = timezone.now()
        attempt = exams.Attempt.objects.get()
        exams.record_score(
            attempt, exams.Score(1, 2), handed_in_at=now, by=make.ASSESSMENT, now=now
        )

        assert "The grade is on its way" in seat.look()

    def test_is_confirmed_by_the_learner_once(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()
        seat.act("submit")

        first = seat.do("confirm")
        at = exams.Attempt.objects.get().acknowledged_at
        seat.do("confirm")

        assert "You confirmed on" in first
        assert exams.Attempt.objects.get().acknowledged_at == at

    def test_says_that_the_time_ran_out_where_late_work_is_for_nothing(self, lms: Lms) -> None:
        placed_exam(lms, limit_seconds=1, grace_seconds=0, late_policy="does-not-count")
        seat = at_a_seat(lms)
        seat.begin()
        long_ago = timezone.now() - timedelta(hours=1)
        exams.Attempt.objects.update(started_at=long_ago, deadline=long_ago, acts_at=long_ago)

        page = seat.look()

        assert "Your time ran out" in page
        assert "No grade is given for the attempt" in page

    def test_says_that_the_exam_was_handed_in_when_the_time_was_up(self, lms: Lms) -> None:
        placed_exam(lms, limit_seconds=1, grace_seconds=0)
        seat = at_a_seat(lms)
        seat.begin()
        exams.Attempt.objects.update(started_at=timezone.now() - timedelta(hours=1))

        assert "Your time was up, so the exam was handed in for you" in seat.look()


class TestAnInterruptedExam:
    def test_says_that_it_is_not_counted_against_anybody(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()

        let(exams.Event.FAIL)

        assert "This is not counted against you" in seat.look()

    def test_goes_on_with_the_time_that_was_left_when_staff_let_it(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()
        let(exams.Event.FAIL)
        attempt = exams.Attempt.objects.get()
        exams.let_resume(attempt, by=make.STAFF, reason="because", now=timezone.now())

        assert "Go on with the time that was left" in seat.look()
        before = seat.look("before")
        assert "You can begin" in before
        assert "you go on with the one that was interrupted" in before
        assert "Your word" in seat.do("come-in")

    def test_that_never_started_says_that_it_used_up_nothing(self, lms: Lms) -> None:
        placed_exam(lms, closes_at=timezone.now() + timedelta(hours=1))
        seat = at_a_seat(lms)
        seat.do("come-in")
        exams.Attempt.objects.update(closes_at=timezone.now() - timedelta(minutes=1))

        assert "this used up none of your attempts" in seat.look()
