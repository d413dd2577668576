"""Dynamic registration as an administrator sees it: our page in a frame of the LMS's own page."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from lti_exams.platforms import api as platforms
from tests.factories.fake_lms_server import FakeLms, Told, running_lms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADMINISTRATION = """<!doctype html><title>Tools</title><p id="said">open</p>
<script>addEventListener("message", (event) => {
  if (event.data.subject !== "org.imsglobal.lti.close") return;
  said.textContent = `closed by ${event.origin}`;
});</script>
<iframe src="%s" width="900" height="700"></iframe>"""


@pytest.fixture
def server(origin: str) -> Iterator[FakeLms]:
    """An LMS whose administration page shows our registration page in a frame."""
    with running_lms() as lms:
        query = urlencode({"openid_configuration": f"{lms.url}/configuration"})
        frame = f"{origin}/lti/register?{query}".replace("&", "&amp;")
        lms.tell("/administration", Told(page=ADMINISTRATION % frame))
        yield lms


def _in_its_administration(page: Page, server: FakeLms) -> FrameLocator:
    page.goto(f"{server.url}/administration")
    return page.frame_locator("iframe")


class TestRegisteringInAFrame:
    def test_ends_with_the_window_closed_by_the_lms(
        self, page: Page, server: FakeLms, origin: str
    ) -> None:
        frame = _in_its_administration(page, server)

        frame.get_by_role("button", name="Register").click()

        expect(page.locator("#said")).to_have_text(f"closed by {origin}")
        assert platforms.Platform.objects.get().issuer == server.url

    def test_does_nothing_before_the_button_is_pressed(self, page: Page, server: FakeLms) -> None:
        frame = _in_its_administration(page, server)

        expect(frame.get_by_role("button", name="Register")).to_be_visible()
        assert not platforms.Platform.objects.exists()

    def test_shows_in_the_frame_why_it_was_refused(self, page: Page, server: FakeLms) -> None:
        server.tell("/register", Told({"error": "token_already_used"}, status=401))
        frame = _in_its_administration(page, server)

        frame.get_by_role("button", name="Register").click()

        expect(frame.get_by_text("registration-refused")).to_be_visible()


class TestWithoutJavaScript:
    @pytest.fixture
    def context(self, chromium) -> Iterator[BrowserContext]:
        context = chromium.new_context(java_script_enabled=False)
        yield context
        context.close()

    def test_registers_and_says_that_the_window_may_be_closed(
        self, page: Page, server: FakeLms
    ) -> None:
        frame = _in_its_administration(page, server)

        frame.get_by_role("button", name="Register").click()

        expect(frame.get_by_text("close it and go back to your LMS")).to_be_visible()
        assert platforms.Platform.objects.count() == 1
