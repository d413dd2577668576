import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from lti_exams.accounts.api import User
from lti_exams.platforms import api as platforms
from tests.factories.fake_lms_server import FakeLms, Told, running_lms

pytestmark = pytest.mark.django_db(transaction=True)
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def server() -> Iterator[FakeLms]:
    with running_lms() as lms:
        yield lms


def _asked(server: FakeLms, **more: str) -> dict[str, str]:
    return {
        "openid_configuration": f"{server.url}/configuration",
        "registration_token": "one-time",
        **more,
    }


def _code(response) -> str:
    return json.loads(response.content)["code"]


class TestTheRegistrationPage:
    def test_shows_who_asks_and_registers_nothing(self, client: Client, server: FakeLms) -> None:
        response = client.get("/lti/register", _asked(server))

        assert response.status_code == 200
        assert server.url in response.content.decode()
        assert not platforms.Platform.objects.exists()

    def test_may_be_shown_in_the_frame_of_an_lms_that_is_not_known_yet(
        self, client: Client, server: FakeLms
    ) -> None:
        response = client.get("/lti/register", _asked(server))

        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response

    def test_says_in_the_frame_too_why_it_refuses(self, client: Client, server: FakeLms) -> None:
        server.tell("/configuration", Told(status=404))

        response = client.get("/lti/register", _asked(server))

        assert response.status_code >= 400
        assert "frame-ancestors *" in response["Content-Security-Policy"]

    def test_shows_what_an_lms_says_of_itself_as_text(
        self, client: Client, server: FakeLms
    ) -> None:
        name = "https://purl.imsglobal.org/spec/lti-platform-configuration"
        hostile = {name: {"product_family_code": "<script>alert(1)</script>"}}
        server.tell("/configuration", Told(server.configuration(**hostile)))

        page = client.get("/lti/register", _asked(server)).content.decode()

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


class TestItsButton:
    def test_registers_and_offers_to_close_the_window(
        self, client: Client, server: FakeLms
    ) -> None:
        response = client.post("/lti/register", _asked(server), headers=OURS)

        page = response.content.decode()
        assert response.status_code == 200
        assert f'data-origins="{server.url}"' in page
        assert "close-window.js" in page
        assert platforms.Platform.objects.get().status == "pending"

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
    def test_works_from_its_own_page_alone(
        self, client: Client, server: FakeLms, origin: str
    ) -> None:
        headers = {"Origin": origin, "Accept": "application/json"}

        response = client.post("/lti/register", _asked(server), headers=headers)

        assert (response.status_code, _code(response)) == (403, "request-from-elsewhere")
        assert server.received == []

    def test_needs_no_cookie(self, server: FakeLms) -> None:
        strict = Client(enforce_csrf_checks=True)

        response = strict.post("/lti/register", _asked(server), headers=OURS)

        assert response.status_code == 200


class TestABrokenRequest:
    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("", "registration-configuration-missing"),
            ("openid_configuration=", "registration-configuration-missing"),
            ("openid_configuration=x&openid_configuration=y", "parameter-twice"),
            ("openid_configuration=javascript:x", "platform-address-unusable"),
            ("openid_configuration=http://10.0.0.1/x", "remote-address-refused"),
            ("openid_configuration=http://a.example/%0d%0aX", "registration-parameter-unusable"),
            (
                "openid_configuration=http://a.example/&registration_token=a%20b",
                "registration-parameter-unusable",
            ),
            (
                "openid_configuration=http://a.example/&invitation=none",
                "registration-invitation-unknown",
            ),
            ("openid_configuration=%00", "parameter-unreadable"),
        ],
    )
    def test_is_refused_with_its_own_code(self, client: Client, query: str, code: str) -> None:
        response = client.get(f"/lti/register?{query}", headers={"Accept": "application/json"})

        assert _code(response) == code
        assert 400 <= response.status_code < 500

    @pytest.mark.parametrize(
        "told",
        [
            Told("not an object"),
            Told([]),
            Told({"issuer": "https://evil.example"}),
            Told(status=500),
            Told(status=302, headers={"Location": "/elsewhere"}),
            Told(None),
        ],
    )
    def test_of_an_lms_is_never_a_fault_of_ours(
        self, client: Client, server: FakeLms, told: Told
    ) -> None:
        server.tell("/configuration", told)

        response = client.get(
            "/lti/register", _asked(server), headers={"Accept": "application/json"}
        )

        assert _code(response) != "unexpected"
        assert response.status_code in (400, 403, 424)

    def test_that_comes_again_and_again_is_stopped(self, client: Client) -> None:
        for _ in range(60):
            client.get("/lti/register")

        response = client.get("/lti/register", headers={"Accept": "application/json"})

        assert _code(response) == "registration-too-often"
        assert response.status_code == 429

    def test_may_not_be_a_delete(self, client: Client) -> None:
        assert client.delete("/lti/register").status_code == 405


class TestAnInvitedLms:
    def test_may_launch_as_soon_as_it_is_registered(self, client: Client, server: FakeLms) -> None:
        staff = User.objects.create_user("staff", password="a long phrase", is_staff=True)
        browser = Client()
        browser.force_login(staff)
        page = browser.post("/staff/invitations", {"label": "Riverside", "days": "7"})
        invitation = page.context["address"].partition("invitation=")[2]

        asked = _asked(server, invitation=invitation)
        client.get("/lti/register", asked)
        client.post("/lti/register", asked, headers=OURS)

        assert platforms.find_for_login(server.url, "client-1").is_active


class TestTheCopySheet:
    def test_shows_every_value_that_an_administrator_pastes(self, client: Client, db: None) -> None:
        page = client.get("/lti/config").content.decode()

        for path in ("register", "login", "launch", "jwks", "config/canvas.json"):
            assert f"http://testserver/lti/{path}<" in page

    def test_exists_as_the_json_that_canvas_takes(self, client: Client) -> None:
        told = client.get("/lti/config/canvas.json").json()

        assert told["target_link_uri"] == "http://testserver/lti/launch"
        assert told["public_jwk_url"] == "http://testserver/lti/jwks"

    @pytest.mark.parametrize("name", ["lti-login", "lti-launch", "lti-jwks", "lti-register"])
    def test_names_addresses_that_exist(self, name: str) -> None:
        ours = platforms.addresses()

        told = [ours.login_url, ours.launch_url, ours.jwks_url, ours.register_url]
        assert f"http://testserver{reverse(name)}" in told
