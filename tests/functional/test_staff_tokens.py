"""The page on which staff see which programs are let in, and shut one out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import ApiToken, NewToken, User
from lti_exams.audit import api as audit
from lti_exams.journeys.access import Scope
from lti_exams.journeys.create_api_token import create_api_token
from tests.factories import exams as make
from tests.factories.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    client = Client()
    client.force_login(user)
    return client


def token(**about: object) -> tuple[ApiToken, str]:
    wanted = {"name": "Timetable", "scopes": [Scope.EXAMS_READ]} | about
    return create_api_token(NewToken(**wanted), by=None, now=timezone.now())  # type: ignore[arg-type]


def asked_with(secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().get("/api/v1/me", headers=headers).status_code


class TestTheListOfTokens:
    def test_says_what_each_opens_and_when_it_was_used(self, staff: Client) -> None:
        _, secret = token(course=make.course(timezone.now(), "Zoology").pk)
        before = text_of(staff.get("/staff/tokens"))

        asked_with(secret)
        after = text_of(staff.get("/staff/tokens"))

        assert "Timetable exams:read Zoology" in before
        assert "Never" in before
        assert "Never" not in after

    def test_never_tells_a_secret(self, staff: Client) -> None:
        made, secret = token()

        page = staff.get("/staff/tokens").content.decode()

        assert secret not in page
        assert made.digest not in page

    def test_says_which_are_over(self, staff: Client) -> None:
        token(expires_at=timezone.now() + timedelta(days=1))
        ApiToken.objects.update(expires_at=timezone.now())

        page = text_of(staff.get("/staff/tokens"))

        assert "Over" in page
        assert "Revoke Timetable" not in page

    def test_is_for_staff(self, client: Client) -> None:
        client.force_login(User.objects.create_user("teacher"))

        assert client.get("/staff/tokens").status_code == 403


class TestRevokingAToken:
    def test_shuts_the_program_out(self, staff: Client) -> None:
        made, secret = token()

        page = text_of(staff.post(f"/staff/tokens/{made.pk}/revoke", follow=True))

        assert "The token “Timetable” opens nothing any more." in page
        assert "Revoked" in page
        assert asked_with(secret) == 401

    def test_is_written_down_with_who_did_it(self, staff: Client) -> None:
        made, _ = token()

        staff.post(f"/staff/tokens/{made.pk}/revoke")

        entry = audit.entries_about(made.key)[0]
        assert (entry.action, entry.actor) == (
            "api-token.revoked",
            f"staff:{User.objects.get().pk}",
        )

    def test_twice_says_that_it_is_done(self, staff: Client) -> None:
        made, _ = token()
        staff.post(f"/staff/tokens/{made.pk}/revoke")

        assert staff.post(f"/staff/tokens/{made.pk}/revoke").status_code == 404
        assert len(audit.entries_about(made.key).filter(action="api-token.revoked")) == 1

    def test_is_for_staff(self, client: Client) -> None:
        made, secret = token()
        client.force_login(User.objects.create_user("teacher"))

        assert client.post(f"/staff/tokens/{made.pk}/revoke").status_code == 403
        assert asked_with(secret) == 200
