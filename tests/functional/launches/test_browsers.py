"""One browser's launch is nobody else's, and happens once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.launches.models import Launch
from tests.factories.lms import Lms

PROBLEM = {"accept": "application/problem+json"}
OURS = {"origin": "http://testserver"}


def code(response: HttpResponse) -> str:
    return response.json()["code"]


@pytest.mark.django_db
class TestAState:
    def test_of_another_browser_opens_nothing(self, lms: Lms, browser: Client) -> None:
        mine, other = lms.begin(browser), Client()
        theirs = lms.begin(other)
        token = lms.sign(lms.claims(theirs.nonce))

        crossed = browser.post(
            "/lti/launch", {"state": theirs.state, "id_token": token}, headers=PROBLEM
        )

        assert crossed.status_code == 400
        assert code(crossed) == "launch-browser-differs"
        assert mine.state != theirs.state
        assert not Launch.objects.exists()

    def test_does_not_take_the_nonce_of_another_login(self, lms: Lms, browser: Client) -> None:
        first, second = lms.begin(browser), lms.begin(browser)
        token = lms.sign(lms.claims(second.nonce))

        crossed = browser.post(
            "/lti/launch", {"state": first.state, "id_token": token}, headers=PROBLEM
        )

        assert code(crossed) == "launch-nonce"

    def test_does_not_take_the_token_of_another_lms(self, lms: Lms, browser: Client) -> None:
        other = Lms.registered(issuer="https://other.example", key_name="other")
        login = lms.begin(browser)
        token = other.sign(other.claims(login.nonce))

        crossed = browser.post(
            "/lti/launch", {"state": login.state, "id_token": token}, headers=PROBLEM
        )

        assert code(crossed) == "token-signature"

    def test_is_good_for_one_launch(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)
        told = {"state": login.state, "id_token": lms.sign(lms.claims(login.nonce))}

        assert browser.post("/lti/launch", told).status_code == 303
        assert code(browser.post("/lti/launch", told, headers=PROBLEM)) == "launch-state-used"

    def test_dies_after_ten_minutes(self, lms: Lms, browser: Client) -> None:
        with time_machine.travel(timezone.now() - timedelta(minutes=11)):
            login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce))

        late = browser.post(
            "/lti/launch", {"state": login.state, "id_token": token}, headers=PROBLEM
        )

        assert code(late) == "launch-state-expired"

    def test_that_nobody_gave_out_is_unknown(self, lms: Lms, browser: Client) -> None:
        lms.begin(browser)

        invented = browser.post("/lti/launch", {"state": "x", "id_token": "y"}, headers=PROBLEM)

        assert code(invented) == "launch-state-unknown"

    def test_of_a_refused_launch_may_still_open_the_right_one(
        self, lms: Lms, browser: Client
    ) -> None:
        login = lms.begin(browser)
        forged = lms.sign(lms.claims(login.nonce), key="forger")
        lms.post(browser, login.state, forged)

        right = lms.post(browser, login.state, lms.sign(lms.claims(login.nonce)))

        assert right.status_code == 303

    def test_of_an_lms_that_was_switched_off_meanwhile_opens_nothing(
        self, lms: Lms, browser: Client
    ) -> None:
        login = lms.begin(browser)
        type(lms.platform).objects.update(status="disabled")
        token = lms.sign(lms.claims(login.nonce))

        response = browser.post(
            "/lti/launch", {"state": login.state, "id_token": token}, headers=PROBLEM
        )

        assert code(response) == "platform-disabled"


@pytest.mark.django_db(transaction=True)
def test_a_launch_replayed_in_parallel_opens_once() -> None:
    lms, browser = Lms.registered(), Client()
    lms.launch(browser)
    login = lms.begin(browser)
    told = {"state": login.state, "id_token": lms.sign(lms.claims(login.nonce))}
    cookie = browser.cookies["__Host-browser"].value

    def replay(_: int) -> int:
        twin = Client()
        twin.cookies["__Host-browser"] = cookie
        try:
            return twin.post("/lti/launch", told).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(replay, range(8)))

    assert statuses.count(303) == 1
    assert statuses.count(400) == 7
    assert Launch.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_people_who_launch_a_new_course_at_once_all_arrive() -> None:
    lms = Lms.registered()
    waiting = []
    for number in range(8):
        browser = Client()
        login = lms.begin(browser)
        token = lms.sign(lms.claims(login.nonce, sub=f"person-{number}"))
        waiting.append((browser, login.state, token))

    def arrive(person: tuple[Client, str, str]) -> int:
        try:
            return lms.post(*person).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hall:
        statuses = list(hall.map(arrive, waiting))

    assert statuses == [303] * 8
    assert Launch.objects.values("course").distinct().count() == 1


@pytest.mark.django_db
class TestABrowserWithoutCookies:
    def test_is_offered_a_window_of_its_own(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser)

        response = lms.post(Client(), login.state, lms.sign(lms.claims(login.nonce)))

        page = response.content.decode()
        assert response.status_code == 200
        assert re.search(r'href="/lti/login\?iss=[^"]*" target="_blank"', page)
        assert not Launch.objects.exists()

    def test_starts_again_there_with_the_hints_of_the_lms(self, lms: Lms, browser: Client) -> None:
        login = lms.begin(browser, lti_message_hint='{"cmid":2}')
        page = lms.post(Client(), login.state, lms.sign(lms.claims(login.nonce)))
        again = re.search(r'href="(/lti/login[^"]*)"', page.content.decode())
        assert again

        response = Client().get(again[1].replace("&amp;", "&"))

        assert response.status_code == 302
        assert "lti_message_hint=%7B%22cmid%22%3A2%7D" in response["Location"]
        assert "login_hint=hint-1" in response["Location"]


@pytest.mark.django_db
class TestPlatformStorage:
    def begun(self, lms: Lms) -> tuple[str, str, str]:
        """Begin in a browser that drops cookies; return state, nonce and the proof it stores."""
        page = Client().post("/lti/login", lms.login_parameters(lti_storage_target="_parent"))
        text = page.content.decode()
        value = re.search(r'data-value="([^"]+)"', text)
        state = re.search(r"state=([\w-]+)", text)
        nonce = re.search(r"nonce=([\w-]+)", text)
        assert value
        assert state
        assert nonce
        return state[1], nonce[1], value[1]

    def test_is_written_to_the_lms_alone(self, lms: Lms) -> None:
        page = Client().post("/lti/login", lms.login_parameters(lti_storage_target="_parent"))

        assert 'data-origin="https://lms.example"' in page.content.decode()
        assert "frame-ancestors https://lms.example" in page["Content-Security-Policy"]

    def test_is_asked_when_no_cookie_comes_back(self, lms: Lms) -> None:
        state, nonce, _ = self.begun(lms)

        page = lms.post(Client(), state, lms.sign(lms.claims(nonce))).content.decode()

        assert 'data-storage="get"' in page
        assert not Launch.objects.exists()

    def test_opens_the_launch_with_the_proof_that_was_stored(self, lms: Lms) -> None:
        state, nonce, proof = self.begun(lms)
        told = {"state": state, "id_token": lms.sign(lms.claims(nonce)), "storage_proof": proof}

        response = Client().post("/lti/launch", told, headers=OURS)

        assert response.status_code == 303
        assert Launch.objects.get().cookieless
        assert Client().get(response["Location"]).status_code == 200

    def test_refuses_the_proof_of_another_login(self, lms: Lms) -> None:
        state, nonce, _ = self.begun(lms)
        _, _, other = self.begun(lms)
        told = {"state": state, "id_token": lms.sign(lms.claims(nonce)), "storage_proof": other}

        response = Client().post("/lti/launch", told, headers={**OURS, **PROBLEM})

        assert code(response) == "launch-storage-differs"

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://lms.example"])
    def test_believes_a_proof_from_our_own_page_alone(self, lms: Lms, origin: str) -> None:
        state, nonce, proof = self.begun(lms)
        told = {"state": state, "id_token": lms.sign(lms.claims(nonce)), "storage_proof": proof}

        Client().post("/lti/launch", told, headers={"origin": origin})

        assert not Launch.objects.exists()


@pytest.mark.django_db
class TestAHandOff:
    def offered(self, lms: Lms, browser: Client) -> str:
        page = browser.get(lms.launch(browser)["Location"] + "new-window/").content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page)
        assert token
        return token[1]

    def test_continues_in_a_window_that_has_no_cookie(self, lms: Lms, browser: Client) -> None:
        window = Client()

        opened = window.post("/lti/continue", {"token": self.offered(lms, browser)}, headers=OURS)

        assert opened.status_code == 303
        assert window.get(opened["Location"]).status_code == 200
        assert browser.get(opened["Location"]).status_code == 403

    def test_works_once(self, lms: Lms, browser: Client) -> None:
        told = {"token": self.offered(lms, browser)}

        assert Client().post("/lti/continue", told, headers=OURS).status_code == 303
        assert Client().post("/lti/continue", told, headers=OURS).status_code == 403

    def test_works_for_a_minute(self, lms: Lms, browser: Client) -> None:
        told = {"token": self.offered(lms, browser)}

        with time_machine.travel(timezone.now() + timedelta(seconds=61)):
            assert Client().post("/lti/continue", told, headers=OURS).status_code == 403

    def test_is_not_taken_from_a_page_of_another_site(self, lms: Lms, browser: Client) -> None:
        told = {"token": self.offered(lms, browser)}
        evil = {"origin": "https://evil.example"}

        assert Client().post("/lti/continue", told, headers=evil).status_code == 403
        assert Client().post("/lti/continue", told, headers=OURS).status_code == 303
