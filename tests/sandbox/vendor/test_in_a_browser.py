"""Hawkeye in a real browser: from the platform's link to the start of the assessment."""

from urllib.parse import parse_qsl

import pytest

from tests.factories.chromium import open_page
from tests.sandbox.miniature import checks
from tests.sandbox.miniature.platform import MiniaturePlatform

pytestmark = pytest.mark.browser


class TestChecks:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_lead_a_person_to_the_assessment(
        self, platform: MiniaturePlatform, method: str
    ) -> None:
        platform.control("behave", {"auth_method": method})
        platform.prepared = ("LtiStartProctoring", platform.proctoring())

        with open_page() as page:
            page.goto(platform.login_address())
            page.get_by_label("My card and my face").check()
            page.get_by_role("button", name="Identity is shown").click()
            page.get_by_label("I am alone").check()
            page.get_by_role("button", name="Room is shown").click()
            page.get_by_role("button", name="Begin the exam").click()
            page.wait_for_url(f"{platform.origin}/start-assessment")

        (posted,) = platform.of("/start-assessment")
        token = dict(parse_qsl(posted.body.decode()))["JWT"]
        assert checks.signed_claims(token, f"{platform.tool}/jwks")["iss"] == platform.client_id
