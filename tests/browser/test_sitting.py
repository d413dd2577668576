"""A learner sits an exam in Chromium, also by keyboard alone and without a script."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.open_exam import OpenExam, look_up, news, open_exam

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUNNING = "Final exam"
DONE = "You have handed in"


@pytest.fixture
def opened(page: Page, lms: Lms, launched: Callable[..., str]) -> OpenExam:
    """A tab before a timed exam of an hour."""
    return open_exam(page, lms, launched)


class TestTheWholeWay:
    def test_leads_from_the_link_to_a_receipt(self, opened: OpenExam) -> None:
        opened.begin()
        opened.press("I am done")
        opened.press("Hand in now")

        opened.shows(DONE)
        expect(opened.page.locator("#receipt")).to_have_text(opened.attempt.receipt)

    def test_can_be_gone_by_keyboard_alone(self, opened: OpenExam) -> None:
        page = opened.page
        page.set_viewport_size({"width": 400, "height": 500})

        reach(page, "Continue to the instructions").press("Enter")
        opened.shows("Instructions")
        reach(page, "I sit this exam myself").press("Space")
        reach(page, "Start: my time runs from now").press("Enter")
        opened.shows(RUNNING)
        reach(page, "I am done").press("Enter")
        opened.shows("Hand in, or go on?")
        reach(page, "Hand in now").press("Enter")

        opened.shows(DONE)

    def test_needs_no_script(self, chromium: Browser, opened: OpenExam) -> None:
        context = chromium.new_context(java_script_enabled=False)
        context.add_cookies(opened.page.context.cookies())
        plain = OpenExam(context.new_page(), opened.address, opened.exam)

        plain.begin()
        assert "1 hour left at" in plain.page.get_by_role("timer").inner_text()
        plain.press("I am done")
        plain.press("Hand in now")

        plain.shows(DONE)
        context.close()


def reach(page: Page, words: str) -> Any:
    """Tab until what says this has the focus, and make sure that it can be seen there."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if words in focused.evaluate("one => (one.labels?.[0] ?? one).textContent"):
            assert focused.evaluate(IS_IN_SIGHT), f"“{words}” lies under something"
            return focused
    raise AssertionError(f"“{words}” cannot be reached by keyboard")


IS_IN_SIGHT = """one => {
    const box = one.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return one.contains(there) || (one.labels?.[0]?.contains(there) ?? false);
}"""


def behind(*, times: int) -> Callable[[Route], None]:
    """Answer the first heartbeats with two seconds that the page's own clock may have counted."""
    left = iter(range(times))

    def answer(route: Route) -> None:
        if next(left, None) is None:
            return route.continue_()
        return route.fulfill(json={"seconds": 2, "status": "started", "here": True})

    return answer


class TestTheClockOfThePage:
    def test_counts_down(self, opened: OpenExam) -> None:
        opened.begin()
        timer = opened.page.get_by_role("timer")

        expect(timer).to_have_text("00:59:57 left", timeout=10_000)

    def test_can_be_hidden_and_stays_hidden(self, opened: OpenExam) -> None:
        opened.begin()

        opened.press("Hide the time")
        opened.page.reload()

        expect(opened.page.get_by_role("button", name="Show the time")).to_be_visible()
        expect(opened.page.get_by_role("timer")).to_be_hidden()

    def test_is_read_out_when_it_is_asked_for(self, opened: OpenExam) -> None:
        opened.begin()

        opened.press("Time left")

        expect(news(opened.page)).to_have_text(re.compile("^(1 hour|59 minutes) left$"))

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [(601, "10 minutes"), (301, "5 minutes"), (61, "1 minute"), (31, "30 seconds")],
    )
    def test_is_told_politely_at_certain_times(
        self, opened: OpenExam, seconds: int, words: str
    ) -> None:
        opened.begin()
        started_at = timezone.now() - timedelta(seconds=3600 - seconds - 2)
        exams.Attempt.objects.update(started_at=started_at)
        opened.page.reload()

        expect(news(opened.page)).to_have_text(f"{words} left", timeout=10_000)
        expect(news(opened.page)).to_have_attribute("aria-live", "polite")

    def test_is_put_right_by_the_server_when_the_page_comes_into_sight(
        self, opened: OpenExam
    ) -> None:
        opened.begin()
        opened.page.wait_for_load_state("networkidle")

        exams.extend(
            opened.attempt, seconds=600, by=make.STAFF, reason="because", now=timezone.now()
        )
        look_up(opened.page)

        expect(news(opened.page)).to_contain_text("You were given more time")
        expect(opened.page.get_by_role("timer")).to_contain_text("01:09:")

    def test_learns_of_an_extension_within_half_a_minute_by_itself(self, opened: OpenExam) -> None:
        opened.page.clock.install()
        opened.begin()
        opened.page.wait_for_load_state("networkidle")

        exams.extend(
            opened.attempt, seconds=600, by=make.STAFF, reason="because", now=timezone.now()
        )

        opened.page.clock.fast_forward(26_000)

        expect(news(opened.page)).to_contain_text("You were given more time", timeout=4_000)

    def test_does_not_believe_the_clock_of_the_computer(self, opened: OpenExam) -> None:
        opened.page.add_init_script("Date.now = () => 0;")
        opened.begin()

        expect(opened.page.get_by_role("timer")).to_contain_text("00:59:")

    def test_shows_how_it_ended_when_the_time_is_up(
        self, page: Page, lms: Lms, launched: Callable[..., str]
    ) -> None:
        opened = open_exam(page, lms, launched, limit_seconds=3, grace_seconds=0)
        page.route("**/present", behind(times=2))

        opened.begin()

        opened.shows(DONE, within=20)
        expect(opened.page.get_by_text("Your time was up")).to_be_visible()
