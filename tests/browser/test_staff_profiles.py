"""The pages of profiles and tokens, and a learner's own exams, looked at by axe-core."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lti_exams.accounts.api import NewToken, User
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from lti_exams.journeys.create_api_token import create_api_token
from lti_exams.launches import api as launches
from tests.browser.test_accessibility import look_at
from tests.factories import exams as make
from tests.factories.exams import STAFF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ada(transactional_db: None) -> launches.Person:
    """Somebody with a profile, and one before it."""
    now = timezone.now()
    person = make.person(make.course(now))
    for percent in (25, 50):
        allowance = exams.Allowance(percent=percent, exceptions=("reader allowed", "own breaks"))
        profile = exams.Profile(allowance=allowance, holds_until=now + timedelta(days=90))
        exams.give_profile(person, profile, by=STAFF, reason="Certificate 17", now=now)
    return person


@pytest.fixture
def staff(origin: str, page: Page) -> str:
    """Sign in, and return where the staff pages begin."""
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    wanted = NewToken(name="Timetable", scopes=[Scope.EXAMS_READ, Scope.TIME_WRITE])
    create_api_token(wanted, by=user, now=timezone.now())
    page.goto(f"{origin}/staff/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()
    return f"{origin}/staff"


@pytest.mark.parametrize("path", ["profiles", "profiles?search=ada", "profiles/{ada}", "tokens"])
def test_a_page_has_no_barrier(path: str, staff: str, ada: launches.Person, page: Page) -> None:
    look_at(page, f"{staff}/{path.format(ada=ada.pk)}")


def test_a_profile_is_found_and_changed_by_keyboard(
    staff: str, ada: launches.Person, page: Page
) -> None:
    page.goto(f"{staff}/profiles")
    page.get_by_label("Find a person").focus()
    page.keyboard.type("ada")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ada Example").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Percent more (optional)").fill("75")
    page.get_by_label("Reason").last.fill("Certificate 18")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("The profile holds now")
    assert exams.profile_of(ada).percent == 75


def test_ones_own_exams_have_no_barrier(launched: Callable[..., str], page: Page) -> None:
    door = launched()
    link = launches.Link.objects.get()
    now = timezone.now()
    make.exam(link.course, now=now, title="Midterm", slug="midterm", opens_at=now)
    make.started(make.exam(link.course, now=now), launches.Person.objects.get(), now=now)
    launches.place(link, kind="dashboard", now=now)

    look_at(page, door)
