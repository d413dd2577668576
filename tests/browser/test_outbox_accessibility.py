"""The pages about what leaves, looked at by axe-core, with something that stands still."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.accounts.api import User
from lti_exams.outbox.models import Message, Subscription
from tests.browser.test_accessibility import look_at
from tests.factories import outbox as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def silent(transactional_db: None) -> Subscription:
    """A subscriber with a message that stands still, and another that has waited for hours."""
    now = timezone.now() - timedelta(hours=3)
    silent = make.subscription(now=now)
    stuck, _ = make.call(silent, now=now), make.call(silent, now=now)
    Message.objects.filter(pk=stuck.pk).update(state="stalled", reason="http-503", tries=20)
    return silent


@pytest.fixture
def staff(origin: str, page: Page) -> str:
    """Sign in, and return where the pages begin."""
    User.objects.create_user("staff", password="a long phrase", is_staff=True)
    page.goto(f"{origin}/staff/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()
    return f"{origin}/staff/outbox"


@pytest.mark.parametrize("path", ["", "/subscriptions/add", "/subscriptions/{}"])
def test_a_page_about_what_leaves(path: str, staff: str, silent: Subscription, page: Page) -> None:
    look_at(page, staff + path.format(silent.pk))


def test_a_new_subscription_shows_its_secret(staff: str, silent: Subscription, page: Page) -> None:
    page.goto(f"{staff}/subscriptions/add")
    page.get_by_label("Name").fill("Student records")
    page.get_by_label("Address").fill("https://records.example/hooks")
    page.get_by_role("button", name="Subscribe").click()

    assert page.locator("#secret").inner_text().startswith("whsec_")
