import pytest
from django.test import Client

from lti_exams.accounts.api import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    client = Client()
    client.force_login(user)
    return client


class TestSigningIn:
    def test_opens_the_page_that_was_asked_for(self, client: Client) -> None:
        User.objects.create_user("staff", password="a long phrase", is_staff=True)

        response = client.post(
            "/staff/sign-in",
            {"username": "staff", "password": "a long phrase", "next": "/staff/platforms"},
        )

        assert response["Location"] == "/staff/platforms"

    def test_never_leads_elsewhere(self, client: Client) -> None:
        User.objects.create_user("staff", password="a long phrase", is_staff=True)

        response = client.post(
            "/staff/sign-in",
            {"username": "staff", "password": "a long phrase", "next": "https://evil.example/"},
        )

        assert response["Location"] == "/staff/"

    def test_with_a_wrong_password_says_so_above_the_form(self, client: Client) -> None:
        page = client.post("/staff/sign-in", {"username": "staff", "password": "guess"})

        assert "error-summary" in page.content.decode()

    def test_stops_someone_who_guesses(self, client: Client) -> None:
        guess = {"username": "staff", "password": "guess"}
        for _ in range(10):
            client.post("/staff/sign-in", guess)

        assert client.post("/staff/sign-in", guess).status_code == 429

    def test_ends_with_signing_out(self, staff: Client) -> None:
        staff.post("/staff/sign-out")

        assert staff.get("/staff/").status_code == 302
