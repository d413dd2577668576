"""Pages for when something goes wrong, or somebody wants their data gone, looked at by axe-core."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools
from tests.browser.test_accessibility import look_at
from tests.browser.test_staff_accessibility import staff
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.open_exam import open_exam
from tests.factories.proctoring import lti_vendor

__all__ = ["staff"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_exam_whose_vendor_complains(page: Page, lms: Lms, launched: Callable[..., str]) -> None:
    guard, now = lti_vendor(), timezone.now()
    tools.Tool.objects.update(
        support_phone="+47 555 0100",
        support_email="help@hawkeye.example",
        support_url="https://hawkeye.example/help",
    )
    opened = open_exam(page, lms, launched, vendor=guard.vendor.reference)
    person = launches.Person.objects.get(sub="person-1")
    attempt = make.attempt(opened.exam, person, now=now)
    exams.move(attempt, exams.Event.REQUEST_PROCTORING, by=make.LEARNER, now=now)
    visit = proctoring.open_session(attempt, guard.vendor, launch_key="x", now=now).session
    proctoring.note_message(visit, "We see no camera. Plug one in.", is_complaint=True)

    look_at(page, opened.address)


def test_the_pages_of_people_to_be_forgotten(staff: str, page: Page) -> None:
    person = make.person(make.course(timezone.now()), "Ada Example")
    tools.pseudonym(lti_vendor().tool, person)

    look_at(page, f"{staff}/tools/people?search=ada")
    look_at(page, f"{staff}/tools/people/{person.pk}")
