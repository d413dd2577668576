"""The teacher's pages in a browser: looked at by axe, used by keyboard and mouse."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.browser.test_accessibility import DEEP_LINKING, TEACHER, look_at
from tests.factories import exams as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def door(launched: Callable[..., str]) -> str:
    """The address of a teacher's launch."""
    return launched(**TEACHER)


def filled(door: str) -> exams.Exam:
    """Return an exam with people in it, changed once and extended once, in the launched course."""
    course = launches.Launch.objects.get(key=door.split("/")[-2]).course
    assert course is not None
    now = timezone.now()
    exam = make.exam(
        course, now=now, opens_at=now - timedelta(days=1), due_at=now + timedelta(days=1)
    )
    for name in ("Ada Alder", "Ben Birch"):
        make.started(exam, make.person(course, name), now=now - timedelta(minutes=5))
    exams.extend_everyone(exam, seconds=300, by=make.STAFF, reason="Fire alarm", now=now)
    exams.edit_exam(exam, make.definition(limit_seconds=5_400), by=make.STAFF, now=now)
    person = exam.attempts.order_by("pk")[0].person
    grant = exams.Allowance(percent=25, exceptions=("own breaks",))
    exams.accommodate(person, exam, grant, by=make.STAFF, reason="Certificate", now=now)
    return exam


@pytest.mark.parametrize(
    "path",
    [
        "exams/",
        "exams/new",
        "exams/{exam}/",
        "exams/{exam}/edit",
        "exams/{exam}/readiness",
        "attempts/",
        "attempts/{attempt}/",
        "accommodations/",
    ],
)
def test_a_page_has_no_barrier(door: str, page: Page, path: str) -> None:
    exam = filled(door)
    attempt = exam.attempts.order_by("pk")[0]

    look_at(page, door + path.format(exam=exam.pk, attempt=attempt.pk))


def test_the_picker_has_no_barrier(launched: Callable[..., str], page: Page) -> None:
    door = launched(**TEACHER, **DEEP_LINKING)
    filled(door)

    look_at(page, door)


def test_the_choice_for_a_link_has_no_barrier(door: str, page: Page) -> None:
    filled(door)

    look_at(page, door)


def test_a_form_with_mistakes_has_no_barrier_and_its_summary_has_the_focus(
    door: str, page: Page
) -> None:
    page.goto(f"{door}exams/new")
    page.get_by_label("Time limit in minutes").fill("-5")
    page.get_by_role("button", name="Make the exam").click()

    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Title").click()
    expect(page.get_by_label("Title")).to_be_focused()


def test_an_exam_is_made_and_placed_by_keyboard_alone(door: str, page: Page) -> None:
    page.goto(door)
    page.get_by_role("button", name="Make an exam").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Title").focus()
    page.keyboard.type("Midterm")
    page.get_by_label("Time limit in minutes").focus()
    page.keyboard.type("90")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Midterm")
    expect(page.get_by_text("opens this exam")).to_be_visible()


def test_the_form_takes_the_zone_of_the_browser(door: str, page: Page) -> None:
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")

    page.goto(f"{door}exams/new")

    expect(page.get_by_label("Time zone")).to_have_value(zone)


def test_everybody_in_progress_gets_five_minutes(door: str, page: Page) -> None:
    exam = filled(door)
    before = exam.attempts.order_by("pk")[0].deadline
    page.goto(f"{door}exams/{exam.pk}/")

    page.locator("#id_all-seconds").fill("5")
    page.locator("#id_all-reason").fill("The projector failed")
    page.get_by_role("button", name="Give it to everyone").click()

    expect(page.get_by_text("The projector failed")).to_be_visible()
    after = exam.attempts.order_by("pk")[0].deadline
    assert after is not None
    assert before is not None
    assert after - before == timedelta(minutes=5)
