"""Quill in a real browser: from the platform's link to the score in its gradebook."""

import pytest
from playwright.sync_api import Page

from tests.factories.chromium import open_page
from tests.sandbox.assessment.steps import AGS, SCORE_SCOPE, SCORES
from tests.sandbox.miniature.checks import LTI
from tests.sandbox.miniature.platform import MiniaturePlatform

pytestmark = pytest.mark.browser


def answer_everything(page: Page) -> None:
    """Answer each kind of question rightly."""
    page.get_by_label("5", exact=True).check()
    page.get_by_label("2", exact=True).check()
    page.get_by_label("13", exact=True).check()
    page.get_by_role("group", name="3.").get_by_label("Your answer").fill("1.41")
    page.get_by_role("group", name="4.").get_by_label("Your answer").fill("quadratic")
    places = {"one half": "2", "two thirds": "3", "one third": "1"}
    for thing, place in places.items():
        page.get_by_label(f"Place of {thing}").select_option(place)


class TestPaper:
    def test_is_sat_and_its_score_arrives(self, platform: MiniaturePlatform) -> None:
        endpoint = {"scope": [SCORE_SCOPE], "lineitem": f"{platform.origin}/lineitems/1"}
        custom = {"paper": "algebra-final"}
        platform.prepared = ("LtiResourceLinkRequest", {AGS: endpoint, f"{LTI}custom": custom})

        with open_page() as page:
            page.goto(platform.login_address())
            answer_everything(page)
            page.get_by_role("button", name="Hand in").click()
            page.get_by_role("heading", name="Your work is handed in").wait_for()

        (seen,) = platform.of(SCORES)
        assert seen.document["scoreGiven"] == 10
