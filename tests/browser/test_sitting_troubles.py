"""What comes between a learner and the end of an exam: others, a hurry, a lost network."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.open_exam import OpenExam, look_up, news, open_exam
from tests.factories.sitting import let

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUNNING = "Final exam"
DONE = "You have handed in"


@pytest.fixture
def opened(page: Page, lms: Lms, launched: Callable[..., str]) -> OpenExam:
    """A tab before a timed exam of an hour."""
    return open_exam(page, lms, launched)


class TestWhatHappensElsewhere:
    def test_a_pause_and_its_end_reach_the_page(self, opened: OpenExam) -> None:
        opened.begin()

        let(exams.Event.PAUSE)
        look_up(opened.page)
        opened.shows("Your exam is paused")
        let(exams.Event.RESUME)

        opened.shows(RUNNING, within=30)

    def test_the_wait_for_proctoring_ends_by_itself(
        self, page: Page, lms: Lms, launched: Callable[..., str]
    ) -> None:
        opened = open_exam(page, lms, launched, vendor="tool:1")
        opened.come_in()
        opened.shows("First the proctoring service")

        let(exams.Event.ADMIT)

        opened.shows("Instructions", within=30)

    def test_a_second_tab_goes_on_and_the_first_follows(
        self, opened: OpenExam, context: BrowserContext
    ) -> None:
        opened.begin()
        second = OpenExam(context.new_page(), opened.address, opened.exam)
        second.page.goto(opened.address)
        second.press("I am done")
        second.press("Hand in now")
        second.shows(DONE)

        look_up(opened.page)

        opened.shows(DONE)

    def test_an_older_device_is_told_that_a_newer_one_took_over(
        self, opened: OpenExam, lms: Lms, chromium: Browser, launched: Callable[..., str]
    ) -> None:
        opened.begin()
        exams.take_seat(opened.attempt, "another", by=make.LEARNER, now=timezone.now())

        look_up(opened.page)
        opened.shows("Your exam is open at another device")
        opened.press("Go on here")

        opened.shows(RUNNING)


class TestWhatPeopleDoInAHurry:
    def test_a_double_click_hands_in_once(self, opened: OpenExam) -> None:
        opened.begin()
        opened.press("I am done")

        opened.page.get_by_role("button", name="Hand in now").dblclick()

        opened.shows(DONE)
        assert exams.Attempt.objects.get().state == "submitted"

    def test_what_a_button_leads_to_is_not_cut_short_by_news(self, opened: OpenExam) -> None:
        opened.page.clock.install()
        opened.begin()
        opened.page.wait_for_load_state("networkidle")
        # A button whose answer takes its time: the page stays until it is there.
        opened.page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
        opened.press("I am done")

        let(exams.Event.PAUSE)
        with opened.page.expect_response("**/present"):
            look_up(opened.page)
        with opened.page.expect_response("**/present"):
            look_up(opened.page)
        opened.shows(RUNNING)
        opened.page.clock.fast_forward(11_000)

        opened.shows("Your exam is paused")

    def test_nor_is_one_that_was_pressed_before_the_page_could_hear_it(
        self, opened: OpenExam
    ) -> None:
        opened.page.clock.install()
        late: list[Route] = []

        def hold(route: Route) -> None:
            late.append(route)

        opened.page.route("**/presence*.js", hold)
        opened.begin()
        opened.page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
        opened.press("I am done")

        let(exams.Event.PAUSE)
        with opened.page.expect_response("**/present"):
            late[-1].continue_()
        opened.page.wait_for_load_state("networkidle")
        opened.shows(RUNNING)
        opened.page.clock.fast_forward(6_000)

        opened.shows("Your exam is paused")

    def test_back_after_handing_in_shows_the_receipt(self, opened: OpenExam) -> None:
        opened.begin()
        opened.press("I am done")
        opened.press("Hand in now")
        opened.shows(DONE)

        opened.page.go_back()

        opened.shows(DONE)

    def test_reloading_sends_nothing_again(self, opened: OpenExam) -> None:
        opened.begin()
        started_at = opened.attempt.started_at
        opened.page.on("dialog", lambda dialog: dialog.accept())

        opened.page.reload()

        opened.shows(RUNNING)
        assert opened.attempt.started_at == started_at

    def test_leaving_by_accident_is_asked_about(self, opened: OpenExam) -> None:
        opened.begin()
        opened.page.wait_for_load_state("networkidle")
        asked = []
        opened.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        # Browsers ask only somebody who has touched the page.
        opened.press("Time left")

        opened.page.goto("about:blank")

        assert asked == ["beforeunload"]

    def test_a_lost_network_is_told_and_found_again(
        self, opened: OpenExam, context: BrowserContext
    ) -> None:
        opened.begin()
        opened.page.wait_for_load_state("networkidle")

        context.set_offline(True)
        look_up(opened.page)
        expect(news(opened.page)).to_contain_text("No connection. Keep working")
        context.set_offline(False)

        expect(news(opened.page)).to_have_text("The connection is back.", timeout=10_000)

    def test_a_wrong_password_takes_the_focus_to_what_went_wrong(
        self, page: Page, lms: Lms, launched: Callable[..., str]
    ) -> None:
        rules = ({"rule": "password", "password": "oak"},)
        opened = open_exam(page, lms, launched, access_rules=rules)

        page.get_by_label("Password of the exam").fill("elm")
        opened.press("Continue to the instructions")

        expect(page.get_by_role("alert")).to_be_focused()

    def test_the_hour_where_the_visitor_is_stands_beside_ours(
        self, chromium: Browser, lms: Lms, page: Page, launched: Callable[..., str]
    ) -> None:
        opened = open_exam(page, lms, launched, closes_at=timezone.now() + timedelta(days=1))
        context = chromium.new_context(timezone_id="Asia/Kolkata", locale="en")
        context.add_cookies(page.context.cookies())
        there = context.new_page()

        there.goto(opened.address)

        expect(there.locator("time")).to_contain_text("GMT+5:30 where you are")
        context.close()
