"""Django's own pages show what was decided, and change nothing of it."""

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from tests.factories.final_lists import Class, saved

pytestmark = pytest.mark.django_db
MODELS = (
    "status",
    "qualifiesforfinalexam",
    "override",
    "run",
    "deadlinetag",
    "periodtag",
    "export",
)


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="a long phrase"))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_shown(staff: Client, model: str) -> None:
    assert staff.get(f"/staff/admin/qualifications/{model}/").status_code == 200
    assert staff.get(f"/staff/admin/qualifications/{model}/add/").status_code == 403


def test_history_is_read_only(staff: Client, school: Class) -> None:
    status = saved(school)
    page = f"/staff/admin/qualifications/status/{status.pk}/change/"

    assert staff.get(page).status_code == 200
    staff.post(page, {"message": "rewritten"})

    status.refresh_from_db()
    assert status.message == ""
    assert staff.post(page.replace("change", "delete")).status_code == 403


def test_the_key_of_a_run_is_not_shown(staff: Client, school: Class) -> None:
    status = saved(school)

    page = staff.get(f"/staff/admin/qualifications/run/{status.run.pk}/change/")

    assert status.run.key not in page.content.decode()
