"""The staff pages about tools, looked at by axe-core, and used without a mouse of our own."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.accounts.api import User
from lti_exams.tools import api as tools
from tests.browser.test_accessibility import findings, look_at
from tests.factories.tools import FakeTool

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tool(transactional_db: None) -> tools.Tool:
    """A tool that staff know everything about, with a key of ours that signs to it."""
    tools.public_keys(now=timezone.now())
    return FakeTool.registered(
        told=["name", "locale"],
        custom={"room": "A"},
        units=("Mathematics",),
        support_email="help@vendor.example",
        deletion_url="https://vendor.example/forget",
    ).tool


@pytest.fixture
def staff(origin: str, page: Page) -> str:
    User.objects.create_user("staff", password="a long phrase", is_staff=True)
    page.goto(f"{origin}/staff/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()
    return f"{origin}/staff/tools"


def shot(page: Page, name: str) -> None:
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)


@pytest.mark.parametrize("path", ["", "/add", "/invitations", "/{pk}", "/{pk}/edit"])
def test_a_page_about_tools(path: str, staff: str, tool: tools.Tool, page: Page) -> None:
    look_at(page, f"{staff}{path.format(pk=tool.pk)}")
    shot(page, f"tools{path.replace('/', '-')}")


def test_an_invitation_opens_the_tools_registration(staff: str, page: Page) -> None:
    page.goto(f"{staff}/invitations")
    page.get_by_label("a proctoring vendor").check()
    page.get_by_label("Name").fill("Hawkeye")
    page.get_by_label("Its registration address").fill("https://vendor.example/register")
    page.get_by_role("button", name="Invite the tool").click()

    link = page.get_by_role("button", name="Open the registration in a new tab")
    assert (link.get_attribute("href") or "").startswith("https://vendor.example/register?")
    assert findings(page) == []
    shot(page, "invited")


def test_a_form_with_mistakes_says_where_they_are(staff: str, page: Page) -> None:
    page.goto(f"{staff}/add")
    page.get_by_label("Login address").fill("vendor.example")
    page.get_by_role("button", name="Register").click()

    assert page.get_by_role("alert").is_visible()
    assert findings(page) == []
    shot(page, "mistakes")
