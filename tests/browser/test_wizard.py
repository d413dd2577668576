"""The wizard in a browser: two windows at once, by keyboard and mouse, looked at by axe."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters
from tests.browser.test_accessibility import TEACHER, findings, look_at
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.lms import MEMBERSHIP

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADA, BEN = "Ada Example", "Ben Example"


@pytest.fixture
def door(launched: Callable[..., str]) -> str:
    """The address of a teacher's launch in a course that has results."""
    door = launched(**TEACHER)
    course = course_of(door)
    now = timezone.now()
    columns = [book.column(course, title, now=now) for title in ("Essay", "Report")]
    people = {make.person(course, ADA): [80, 70], make.person(course, BEN): [60, 20]}
    book.grades(columns, people, now=now)
    return door


def course_of(door: str) -> launches.Course:
    course = launches.Launch.objects.get(key=door.split("/")[-2]).course
    assert course is not None
    return course


def begin(page: Page, door: str) -> None:
    """Go from the dashboard to the list of plugins."""
    page.goto(f"{door}dashboard/")
    page.get_by_role("link", name="Qualified for the final exam").click()
    page.get_by_role("button", name="Begin").or_(page.get_by_role("button", name="Change")).click()


def choose(page: Page, plugin: str) -> None:
    page.get_by_role("radio", name=plugin).check()
    page.get_by_role("button", name="Go on").click()


def row(page: Page, name: str) -> str:
    return page.get_by_role("row").filter(has_text=name).inner_text()


def test_two_windows_at_once_do_not_meet(door: str, page: Page, context: BrowserContext) -> None:
    """The workflow of the ancestor: plugin, its page, preview, save, twice at the same time."""
    other = context.new_page()
    begin(page, door)
    begin(other, door)
    choose(page, "Enough points")
    choose(other, "By hand")
    page.get_by_label("Points that are enough").fill("100")
    other.get_by_role("radio", name="Nobody").check()
    page.get_by_role("button", name="Save and look at the preview").click()
    other.get_by_role("button", name="Save and look at the preview").click()

    assert "Qualified" in row(page, ADA)
    assert "20 missing" in row(page, BEN)
    assert "Not qualified" in row(other, ADA)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Points that are enough")).to_have_value("100")
    page.get_by_role("button", name="Save and look at the preview").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Ready", exact=True).first).to_be_visible()
    other.get_by_role("button", name="Save", exact=True).click()

    plugins = qualifications.statuses_of(course_of(door)).values_list("plugin", flat=True)
    assert list(plugins) == ["lti_exams.manual", "lti_exams.points"]


def test_a_course_that_is_new_here_shows_its_plugins_by_itself(
    launched: Callable[..., str], page: Page
) -> None:
    door = launched(**TEACHER)
    course, now = course_of(door), timezone.now()
    rosters.ask(course, now=now)
    begin(page, door)
    expect(page.get_by_text("just being read from the LMS")).to_be_visible()

    make.person(course, ADA)
    rosters.Roster.objects.update(read_at=now, due_at=None)

    expect(page.get_by_role("radio", name="By hand")).to_be_visible()


def test_a_large_course_is_gone_through_part_by_part_by_itself(
    door: str, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lti_exams.journeys.qualify_students.LARGE", 1)
    parts: list[str | None] = []
    page.on("request", lambda one: parts.append(one.post_data) if "/compute" in one.url else None)
    begin(page, door)

    choose(page, "All assignments passed")

    expect(page.get_by_role("heading", name="This is who would qualify")).to_be_visible()
    assert len(parts) == 2
    assert not any(parts)

    with page.expect_request("**/saving") as asked:
        page.get_by_role("button", name="Save", exact=True).click()
    assert asked.value.method == "POST"
    expect(page.get_by_text("Ready", exact=True).first).to_be_visible()
    assert qualifications.statuses_of(course_of(door)).count() == 1


def test_the_enter_key_goes_on_with_rules_of_ones_own(door: str, page: Page) -> None:
    begin(page, door)
    choose(page, "Rules of your own")
    page.get_by_label("Points to add up").fill("Essay")
    page.get_by_label("At least").fill("70")

    page.get_by_label("At least").press("Enter")

    expect(page.get_by_role("heading", name="This is who would qualify")).to_be_visible()


def test_a_run_begins_again_with_the_plugin_of_the_last_time(door: str, page: Page) -> None:
    for _ in range(2):
        begin(page, door)
        choose(page, "Chosen assignments passed")
        page.get_by_role("checkbox", name="Report").uncheck()
        page.get_by_role("button", name="Save and look at the preview").click()
        page.get_by_role("button", name="Save", exact=True).click()
    begin(page, door)

    expect(page.get_by_role("radio", name="Chosen assignments passed")).to_be_checked()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("checkbox", name="Report")).not_to_be_checked()


def test_the_pages_of_the_wizard_have_no_barrier(door: str, page: Page) -> None:
    begin(page, door)
    assert findings(page) == []
    for plugin in ("Rules of your own", "By hand", "Enough points"):
        choose(page, plugin)
        look_at(page, page.url)
        if plugin != "Enough points":
            page.get_by_role("button", name="Back").click()
    page.get_by_label("Points that are enough").fill("100")
    page.get_by_role("button", name="Save and look at the preview").click()
    look_at(page, f"{page.url}?limit=80")
    page.get_by_role("button", name="Save", exact=True).click()


def test_the_pages_of_the_lists_have_no_barrier(
    door: str, page: Page, launched: Callable[..., str]
) -> None:
    begin(page, door)
    choose(page, "All assignments passed")
    page.get_by_role("button", name="Save", exact=True).click()
    look_at(page, f"{door}qualification/")
    page.get_by_role("button", name="The students and the reasons").click()
    look_at(page, page.url)
    ben = course_of(door).memberships.get(person__name=BEN).person

    learner = launched(sub=ben.sub, name=BEN, roles=[f"{MEMBERSHIP}Learner"])
    look_at(page, f"{learner}qualification/mine")
