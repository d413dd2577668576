"""The list of attempts shows itself anew, and leaves alone what somebody does with it."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.browser.test_accessibility import TEACHER
from tests.factories import exams as make
from tests.factories.exams import LEARNER
from tests.factories.open_exam import look_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def door(launched: Callable[..., str]) -> str:
    """The address of a teacher's launch."""
    return launched(**TEACHER)


@pytest.fixture
def attempt(door: str) -> exams.Attempt:
    """The attempt of Ada, which runs."""
    course = launches.Launch.objects.get(key=door.split("/")[-2]).course
    assert course is not None
    now = timezone.now()
    return make.started(make.exam(course, now=now), make.person(course, "Ada"), now=now)


def test_shows_what_became_of_an_attempt(door: str, attempt: exams.Attempt, page: Page) -> None:
    page.goto(f"{door}attempts/")
    exams.submit(attempt, by=LEARNER, now=timezone.now())

    look_up(page)

    expect(page.get_by_role("row", name="Ada")).to_contain_text("Handed in")


def test_comes_by_itself(door: str, attempt: exams.Attempt, page: Page) -> None:
    page.clock.install()
    page.goto(f"{door}attempts/")
    expect(page.get_by_text("anew every 20 seconds")).to_be_visible()
    exams.submit(attempt, by=LEARNER, now=timezone.now())

    page.clock.run_for(21_000)

    expect(page.get_by_role("row", name="Ada")).to_contain_text("Handed in")


def test_keeps_the_filter_that_somebody_types_and_the_focus(
    door: str, attempt: exams.Attempt, page: Page
) -> None:
    page.goto(f"{door}attempts/?status=started")
    page.get_by_label("Name or e-mail").fill("ad")
    exams.submit(attempt, by=LEARNER, now=timezone.now())

    look_up(page)

    expect(page.get_by_text("No attempt fits.")).to_be_visible()
    expect(page.get_by_label("Name or e-mail")).to_be_focused()
    expect(page.get_by_label("Name or e-mail")).to_have_value("ad")


def test_keeps_the_focus_on_the_link_that_has_it(
    door: str, attempt: exams.Attempt, page: Page
) -> None:
    page.goto(f"{door}attempts/")
    page.get_by_role("link", name="Ada").focus()
    exams.submit(attempt, by=LEARNER, now=timezone.now())

    look_up(page)

    expect(page.get_by_role("row", name="Ada")).to_contain_text("Handed in")
    expect(page.get_by_role("link", name="Ada")).to_be_focused()


def test_is_stopped_by_a_button(door: str, attempt: exams.Attempt, page: Page) -> None:
    page.goto(f"{door}attempts/")
    page.get_by_role("button", name="Stop").click()
    exams.submit(attempt, by=LEARNER, now=timezone.now())

    look_up(page)
    expect(page.get_by_text("The list stands still.")).to_be_visible()
    expect(page.get_by_role("row", name="Ada")).to_contain_text("In progress")
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("row", name="Ada")).to_contain_text("Handed in")


def test_asks_nothing_while_it_is_hidden(door: str, attempt: exams.Attempt, page: Page) -> None:
    asked: list[str] = []
    page.clock.install()
    page.goto(f"{door}attempts/")
    expect(page.get_by_text("anew every 20 seconds")).to_be_visible()

    def count(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    page.route("**/attempts/**", count)
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.clock.run_for(120_000)

    assert asked == []


def test_says_so_where_the_connection_is_lost(
    door: str, attempt: exams.Attempt, page: Page
) -> None:
    page.goto(f"{door}attempts/")
    page.route("**/attempts/**", lambda route: route.abort())

    look_up(page)

    expect(page.get_by_text("No connection.")).to_be_visible()
    expect(page.get_by_role("row", name="Ada")).to_be_visible()
