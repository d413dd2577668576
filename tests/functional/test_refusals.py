import json
import re
from collections.abc import Iterator

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from lti_exams.edge import views
from tests.factories.lms import MEMBERSHIP, Lms

JSON = {"accept": "application/json"}


@pytest.fixture
def log() -> Iterator[list[dict[str, object]]]:
    """What the service writes into its log while the test runs."""
    with structlog.testing.capture_logs() as lines:
        yield lines


class TestARefusalAsAPage:
    def test_says_what_happened_and_what_to_do(self, client: Client) -> None:
        page = client.get("/nothing/here")

        html = page.content.decode()
        assert page.status_code == 404
        assert "There is no page at this address" in html
        assert "What to do next" in html
        assert "You can put this right yourself." in html

    def test_shows_the_reference_that_the_log_has(self, client: Client, log) -> None:
        html = client.get("/nothing/here").content.decode()

        [line] = [line for line in log if line["event"] == "refused"]
        assert line["code"] == "page-not-found"
        assert str(line["reference"]).startswith("R-")
        assert str(line["reference"]) in html

    def test_has_a_new_reference_every_time(self, client: Client, log) -> None:
        client.get("/nothing/here")
        client.get("/nothing/here")

        assert len({line["reference"] for line in log}) == 2

    def test_shows_an_address_as_text_whatever_it_holds(self, client: Client) -> None:
        page = client.get("/<script>alert(1)</script>")

        assert b"<script>alert" not in page.content

    def test_puts_the_chrome_of_a_frame_on_inside_one(self, client: Client) -> None:
        framed = client.get("/nothing", headers={"sec-fetch-dest": "iframe"})
        alone = client.get("/nothing", headers={"sec-fetch-dest": "document"})

        assert b'<body class="frame"' in framed.content
        assert b'<body class="page"' in alone.content


class TestARefusalAsAProblem:
    def test_holds_the_members_of_rfc_9457(self, client: Client, log) -> None:
        response = client.get("/nothing/here", headers=JSON)

        problem = json.loads(response.content)
        assert response["Content-Type"] == "application/problem+json"
        assert problem == {
            "type": "http://testserver/help/errors#page-not-found",
            "title": "There is no page at this address",
            "status": 404,
            "detail": problem["detail"],
            "instance": "/nothing/here",
            "code": "page-not-found",
            "reference": log[0]["reference"],
            "side": "you",
        }

    def test_points_to_where_its_code_is_explained(self, client: Client) -> None:
        problem = client.get("/nothing", headers=JSON).json()

        page = client.get("/help/errors").content.decode()
        assert f'id="{problem["type"].partition("#")[2]}"' in page


@pytest.mark.django_db
class TestARefusedLaunch:
    def test_names_the_checks_for_the_administrator(self, lms: Lms, browser: Client) -> None:
        page = lms.launch(browser, version="1.1.0").content.decode()

        assert "For your administrator" in page
        assert "the one-time value is the one of this login (nonce)" in page
        assert re.search(r'<li class="failed">.*the LTI version is 1.3.0</li>', page)

    def test_may_be_read_inside_any_frame(self, client: Client) -> None:
        page = client.post("/lti/login", {})

        assert page.status_code == 400
        assert "frame-ancestors *" in page["Content-Security-Policy"]

    def test_holds_no_part_of_the_token(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce, version="1.1.0", name="Secret Person"))

        page = lms.post(browser, login.state, token).content.decode()

        assert "Secret Person" not in page
        assert not any(part in page for part in [*token.split("."), login.nonce, login.state])


class TestRequestsThatDjangoItselfRefuses:
    def test_a_method_that_is_not_served_names_those_that_are(self, client: Client) -> None:
        response = client.post("/help", headers=JSON)

        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert response.json()["code"] == "method-not-allowed"

    @pytest.mark.django_db
    def test_a_body_that_is_too_large_is_not_read(self, client: Client) -> None:
        response = client.post("/lti/login", {"iss": "x" * 10_000_000}, headers=JSON)

        assert (response.status_code, response.json()["code"]) == (413, "request-too-large")

    @pytest.mark.django_db
    def test_too_many_fields_are_not_read(self, client: Client) -> None:
        fields = {f"field-{number}": "x" for number in range(3000)}

        response = client.post("/lti/login", fields, headers=JSON)

        assert (response.status_code, response.json()["code"]) == (413, "request-too-large")

    def test_a_host_that_is_not_ours_is_refused(self, client: Client) -> None:
        response = client.get("/help", headers={**JSON, "host": "evil.example"})

        assert (response.status_code, response.json()["code"]) == (400, "request-malformed")

    @pytest.mark.django_db
    def test_a_form_without_its_csrf_token_is_told_so(self) -> None:
        strict = Client(enforce_csrf_checks=True)

        response = strict.post("/staff/sign-in", {"username": "x", "password": "y"}, headers=JSON)

        assert (response.status_code, response.json()["code"]) == (403, "request-from-elsewhere")

    @pytest.mark.django_db
    def test_a_form_in_a_launch_that_another_site_sends_is_told_so(
        self, lms: Lms, browser: Client
    ) -> None:
        page = lms.launch(browser, roles=[f"{MEMBERSHIP}Instructor"])["Location"]

        response = browser.post(f"{page}place", {"kind": "dashboard"}, headers=JSON)

        assert (response.status_code, response.json()["code"]) == (403, "request-from-elsewhere")


class TestAFaultOfOurs:
    def test_is_told_without_a_database(self) -> None:
        request = RequestFactory().get("/anything")
        request.reference = "R-FAULT"

        # A test that does not ask for the database fails when something reaches for it.
        page = views.server_error(request)

        assert page.status_code == 500
        assert "R-FAULT" in page.content.decode()

    @pytest.mark.urls(__name__)
    def test_is_told_without_what_went_wrong(self) -> None:
        client = Client(raise_request_exception=False)

        page = client.get("/broken")

        assert page.status_code == 500
        assert "The service has a fault" in page.content.decode()
        assert "the secret detail" not in page.content.decode()


def broken(request: HttpRequest) -> HttpResponse:
    """A view with a fault."""
    raise ValueError("the secret detail")


urlpatterns = [path("broken", broken), path("", include("config.urls"))]
handler500 = "lti_exams.edge.views.server_error"
