"""The pages on which staff keep what a person is granted in every course."""

from datetime import timedelta

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

TYPED = {
    "percent": "50",
    "zone": "Europe/Oslo",
    "holds_from": "2020-01-01T00:00",
    "holds_until": "2190-01-01T00:00",
    "exceptions": "reader allowed\n\n own breaks ",
    "reason": "Certificate 17",
}


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


def give(staff: Client, person: launches.Person, **changes: str) -> str:
    answer = staff.post(f"/staff/profiles/{person.pk}", {**TYPED, **changes}, follow=True)
    return text_of(answer)


class TestFindingAPerson:
    def test_is_by_a_part_of_the_name(self, staff: Client, teacher: Teacher) -> None:
        ada = teacher.learner("Ada Example")
        teacher.learner("Boole Example")

        page = text_of(staff.get("/staff/profiles", {"search": "ada ex"}))

        assert "1 person fits" in page
        assert ada.sub in page
        assert "Boole" not in page

    def test_says_so_where_there_is_nobody(self, staff: Client) -> None:
        assert "0 people fit" in text_of(staff.get("/staff/profiles", {"search": "\x00nobody"}))

    def test_who_does_not_exist_says_so(self, staff: Client) -> None:
        assert staff.get("/staff/profiles/999999999").status_code == 404


class TestGivingAProfile:
    def test_reaches_an_exam_that_runs(self, staff: Client, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())
        before = attempt.deadline

        page = give(staff, attempt.person)

        attempt.refresh_from_db()
        assert attempt.deadline - before == timedelta(minutes=30)
        assert "50 % more; reader allowed, own breaks" in page
        assert "Certificate 17 · staff of this service" in page

    def test_takes_its_dates_in_the_zone_that_was_typed(
        self, staff: Client, teacher: Teacher
    ) -> None:
        ada = teacher.learner()

        give(staff, ada)

        assert exams.profile_of(ada).holds_until.isoformat() == "2189-12-31T23:00:00+00:00"

    def test_that_makes_no_sense_says_so_beside_the_field(
        self, staff: Client, teacher: Teacher
    ) -> None:
        page = staff.post(
            f"/staff/profiles/{teacher.learner().pk}", {**TYPED, "holds_until": "2019-01-01T00:00"}
        )

        assert page.status_code == 422
        assert list(page.context["form"].errors) == ["holds_until"]

    def test_again_keeps_what_held_before(self, staff: Client, teacher: Teacher) -> None:
        ada = teacher.learner()
        give(staff, ada)

        page = give(staff, ada, percent="25", reason="Certificate 18")

        assert "25 % more" in page
        assert "What held before" in page
        assert "Certificate 17" in page

    def test_is_withdrawn_with_a_reason(self, staff: Client, teacher: Teacher) -> None:
        ada = teacher.learner()
        give(staff, ada)

        refused = staff.post(f"/staff/profiles/{ada.pk}/withdraw", {"reason": ""})
        page = text_of(
            staff.post(f"/staff/profiles/{ada.pk}/withdraw", {"reason": "left"}, follow=True)
        )

        assert refused.status_code == 422
        assert "The profile was withdrawn." in page
        assert not exams.profiles_within().exists()


class TestATeacher:
    def test_sees_what_is_granted_and_not_why(self, staff: Client, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())
        give(staff, attempt.person)

        granted = text_of(teacher.see("accommodations/"))
        seen = text_of(teacher.see(f"attempts/{attempt.pk}/"))

        assert "In all their courses" in granted
        assert "50 % more" in granted
        assert "Certificate 17" not in granted
        assert "90 min for this learner (granted in all courses)" in seen

    def test_may_not_give_one(self, teacher: Teacher) -> None:
        assert teacher.browser.get("/staff/profiles").status_code == 302
