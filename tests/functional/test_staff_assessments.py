"""Staff say where questions can lie."""

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.assessments.models import Assessment
from tests.factories.pages import text_of

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Quiz",
    "way": "outside",
    "address": "https://quiz.example/exam",
    "jwks_url": "",
    "ask_address": "",
    "contact_email": "",
    "patience_hours": "24",
    "is_active": "on",
}


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("grace", is_staff=True))
    return client


class TestAPage:
    def test_is_added_and_its_secret_is_told_once(self, staff: Client) -> None:
        shown = text_of(staff.post("/staff/assessments/add", TYPED))
        made = Assessment.objects.get()

        assert made.secret in shown
        assert made.key == "assessment:quiz"
        assert made.secret not in text_of(staff.get(f"/staff/assessments/{made.pk}"))

    def test_gets_another_secret(self, staff: Client) -> None:
        staff.post("/staff/assessments/add", TYPED)
        made = Assessment.objects.get()

        shown = text_of(staff.post(f"/staff/assessments/{made.pk}/secret"))

        assert Assessment.objects.get().secret in shown
        assert made.secret not in shown

    def test_is_changed_and_keeps_its_key(self, staff: Client) -> None:
        staff.post("/staff/assessments/add", TYPED)
        made = Assessment.objects.get()

        staff.post(f"/staff/assessments/{made.pk}", TYPED | {"name": "Quiz 2", "is_active": ""})

        changed = Assessment.objects.get()
        assert (changed.name, changed.key, changed.is_active) == ("Quiz 2", made.key, False)
        assert "Switched off" in text_of(staff.get("/staff/assessments"))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " "),
            ("address", ""),
            ("address", "javascript:alert(1)"),
            ("jwks_url", "nowhere"),
            ("ask_address", "https://"),
            ("contact_email", "nobody"),
            ("patience_hours", "0"),
            ("way", "lti"),
        ],
    )
    def test_that_makes_no_sense_is_refused(self, staff: Client, field: str, value: str) -> None:
        answer = staff.post("/staff/assessments/add", TYPED | {field: value})

        assert answer.status_code == 422
        assert not Assessment.objects.exists()

    def test_of_the_same_name_is_refused(self, staff: Client) -> None:
        assert staff.post("/staff/assessments/add", TYPED).status_code == 200

        assert staff.post("/staff/assessments/add", TYPED).status_code == 422

    def test_is_not_for_everybody(self) -> None:
        client = Client()
        client.force_login(User.objects.create_user("ada"))

        assert client.get("/staff/assessments").status_code == 403
