"""What somebody is told before an exam."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.proctoring import null_vendor
from tests.factories.sitting import at_a_seat, let, placed_exam

pytestmark = pytest.mark.django_db

BEGIN = "Continue to the instructions"


class TestTheLink:
    def test_opens_the_exam_for_a_learner(self, lms: Lms) -> None:
        placed_exam(lms, title="Botany, part two")
        seat = at_a_seat(lms)

        page = seat.browser.get(seat.launch, follow=True)

        assert page.redirect_chain[-1][0] == seat.address
        assert "Botany, part two" in page.content.decode()

    def test_is_never_kept_by_a_cache(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)

        assert "no-store" in seat.browser.get(seat.address)["Cache-Control"]

    def test_that_opens_no_exam_says_so(self, lms: Lms) -> None:
        assert "exam-unknown" in at_a_seat(lms).look()


class TestThePageBefore:
    def test_tells_the_time_that_this_person_has(self, lms: Lms) -> None:
        exam = placed_exam(lms)
        seat = at_a_seat(lms)
        ada = launches.Person.objects.get(sub="person-1")
        exams.accommodate(
            ada,
            exam,
            exams.Allowance(percent=25),
            by=make.STAFF,
            reason="because",
            now=timezone.now(),
        )

        assert "Time for you 1 hour 15 minutes" in seat.look()

    def test_tells_the_hours_with_their_zone(self, lms: Lms) -> None:
        closes = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
        placed_exam(lms, closes_at=closes)

        assert f"Closes {closes:%A} {closes.day} {closes:%B %Y, %H:%M} UTC" in at_a_seat(lms).look()

    def test_tells_how_many_attempts_are_left(self, lms: Lms) -> None:
        placed_exam(lms, attempts_allowed=3)
        seat = at_a_seat(lms)
        seat.begin()
        seat.act("submit")

        assert "Attempts left 2 of 3" in seat.look("before")

    def test_names_what_somebody_needs(self, lms: Lms) -> None:
        placed_exam(lms, vendor="tool:1")

        assert "a document with your picture" in at_a_seat(lms).look()

    def test_gives_every_reason_why_not_and_nothing_to_begin_with(self, lms: Lms) -> None:
        tomorrow = timezone.now() + timedelta(days=1)
        rules = (
            {"rule": "addresses", "networks": ["192.0.2.0/24"]},
            {"rule": "safe-exam-browser", "keys": ["a" * 64]},
        )
        placed_exam(lms, opens_at=tomorrow, access_rules=rules)

        page = at_a_seat(lms).look()

        assert "The exam has not opened yet" in page
        assert "this computer is not in its network" in page
        assert "this is another browser" in page
        assert BEGIN not in page

    def test_says_when_nothing_is_left_of_the_attempts(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()
        seat.act("submit")

        assert "You have used all the attempts" in seat.look("before")

    def test_says_when_the_exam_has_closed(self, lms: Lms) -> None:
        yesterday = timezone.now() - timedelta(days=1)
        placed_exam(lms, closes_at=yesterday)

        page = at_a_seat(lms).look()

        assert "The exam has closed" in page
        assert BEGIN not in page

    def test_leads_back_to_an_exam_that_runs(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.begin()

        response = seat.browser.get(f"{seat.address}before")

        assert response["Location"] == seat.address


class TestThePassword:
    RULES = ({"rule": "password", "password": "oak"},)

    def test_is_asked_where_the_exam_has_one(self, lms: Lms) -> None:
        placed_exam(lms, access_rules=self.RULES)

        page = at_a_seat(lms).look()

        assert "Password of the exam" in page
        assert BEGIN in page

    def test_lets_in_whoever_knows_it(self, lms: Lms) -> None:
        placed_exam(lms, access_rules=self.RULES)

        assert "Your word" in at_a_seat(lms).do("come-in", password="oak")

    def test_that_is_wrong_is_asked_again(self, lms: Lms) -> None:
        placed_exam(lms, access_rules=self.RULES)

        page = at_a_seat(lms).do("come-in", password="elm")

        assert "This is not the password of the exam" in page
        assert not exams.Attempt.objects.exists()

    def test_cannot_be_guessed_at_will(self, lms: Lms) -> None:
        placed_exam(lms, access_rules=self.RULES)
        seat = at_a_seat(lms)

        statuses = [seat.send("come-in", password="elm").status_code for _ in range(12)]

        assert 429 in statuses
        assert not exams.Attempt.objects.exists()


class TestTheInstructions:
    def test_are_those_of_the_exam_as_text(self, lms: Lms) -> None:
        placed_exam(lms, instructions="<b>Answer</b> three questions.")
        seat = at_a_seat(lms)
        seat.do("come-in")

        assert "<b>Answer</b> three questions." in seat.look()

    def test_start_nothing_without_the_word_of_the_learner(self, lms: Lms) -> None:
        placed_exam(lms)
        seat = at_a_seat(lms)
        seat.do("come-in")

        page = seat.do("begin")

        assert "There is a problem" in page
        assert exams.Attempt.objects.get().state == "created"

    def test_offer_to_decline_where_the_exam_does(self, lms: Lms) -> None:
        placed_exam(lms, may_opt_out=True)
        seat = at_a_seat(lms)
        seat.do("come-in")

        assert "Decline this exam" in seat.look()
        assert "You have declined this exam" in seat.act("decline")


class TestAnExamThatAVendorGuards:
    def test_asks_for_onboarding_and_leads_to_no_gate(self, lms: Lms) -> None:
        vendor = null_vendor().reference
        final = placed_exam(lms, kind=exams.Kind.PROCTORED, vendor=vendor)
        first = {"slug": "first", "kind": exams.Kind.ONBOARDING, "vendor": vendor}
        make.exam(final.course, now=timezone.now(), **first)
        seat = at_a_seat(lms)

        page = seat.browser.get(seat.address)

        assert "Sit the onboarding exam of this course first." in text_of(page)
        # That page would be open, and send them back here every second.
        assert "gate-watch" not in page.content.decode()
        assert "See how to get in" not in text_of(page)

    def test_says_what_to_do_where_the_vendor_lets_nobody_in(self, lms: Lms) -> None:
        placed_exam(lms, vendor="tool:1")

        page = at_a_seat(lms).do("come-in")

        assert "they can let you in by hand" in page

    def test_goes_on_when_staff_let_somebody_in(self, lms: Lms) -> None:
        placed_exam(lms, vendor="tool:1")
        seat = at_a_seat(lms)
        seat.do("come-in")

        let(exams.Event.ADMIT)

        assert "Your word" in seat.look()
