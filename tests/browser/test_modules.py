"""What the small modules of our pages do in a browser, framed by an LMS that the test plays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from lti_exams.launches.models import Launch
from lti_exams.trust import api as trust
from tests.browser.test_accessibility import DEEP_LINKING, TEACHER
from tests.factories.lms import Lms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "https://lms.example/course"
# Keeps what the frame says, and answers as the test wants.
COURSE_PAGE = """<!doctype html><title>Course</title>
<script>
  const heard = [];
  addEventListener("message", event => {
    heard.push({...event.data, from: event.origin});
    const answer = (%(answer)s)(event.data);
    if (answer) event.source.postMessage(answer, event.origin);
  });
</script>
<iframe src="%(address)s" width="600" height="300"></iframe>"""
SILENCE = "message => null"
KEEPS = (
    "message => message.subject === 'lti.put_data' && {subject: 'lti.put_data.response',"
    " message_id: message.message_id, key: message.key, value: message.value}"
)


def frame(page: Page, address: str, answer: str = SILENCE) -> None:
    """Show an address in the frame of an LMS."""
    body = COURSE_PAGE % {"address": address, "answer": answer}
    page.route(COURSE, lambda route: route.fulfill(content_type="text/html", body=body))
    page.route(
        "https://lms.example/auth**",
        lambda route: route.fulfill(content_type="text/html", body="<p>who are you?</p>"),
    )
    page.goto(COURSE)


def heard(page: Page, subject: str) -> dict[str, Any]:
    """Wait for what the frame tells the LMS."""
    found = page.wait_for_function(
        "subject => heard.find(message => message.subject === subject)", arg=subject
    )
    return found.json_value()


class TestTheFrameHeight:
    def test_is_told_to_the_lms(self, launched: Callable[..., str], page: Page) -> None:
        address = launched()
        Launch.objects.update(cookieless=True)

        frame(page, address)

        assert heard(page, "lti.frameResize")["height"] > 300

    def test_is_told_to_no_other_site(self, launched: Callable[..., str], page: Page) -> None:
        page.goto(launched())

        assert page.locator("body").get_attribute("data-frame-origin") == "https://lms.example"


class TestTheStorageOfTheLms:
    def login(self, origin: str, lms: Lms) -> str:
        asked = "&amp;".join(f"{name}={value}" for name, value in lms.login_parameters().items())
        return f"{origin}/lti/login?{asked}&amp;lti_storage_target=_parent"

    def test_is_given_the_proof_of_the_login(self, origin: str, lms: Lms, page: Page) -> None:
        frame(page, self.login(origin, lms), KEEPS)

        told = heard(page, "lti.put_data")
        assert told["from"] == origin
        assert told["key"].startswith("lti")
        assert told["value"]

    def test_that_has_it_lets_the_login_go_on(self, origin: str, lms: Lms, page: Page) -> None:
        frame(page, self.login(origin, lms), KEEPS)

        page.frame_locator("iframe").get_by_text("who are you?").wait_for(timeout=2000)

    def test_that_never_answers_stops_nobody(self, origin: str, lms: Lms, page: Page) -> None:
        frame(page, self.login(origin, lms), SILENCE)

        page.frame_locator("iframe").get_by_text("who are you?").wait_for(timeout=8000)


class TestTheWayBack:
    def test_needs_no_click(self, launched: Callable[..., str], lms: Lms, page: Page) -> None:
        trust.make_key_pair(lms.platform.key_owner, now=timezone.now())
        page.route(
            "https://lms.example/deep-link",
            lambda route: route.fulfill(content_type="text/html", body="<p>back again</p>"),
        )
        page.goto(launched(**TEACHER, **DEEP_LINKING))

        page.get_by_role("button", name="Back to the LMS").click()

        page.get_by_text("back again").wait_for()


class TestTheCopyButton:
    def test_copies_the_reference(self, origin: str, context: BrowserContext, page: Page) -> None:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{origin}/nothing/here")

        page.get_by_role("button", name="Copy").click()

        page.get_by_role("button", name="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("#reference").inner_text()

    def test_is_not_there_without_javascript(self, origin: str, page: Page) -> None:
        page.route("**/house.js", lambda route: route.abort())
        page.goto(f"{origin}/nothing/here")

        assert page.locator("[data-module=copy]").is_hidden()
