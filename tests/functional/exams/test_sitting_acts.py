"""Buttons pressed twice, too late, from elsewhere, or for somebody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches.models import Launch
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import OURS
from tests.factories.sitting import Seat, at_a_seat, placed_exam

pytestmark = pytest.mark.django_db

ELSEWHERE = {"origin": "https://elsewhere.example"}


@pytest.fixture
def seat(lms: Lms) -> Seat:
    """Somebody before a timed exam of an hour."""
    placed_exam(lms)
    return at_a_seat(lms)


def attempt() -> exams.Attempt:
    return exams.Attempt.objects.latest("pk")


class TestEveryAct:
    @pytest.mark.parametrize("path", ["come-in", "begin", "act", "go-on-here", "confirm"])
    def test_leads_back_to_a_page_that_can_be_reloaded(self, seat: Seat, path: str) -> None:
        seat.begin()

        form = {"attempt": attempt().pk, "event": "stop", "honour": "yes"}
        response = seat.browser.post(f"{seat.address}{path}", form, headers=OURS)

        assert response.status_code == 302
        assert response["Location"].startswith(seat.address)

    def test_is_refused_when_another_site_sends_it(self, seat: Seat) -> None:
        response = seat.browser.post(f"{seat.address}come-in", headers=ELSEWHERE)

        assert response.status_code == 403
        assert not exams.Attempt.objects.exists()

    @pytest.mark.parametrize("path", ["come-in", "begin", "act", "go-on-here", "confirm"])
    def test_is_no_address_to_open(self, seat: Seat, path: str) -> None:
        assert seat.browser.get(f"{seat.address}{path}").status_code == 405

    @pytest.mark.parametrize("key", ["", "0", "-1", "x", "9" * 30, "١", "1\x00"])
    @pytest.mark.parametrize("path", ["begin", "go-on-here", "confirm"])
    def test_about_no_attempt_is_refused(self, seat: Seat, path: str, key: str) -> None:
        response = seat.send(path, attempt=key, honour="yes")

        assert response.status_code == 404

    @pytest.mark.parametrize("event", ["", "start", "complete", "admit", "x" * 5000, "\x00"])
    def test_that_learners_have_not_is_refused(self, seat: Seat, event: str) -> None:
        seat.begin()

        response = seat.send("act", event=event)

        assert response.status_code == 400
        assert attempt().state == "started"


class TestPressingTwice:
    def test_to_come_in_makes_one_attempt(self, seat: Seat) -> None:
        seat.do("come-in")
        seat.do("come-in")

        assert exams.Attempt.objects.count() == 1

    def test_to_begin_finds_the_clock_running_since_the_first(self, seat: Seat) -> None:
        seat.begin()
        started_at = attempt().started_at

        page = seat.do("begin", honour="yes")

        assert "Your exam is running" in page
        assert attempt().started_at == started_at

    def test_to_hand_in_gives_the_same_receipt(self, seat: Seat) -> None:
        seat.begin()
        form = {"event": "submit"}

        first, second = seat.do("act", **form), seat.do("act", **form)

        assert first == second
        assert attempt().receipt in first

    def test_to_stop_says_where_the_exam_is(self, seat: Seat) -> None:
        seat.begin()
        form = {"event": "stop"}
        seat.do("act", **form)

        assert "This is where your exam is now" in seat.do("act", **form)


class TestComingTooLate:
    def test_to_hand_in_shows_how_it_ended(self, seat: Seat) -> None:
        seat.begin()
        exams.Attempt.objects.update(started_at=timezone.now() - timedelta(hours=3))

        page = seat.do("act", event="submit")

        assert "Your time was up" in page

    def test_to_begin_an_exam_that_has_closed_starts_nothing(self, lms: Lms) -> None:
        exam = placed_exam(lms, closes_at=timezone.now() + timedelta(hours=1))
        seat = at_a_seat(lms)
        seat.do("come-in")
        past = timezone.now() - timedelta(minutes=1)
        exams.Exam.objects.filter(pk=exam.pk).update(closes_at=past)
        exams.Attempt.objects.update(closes_at=past)

        page = seat.do("begin", honour="yes")

        assert "The exam closed before you started" in page
        assert attempt().started_at is None


class TestSomebodyElse:
    def test_who_holds_the_number_of_an_attempt_cannot_act_on_it(
        self, lms: Lms, seat: Seat
    ) -> None:
        seat.begin()
        other = at_a_seat(lms, sub="person-2", name="Ben Other")

        response = other.send("act", event="submit")

        assert response.status_code == 404
        assert attempt().state == "started"

    def test_sees_nothing_of_it(self, lms: Lms, seat: Seat) -> None:
        seat.begin()

        page = at_a_seat(lms, sub="person-2", name="Ben Other").look()

        assert "You can begin" in page

    def test_in_another_browser_cannot_open_the_page(self, seat: Seat) -> None:
        assert Client().get(seat.address).status_code == 403

    def test_without_a_role_in_the_course_cannot_sit(self, lms: Lms, seat: Seat) -> None:
        guest = at_a_seat(lms, sub="person-3", roles=[])

        assert guest.browser.get(guest.address).status_code == 403
        assert guest.send("come-in").status_code == 403


class TestABrowserThatKeepsNoCookies:
    def test_is_sent_to_a_window_of_its_own_before_anything_begins(self, seat: Seat) -> None:
        Launch.objects.update(cookieless=True)

        response = seat.browser.post(f"{seat.address}come-in", headers=OURS)

        assert response["Location"] == f"{seat.launch}new-window/"
        assert not exams.Attempt.objects.exists()

    def test_is_told_why(self, seat: Seat) -> None:
        Launch.objects.update(cookieless=True)

        assert "the exam is sat in a window of its own" in seat.look()

    def test_does_not_show_an_exam_that_runs(self, seat: Seat) -> None:
        seat.begin()
        Launch.objects.update(cookieless=True)

        page = seat.look()

        assert "The exam goes on in a window of its own" in page
        assert "I am done" not in page


class TestASecondDevice:
    def test_asks_before_it_takes_over(self, lms: Lms, seat: Seat) -> None:
        seat.begin()

        page = at_a_seat(lms).look()

        assert "Your exam is open at another device" in page
        assert attempt().device_epoch == 1

    def test_takes_over_when_the_learner_goes_on_there(self, lms: Lms, seat: Seat) -> None:
        seat.begin()
        second = at_a_seat(lms)

        page = second.do("go-on-here")

        assert "Your exam is running" in page
        assert "Your exam is open at another device" in seat.look()

    def test_takes_the_older_one_its_buttons(self, lms: Lms, seat: Seat) -> None:
        seat.begin()
        at_a_seat(lms).do("go-on-here")

        page = seat.do("act", event="submit")

        assert "Your exam is open at another device" in page
        assert attempt().state == "started"

    def test_is_refused_where_the_exam_says_so(self, lms: Lms) -> None:
        placed_exam(lms, second_device="is-refused")
        at_a_seat(lms).begin()
        second = at_a_seat(lms)

        page = second.do("go-on-here")

        assert "they can free your seat" in page
        assert "Go on here" not in page
        assert attempt().device_epoch == 1

    def test_is_let_in_when_staff_have_freed_the_seat(self, lms: Lms) -> None:
        placed_exam(lms, second_device="is-refused")
        at_a_seat(lms).begin()
        exams.free_seat(attempt(), by=make.STAFF, reason="because", now=timezone.now())
        second = at_a_seat(lms)

        assert "no device has it open now" in second.look()
        assert "Your exam is running" in second.do("go-on-here")

    def test_joins_where_the_exam_says_so(self, lms: Lms) -> None:
        placed_exam(lms, second_device="may-join")
        first = at_a_seat(lms)
        first.begin()

        assert "Your exam is running" in at_a_seat(lms).look()
        assert "Your exam is running" in first.look()

    def test_takes_nothing_over_outside_the_exam_room(self, lms: Lms) -> None:
        rules = ({"rule": "addresses", "networks": ["192.0.2.0/24"]},)
        placed_exam(lms, access_rules=rules)
        at_a_seat(lms, Client(REMOTE_ADDR="192.0.2.7")).begin()
        outside = at_a_seat(lms, Client(REMOTE_ADDR="198.51.100.7"))

        page = outside.do("go-on-here")

        assert "this computer is not in its network" in page
        assert attempt().device_epoch == 1
