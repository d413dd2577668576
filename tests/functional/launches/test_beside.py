"""A window that a page in the frame of the LMS opens beside itself, without the frame's cookies."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches.models import Launch
from tests.factories.lms import Lms
from tests.factories.pages import OURS
from tests.factories.proctoring import guarded_exam, lti_vendor
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

IN_A_FRAME = {"sec-fetch-dest": "iframe"}
IN_A_WINDOW = {"sec-fetch-dest": "document"}


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    guarded_exam(lms, lti_vendor().vendor)
    return Teacher.of(lms)


def ticket_on(teacher: Teacher) -> str:
    page = teacher.browser.get(f"{teacher.page}reviews/", headers=IN_A_FRAME).content.decode()
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found[1]


def opened(ticket: str, browser: Client, **headers: str):
    return browser.post("/lti/beside", {"ticket": ticket}, headers={**OURS, **headers})


class TestAWindowBesideAFrame:
    def test_shows_what_the_page_wanted_to_a_browser_without_its_cookies(
        self, teacher: Teacher
    ) -> None:
        window = Client()

        page = opened(ticket_on(teacher), window).content.decode()
        action = re.search(r'action="(/launches/[^"]+)"', page)

        assert action
        assert window.post(action[1], headers=OURS).status_code == 200

    def test_can_be_opened_again_after_it_was_closed(self, teacher: Teacher) -> None:
        ticket = ticket_on(teacher)

        assert opened(ticket, Client()).status_code == 200
        assert opened(ticket, Client()).status_code == 200

    def test_is_the_place_of_the_page_that_opened_it(self, teacher: Teacher) -> None:
        opened(ticket_on(teacher), Client())
        opened(ticket_on(teacher), Client())

        seats = {launch.details.get("seat") for launch in Launch.objects.all()} - {None}
        assert len(seats) == 1

    def test_is_not_opened_when_the_launch_is_over(self, teacher: Teacher) -> None:
        ticket = ticket_on(teacher)
        Launch.objects.update(ended_at=timezone.now())

        assert opened(ticket, Client()).status_code == 403

    def test_is_not_opened_by_another_site(self, teacher: Teacher) -> None:
        answer = opened(ticket_on(teacher), Client(), origin="https://evil.example")

        assert answer.status_code == 403

    @pytest.mark.parametrize("ticket", ["", "x", "eyJ:1:2"])
    def test_is_not_opened_by_what_is_no_ticket(self, ticket: str) -> None:
        assert opened(ticket, Client()).status_code == 403

    def test_is_not_needed_by_a_page_in_a_window(self, teacher: Teacher) -> None:
        page = teacher.browser.get(f"{teacher.page}reviews/", headers=IN_A_WINDOW)

        exam = exams.Exam.objects.get()
        assert f"{teacher.page}exams/{exam.pk}/vendor" in page.content.decode()
