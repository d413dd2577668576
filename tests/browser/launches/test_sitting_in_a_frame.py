"""A whole sitting inside the LMS's frame, and as much of it as goes without any cookie."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.launches.models import Launch
from tests.browser.launches.test_in_a_frame import launched
from tests.factories import exams as make
from tests.factories.open_exam import look_up
from tests.factories.university import University

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., BrowserContext]


def shows(page: Page | FrameLocator, heading: str) -> None:
    # A busy machine takes its time for a second browser and the way over platform storage.
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=30_000)


def placed(context: BrowserContext, university: University) -> exams.Exam:
    """Let the link open an exam, once the first has come by it, as its teacher would."""
    page, frame = launched(context, university, "Mira Maple")
    shows(frame, "Choose what this link opens")
    page.close()
    link = launches.Link.objects.get()
    exam = make.exam(link.course, now=timezone.now())
    launches.place(link, kind="exam", key=str(exam.pk), now=timezone.now())
    Launch.objects.all().delete()
    return exam


def test_goes_from_the_link_to_the_receipt_inside_the_frame(
    strict_chromium: Open, university: University, product: str
) -> None:
    context = strict_chromium()
    exam = placed(context, university)
    _, frame = launched(context, university, "Ada Alder")

    shows(frame, exam.title)
    frame.get_by_role("button", name="Continue to the instructions").click()
    frame.get_by_role("checkbox").check()
    frame.get_by_role("button", name="Start: my time runs from now").click()
    expect(frame.get_by_role("timer")).to_contain_text("59:")
    frame.get_by_role("button", name="I am done").click()
    frame.get_by_role("button", name="Hand in now").click()

    expect(frame.get_by_role("heading", name="Handed in")).to_be_visible()
    attempt = exams.Attempt.objects.get()
    expect(frame.get_by_text(attempt.receipt)).to_be_visible()
    assert (attempt.state, attempt.exam) == (exams.State.SUBMITTED, exam)


def test_hears_of_more_time_inside_the_frame(
    strict_chromium: Open, university: University, product: str
) -> None:
    context = strict_chromium()
    placed(context, university)
    page, frame = launched(context, university, "Ada Alder")
    frame.get_by_role("button", name="Continue to the instructions").click()
    frame.get_by_role("checkbox").check()
    frame.get_by_role("button", name="Start: my time runs from now").click()
    expect(frame.get_by_role("timer")).to_be_visible()
    attempt = exams.Attempt.objects.get()

    exams.extend(attempt, seconds=600, by=make.STAFF, reason="alarm", now=timezone.now())
    look_up(page.frames[-1])

    expect(frame.get_by_role("timer")).to_contain_text("01:0")


def test_goes_on_in_a_window_where_every_cookie_in_the_frame_is_stripped(
    strict_chromium: Open, university: University, product: str
) -> None:
    """The launch comes by platform storage; the exam is sat in a window by hand-off."""
    placed(strict_chromium(), university)
    context = strict_chromium(without_cookies_of=product)
    _, frame = launched(context, university, "Ada Alder")

    shows(frame, "Final exam")
    expect(frame.get_by_role("button", name="Continue to the instructions")).to_have_count(0)
    frame.get_by_role("link", name="Open in a new window").first.click()

    assert Launch.objects.get().cookieless
    with context.expect_page() as opened:
        frame.get_by_role("button").first.click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
