"""Exams and attempts on Django's own pages obey the same table as everywhere."""

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.exams.models import Attempt
from tests.factories import exams as make

pytestmark = pytest.mark.django_db

LIST = "/staff/admin/exams/attempt/"


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="a long phrase"))
    return client


@pytest.fixture
def attempt() -> exams.Attempt:
    now = timezone.now()
    course = make.course(now)
    rules = ({"rule": "password", "password": "sesame"},)
    exam = make.exam(course, now=now, access_rules=rules)
    learner, brought = make.person(course), exams.Presented(password="sesame")
    wish = exams.Wish(exam=exam, person=learner)
    made = exams.create_attempt(wish, brought, by=make.LEARNER, now=now).attempt
    exams.start(made, brought, by=make.LEARNER, now=now)
    return made


def ordered(staff: Client, attempt: exams.Attempt, act: str, reason: str) -> str:
    told = {"action": act, "_selected_action": str(attempt.pk), "reason": reason}
    return staff.post(LIST, told, follow=True).content.decode()


class TestAttemptsInTheAdmin:
    def test_are_moved_by_an_action_with_a_reason(
        self, staff: Client, attempt: exams.Attempt
    ) -> None:
        ordered(staff, attempt, "end", "The hall was evacuated")

        attempt.refresh_from_db()
        assert attempt.state == "submitted"
        assert audit.entries_about(attempt.key)[0].reason == "The hall was evacuated"

    def test_are_not_moved_without_a_reason(self, staff: Client, attempt: exams.Attempt) -> None:
        page = ordered(staff, attempt, "end", "")

        attempt.refresh_from_db()
        assert attempt.state == "started"
        assert "says why" in page

    def test_are_not_moved_against_the_table(self, staff: Client, attempt: exams.Attempt) -> None:
        page = ordered(staff, attempt, "accept", "Because")

        attempt.refresh_from_db()
        assert attempt.state == "started"
        assert "in the state started" in page

    def test_cannot_be_typed_into(self, staff: Client, attempt: exams.Attempt) -> None:
        typed = {"state": "submitted", "version": "9", "deadline_0": "2030-01-01"}

        staff.post(f"{LIST}{attempt.pk}/change/", typed)

        assert Attempt.objects.get(pk=attempt.pk).state == "started"

    def test_can_be_neither_added_nor_deleted(self, staff: Client, attempt: exams.Attempt) -> None:
        assert staff.get(f"{LIST}add/").status_code == 403
        assert staff.post(f"{LIST}{attempt.pk}/delete/", {"post": "yes"}).status_code == 403


class TestExamsInTheAdmin:
    def test_show_no_word_that_lets_people_in(self, staff: Client, attempt: exams.Attempt) -> None:
        page = staff.get(f"/staff/admin/exams/exam/{attempt.exam_id}/change/")

        assert page.status_code == 200
        assert "sesame" not in page.content.decode()

    def test_cannot_be_typed_into(self, staff: Client, attempt: exams.Attempt) -> None:
        staff.post(f"/staff/admin/exams/exam/{attempt.exam_id}/change/", {"title": "Mine"})

        attempt.exam.refresh_from_db()
        assert attempt.exam.title == "Final exam"

    @pytest.mark.parametrize("model", ["exam", "accommodation"])
    def test_are_listed(self, staff: Client, attempt: exams.Attempt, model: str) -> None:
        assert staff.get(f"/staff/admin/exams/{model}/").status_code == 200
