from datetime import datetime

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.platforms import api as platforms
from tests.factories.platforms import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="a long phrase"))
    return client


@pytest.fixture
def platform(now: datetime) -> platforms.Platform:
    return registered(now, deployments=("1",))


class TestDjangoAdmin:
    @pytest.mark.parametrize(
        "page", ["platforms/platform/", "platforms/deployment/", "audit/entry/", "accounts/user/"]
    )
    def test_lists_what_staff_may_look_at(
        self, staff: Client, platform: platforms.Platform, page: str
    ) -> None:
        assert staff.get(f"/staff/admin/{page}").status_code == 200

    @pytest.mark.parametrize("model", ["trust/keypair", "platforms/accesstoken"])
    def test_has_no_page_that_could_show_a_secret(self, staff: Client, model: str) -> None:
        assert staff.get(f"/staff/admin/{model}/").status_code == 404

    def test_changes_nothing_of_a_registration_but_its_name(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        typed = {"name": "Lakeside", "issuer": "https://evil.example", "status": "disabled"}

        staff.post(f"/staff/admin/platforms/platform/{platform.pk}/change/", typed)

        platform.refresh_from_db()
        assert (platform.name, platform.issuer) == ("Lakeside", "https://lms.example")
        assert platform.is_active

    def test_writes_a_new_name_down(self, staff: Client, platform: platforms.Platform) -> None:
        staff.post(f"/staff/admin/platforms/platform/{platform.pk}/change/", {"name": "Lakeside"})

        entry = audit.entries_about(platform.key_owner)[0]
        assert (entry.action, entry.before) == (
            "platform.renamed",
            {"name": "Riverside University"},
        )

    def test_switches_registrations_off_as_the_staff_pages_do(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        chosen = {"action": "disable", "_selected_action": [platform.pk]}

        staff.post("/staff/admin/platforms/platform/", chosen)

        assert audit.entries_about(platform.key_owner)[0].action == "platform.disable"

    def test_neither_adds_nor_deletes_registrations(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        assert staff.get("/staff/admin/platforms/platform/add/").status_code == 403
        page = f"/staff/admin/platforms/platform/{platform.pk}/delete/"
        assert staff.post(page, {"post": "yes"}).status_code == 403
