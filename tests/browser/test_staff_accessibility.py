"""Every page of staff, looked at by axe-core, with something on it that waits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.accounts.api import User
from lti_exams.journeys.invite_platform import invite_platform
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from tests.browser.test_accessibility import findings, look_at
from tests.factories.platforms import registered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def platform(transactional_db: None) -> platforms.Platform:
    """An LMS that serves courses from another host and has a deployment that waits."""
    now = timezone.now()
    platform = registered(now, deployments=("1",), more_origins=("https://school.example",))
    with pytest.raises(LtiExamsError):
        platforms.meet_deployment(platform, "8f7a8a3f-77aa-4b6e-9a6e-5dd3b4f7c0de", now=now)
    return platform


@pytest.fixture
def staff(origin: str, page: Page) -> str:
    """Sign in, and return where the staff pages begin."""
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    invite_platform("Riverside", by=user, now=timezone.now(), lifetime=timedelta(days=7))
    page.goto(f"{origin}/staff/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()
    return f"{origin}/staff"


@pytest.mark.parametrize("path", ["/", "/platforms", "/platforms/add", "/invitations"])
def test_a_page_of_staff(path: str, staff: str, platform: platforms.Platform, page: Page) -> None:
    look_at(page, f"{staff}{path}")


@pytest.mark.parametrize("path", ["", "/sheet"])
def test_a_page_of_one_lms(path: str, staff: str, platform: platforms.Platform, page: Page) -> None:
    look_at(page, f"{staff}/platforms/{platform.pk}{path}")


def test_a_form_with_mistakes(staff: str, page: Page) -> None:
    page.goto(f"{staff}/platforms/add")
    page.get_by_label("Issuer").fill("lms.example")
    page.get_by_role("button", name="Register").click()

    assert page.get_by_role("alert").is_visible()
    assert findings(page) == []


def test_a_value_that_is_copied(staff: str, platform: platforms.Platform, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{staff}/platforms/{platform.pk}/sheet")
    page.locator("[data-copy=jwks-url]").click()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == platforms.addresses(platform).jwks_url
