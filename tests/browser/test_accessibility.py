"""Every page that a visitor can meet, looked at by axe-core (WCAG 2.0 to 2.2, A and AA)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.trust import api as trust
from tests.factories.lms import MEMBERSHIP, Lms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).with_name("vendor").joinpath("axe.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TEACHER = {"sub": "teacher-1", "name": "Grace Teacher", "roles": [f"{MEMBERSHIP}Instructor"]}
DEEP_LINKING = {
    "message_type": "LtiDeepLinkingRequest",
    "resource_link": None,
    "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": {
        "deep_link_return_url": "https://lms.example/deep-link",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe"],
    },
}
REVIEW = {
    "message_type": "LtiSubmissionReviewRequest",
    "for_user": {"user_id": "person-1"},
    "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
        "lineitem": "https://lms.example/lineitems/1"
    },
}
PRIVACY = {
    "message_type": "DataPrivacyLaunchRequest",
    "for_user": {"user_id": "person-1"},
    "context": None,
    "resource_link": None,
}
TEST_USER = {"roles": ["http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]}


def look_at(page: Page, address: str) -> None:
    """Open an address, wide and light, narrow and dark, and let axe judge what is there.

    What is there is the same in the dark, and its colours are the same however wide it is.
    """
    page.goto(address)
    for scheme, width in (("light", 900), ("dark", 320)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 700})
        assert findings(page) == [], f"{scheme}, {width} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def findings(page: Page) -> list[str]:
    """Return what axe finds wrong, a line for each place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "levels => axe.run(document, {runOnly: levels, resultTypes: ['violations']})"
        ".then(found => found.violations)",
        LEVELS,
    )
    return [
        json.dumps([rule["id"], node["target"], node["failureSummary"]])
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.fixture
def still(page: Page) -> Page:
    """A tab in which no module starts, so that pages which lead on at once can be looked at."""
    page.route("**/house.js", lambda route: route.abort())
    return page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/help",
        "/help/errors",
        "/nothing/here",
        "/launches/unknown/",
        "/lti/config",
        "/staff/sign-in",
    ],
)
def test_a_page_for_everybody(path: str, origin: str, page: Page) -> None:
    look_at(page, f"{origin}{path}")


@pytest.mark.parametrize(
    "claims",
    [{}, TEST_USER, TEACHER, {**TEACHER, **DEEP_LINKING}, {**TEACHER, **REVIEW}, PRIVACY],
    ids=["not ready", "test user", "choose", "deep linking", "review", "privacy"],
)
def test_a_page_of_a_launch(
    claims: dict[str, object], launched: Callable[..., str], page: Page
) -> None:
    look_at(page, launched(**claims))


def test_the_new_window(launched: Callable[..., str], page: Page) -> None:
    look_at(page, f"{launched()}new-window/")


def test_the_dashboard_and_what_learners_get_instead(
    launched: Callable[..., str], page: Page
) -> None:
    page.goto(launched(**TEACHER))
    page.get_by_role("button", name="Open the dashboard here").click()

    look_at(page, page.url)
    look_at(page, launched())


def test_a_refused_launch_with_its_checks(
    origin: str, lms: Lms, client: object, page: Page
) -> None:
    page.route(
        "**/refused",
        lambda route: route.fulfill(
            status=400, content_type="text/html", body=lms.launch(client, version="1.1").content
        ),
    )
    page.goto(f"{origin}/refused")
    page.get_by_text("For your administrator").click()

    assert page.get_by_text("the LTI version is 1.3.0").is_visible()
    assert findings(page) == []


def test_the_pages_that_lead_on(origin: str, lms: Lms, still: Page) -> None:
    storage = "&".join(f"{name}={value}" for name, value in lms.login_parameters().items())

    look_at(still, f"{origin}/lti/login?{storage}&lti_storage_target=_parent")


def test_the_way_back_to_the_lms(launched: Callable[..., str], lms: Lms, still: Page) -> None:
    trust.make_key_pair(lms.platform.key_owner, now=timezone.now())
    still.goto(launched(**TEACHER, **DEEP_LINKING))
    still.get_by_role("button", name="Back to the LMS").click()

    still.get_by_role("button", name="Continue").wait_for()
    assert findings(still) == []


def test_borders_of_form_fields_can_be_seen(origin: str, page: Page) -> None:
    """Axe does not look at WCAG 1.4.11: 3 to 1 between a field's border and the page."""
    page.goto(f"{origin}/staff/sign-in")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        border, paper = page.evaluate(
            """() => {
                const field = document.querySelector("input[type=text]");
                return [getComputedStyle(field).borderTopColor,
                        getComputedStyle(document.documentElement).backgroundColor];
            }"""
        )
        assert contrast(border, paper) >= 3, scheme


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG between two colours written as rgb(r, g, b)."""
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour[4:-1].split(",")]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
