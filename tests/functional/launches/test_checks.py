"""Every named check and every code of a token refuses what breaks it, and nothing else does."""

import re
from random import Random

import pytest
from django.http import HttpResponse
from django.test import Client

from lti_exams.launches.models import Launch, Person
from lti_exams.launches.rules.checks import CHECKS
from lti_exams.trust.errors import TokenRefused
from tests.factories.forgeries import FORGERIES, begin, ready_for_forgeries, valid_claims
from tests.factories.lms import Lms

pytestmark = pytest.mark.django_db

PROBLEM = {"accept": "application/problem+json"}
EACH = 12


@pytest.fixture
def forged(lms: Lms) -> Lms:
    ready_for_forgeries(lms)
    return lms


def answer_to(lms: Lms, browser: Client, code: str, rng: Random) -> HttpResponse:
    login = begin(lms, browser)
    token = FORGERIES[code].make(lms, login, rng)
    return browser.post("/lti/launch", {"state": login.state, "id_token": token}, headers=PROBLEM)


class TestTheTableOfForgeries:
    def test_has_an_entry_for_every_check_and_every_code_of_a_token(self) -> None:
        checks = {check.code for check in CHECKS}

        assert set(FORGERIES) == checks | set(TokenRefused.codes) | {"launch-pylti1p3"}

    def test_starts_from_launches_that_are_accepted(self, forged: Lms, browser: Client) -> None:
        rng = Random(1)

        for _ in range(EACH):
            login = begin(forged, browser)
            claims = valid_claims(forged, login, rng)
            assert forged.post(browser, login.state, forged.sign(claims)).status_code == 303


@pytest.mark.parametrize("code", FORGERIES)
class TestALaunchThatIsWrongInOneRespect:
    def test_is_refused_by_the_code_of_that_respect(
        self, forged: Lms, browser: Client, code: str
    ) -> None:
        rng = Random(code)

        answers = [answer_to(forged, browser, code, rng) for _ in range(EACH)]

        assert {answer.json()["code"] for answer in answers} == {code}
        assert all(400 <= answer.status_code < 500 for answer in answers)

    def test_leaves_nothing_behind(self, forged: Lms, browser: Client, code: str) -> None:
        answer_to(forged, browser, code, Random(code))

        assert not Launch.objects.exists()
        assert not Person.objects.exists()


class TestARefusedLaunch:
    def test_tells_a_page_which_check_failed_and_which_passed(
        self, forged: Lms, browser: Client
    ) -> None:
        login = begin(forged, browser)
        token = FORGERIES["launch-azp"].make(forged, login, Random(1))

        page = forged.post(browser, login.state, token).content.decode()

        listed = re.findall(r'<span class="tag (good|bad)">', page)
        passed = [check.name for check in CHECKS].index("azp")
        assert listed == ["good"] * passed + ["bad"]

    def test_does_not_use_up_the_login(self, forged: Lms, browser: Client) -> None:
        login = begin(forged, browser)
        forgery = FORGERIES["token-signature"].make(forged, login, Random(1))

        forged.post(browser, login.state, forgery)

        token = forged.sign(forged.claims(login.nonce))
        assert forged.post(browser, login.state, token).status_code == 303


def test_a_header_that_points_at_keys_is_passed_over(forged: Lms, browser: Client) -> None:
    login = begin(forged, browser)
    elsewhere = {"jku": "https://evil.example/jwks", "x5u": "https://evil.example/x5u"}

    token = forged.sign(forged.claims(login.nonce), **elsewhere)

    assert forged.post(browser, login.state, token).status_code == 303
