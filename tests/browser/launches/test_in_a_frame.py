"""A launch inside the LMS's frame, in a browser that drops third-party cookies."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from lti_exams.launches.models import Launch
from tests.factories.university import University

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., BrowserContext]


def remember_as_others_do(response: HttpResponse, secret: str) -> None:
    # Written in lower case the middleware passes it over, and browsers read it all the same.
    response.set_cookie("__Host-browser", secret, secure=True, httponly=True, samesite="none")


def launched(
    context: BrowserContext, university: University, who: str
) -> tuple[Page, FrameLocator]:
    """Be somebody at the LMS and open the exam's link; return the page and the frame on it."""
    page = context.new_page()
    page.goto(university.origin)
    page.get_by_role("button", name=who).click()
    page.get_by_role("link", name="Introduction to Statistics").click()
    page.get_by_role("link", name="Final exam").click()
    return page, page.frame_locator("iframe")


def test_completes_with_a_partitioned_cookie(
    strict_chromium: Open, university: University, product: str
) -> None:
    context = strict_chromium()

    _, frame = launched(context, university, "Mira Maple")

    expect(frame.get_by_role("heading", level=1)).to_have_text("Choose what this link opens")
    (cookie,) = (one for one in context.cookies() if one["name"] == "__Host-browser")
    assert cookie["partitionKey"] == "http://localhost"
    assert not Launch.objects.get().cookieless


def test_is_offered_a_window_where_the_cookie_is_not_partitioned(
    strict_chromium: Open, university: University, product: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that this browser does drop third-party cookies, and that the way out works."""
    monkeypatch.setattr("lti_exams.lti.views.remember_browser", remember_as_others_do)
    university.post("storage", on=False)
    context = strict_chromium()

    _, frame = launched(context, university, "Mira Maple")
    with context.expect_page() as opened:
        frame.get_by_role("button", name="Open a new window").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Choose what this link opens")


def test_goes_on_in_a_new_tab_by_hand_off(
    strict_chromium: Open, university: University, product: str
) -> None:
    context = strict_chromium()
    _, frame = launched(context, university, "Ada Alder")

    frame.get_by_role("link", name="Open in a new window").click()
    with context.expect_page() as opened:
        frame.get_by_role("button").first.click()

    tab = opened.value
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    assert tab.url.startswith(f"{product}/launches/")
    assert Launch.objects.count() == 2


def test_completes_by_platform_storage_where_every_cookie_is_stripped(
    strict_chromium: Open, university: University, product: str
) -> None:
    context = strict_chromium(without_cookies_of=product)

    _, frame = launched(context, university, "Mira Maple")
    frame.get_by_role("button", name="Open the dashboard here").click()

    expect(frame.get_by_role("heading", level=1)).to_contain_text("Introduction to Statistics")
    assert not [one for one in context.cookies() if one["domain"] == "127.0.0.1"]
    assert Launch.objects.get().cookieless
