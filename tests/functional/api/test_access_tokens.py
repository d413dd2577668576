import importlib.util
import json
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import jwt
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from jwcrypto.jwk import JWKSet
from jwcrypto.jwt import JWT

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.rest import Caller, Hall, Scope, by_token

pytestmark = pytest.mark.django_db

BECAUSE = {"reason": "because"}


def _ask(hall: Hall, caller: Caller | None = None) -> tuple[int, dict[str, Any]]:
    answer = (caller or hall.learner).post(f"{hall.of_exam}/access-token")
    return answer.status_code, answer.json()


def _claims(token: str) -> dict[str, Any]:
    """Read a token with jwcrypto, as another server would."""
    keys = Client().get("/tools/jwks").content.decode()
    read = JWT(jwt=token, key=JWKSet.from_json(keys), algs=["RS256"])
    return json.loads(read.claims)


def _example() -> ModuleType:
    path = Path(settings.BASE_DIR, "docs", "examples", "verify_exam_token.py")
    spec = importlib.util.spec_from_file_location("verify_exam_token", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _verifier(audience: str = "https://lms.example"):
    """Return the verifier of the documentation, with our keys in place of the network."""
    keys = jwt.PyJWKClient("https://unused.example")
    keys.fetch_data = lambda: Client().get("/tools/jwks").json()
    return _example().ExamTokenVerifier(issuer="http://testserver", audience=audience, keys=keys)


class TestAToken:
    def test_verifies_in_another_library(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)["id"]

        _, told = _ask(hall)

        claims = _claims(told["token"])
        assert {name: claims[name] for name in ("iss", "aud", "sub", "exam", "attempt")} == {
            "iss": "http://testserver",
            "aud": "https://lms.example",
            "sub": "ada",
            "exam": hall.exam.pk,
            "attempt": attempt,
        }
        assert (claims["exam_slug"], claims["course"]) == ("final", "course-1")

    def test_is_for_the_assessment_that_the_exam_names(self, lms: Lms) -> None:
        hall = Hall.opened(lms, assessment="url:https://quiz.example")
        hall.come_in(start=True)

        assert _claims(_ask(hall)[1]["token"])["aud"] == "url:https://quiz.example"

    def test_lives_for_a_minute(self, hall: Hall) -> None:
        hall.come_in(start=True)

        _, told = _ask(hall)

        claims = _claims(told["token"])
        assert claims["exp"] - claims["iat"] == 60
        assert datetime.fromisoformat(told["expires_at"]).timestamp() == claims["exp"]

    def test_ends_with_the_time_that_is_left(self, lms: Lms) -> None:
        hall = Hall.opened(lms, limit_seconds=30)
        deadline = datetime.fromisoformat(hall.come_in(start=True)["deadline"])

        _, told = _ask(hall)

        assert _claims(told["token"])["exp"] == deadline.timestamp()

    def test_is_another_each_time(self, hall: Hall) -> None:
        hall.come_in(start=True)

        first, second = (_claims(_ask(hall)[1]["token"])["jti"] for _ in range(2))

        assert first != second


class TestTheVerifierOfTheDocumentation:
    def test_takes_a_token_for_its_exam(self, hall: Hall) -> None:
        hall.come_in(start=True)

        claims = _verifier().verify(_ask(hall)[1]["token"], course="course-1", exam="final")

        assert claims["sub"] == "ada"

    @pytest.mark.parametrize(("course", "exam"), [("course-1", "other"), ("course-2", "final")])
    def test_refuses_a_token_for_another_exam(self, hall: Hall, course: str, exam: str) -> None:
        hall.come_in(start=True)

        with pytest.raises(jwt.InvalidTokenError):
            _verifier().verify(_ask(hall)[1]["token"], course=course, exam=exam)

    def test_refuses_a_token_for_another_server(self, hall: Hall) -> None:
        hall.come_in(start=True)

        with pytest.raises(jwt.InvalidAudienceError):
            _verifier("https://other.example").verify(
                _ask(hall)[1]["token"], course="course-1", exam="final"
            )

    def test_refuses_a_token_that_has_ended(self, hall: Hall) -> None:
        hall.come_in(start=True)
        token = _ask(hall)[1]["token"]

        with (
            time_machine.travel(timezone.now() + timedelta(seconds=70), tick=False),
            pytest.raises(jwt.ExpiredSignatureError),
        ):
            _verifier().verify(token, course="course-1", exam="final")

    def test_refuses_a_token_that_was_changed(self, hall: Hall) -> None:
        hall.come_in(start=True)
        head, _, signature = _ask(hall)[1]["token"].split(".")
        forged = jwt.encode({"exam_slug": "final"}, "x" * 32).split(".")[1]

        with pytest.raises(jwt.InvalidSignatureError):
            _verifier().verify(f"{head}.{forged}.{signature}", course="course-1", exam="final")

    def test_refuses_a_token_that_names_no_key_of_ours(self, hall: Hall) -> None:
        forged = jwt.encode({"exam_slug": "final"}, "x" * 32, headers={"kid": "none of ours"})

        with pytest.raises(jwt.InvalidTokenError):
            _verifier().verify(forged, course="course-1", exam="final")


class TestALearner:
    def test_who_rehearses_gets_none_neither_before_nor_after(self, lms: Lms) -> None:
        opens, over = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
        hall = Hall.opened(lms, opens_at=opens, due_at=over)
        rehearsal = hall.come_in(rehearsal=True, start=True)["id"]
        before = _ask(hall)[0]
        hall.learner.post(f"attempts/{rehearsal}/actions", {"action": "submit"})

        with time_machine.travel(over + timedelta(seconds=1), tick=False):
            assert (before, _ask(hall)[0]) == (403, 403)

    @pytest.mark.parametrize("policy", exams.SecondDevice)
    def test_who_left_the_room_gets_none(self, lms: Lms, policy: exams.SecondDevice) -> None:
        rules = ({"rule": "addresses", "networks": ["127.0.0.0/8"]},)
        hall = Hall.opened(lms, access_rules=rules, second_device=policy)
        hall.come_in(start=True)
        inside = _ask(hall)[0]

        answer = hall.learner.client.post(
            f"/api/v1/{hall.of_exam}/access-token",
            content_type="application/json",
            headers=hall.learner.headers,
            REMOTE_ADDR="192.0.2.7",
        )

        assert (inside, answer.status_code) == (200, 403)
        assert answer.json()["why"] == "address-not-allowed"

    def test_reads_again_only_once_the_last_group_has_sat(self, lms: Lms) -> None:
        over, later = (timezone.now() + timedelta(minutes=minutes) for minutes in (10, 60))
        hall = Hall.opened(lms, closes_at=over)
        groups = [
            {"name": "first", "people": [hall.learner.person.pk]},
            {"name": "second", "people": [], "closes_at": later.isoformat()},
        ]
        hall.teacher.patch(hall.of_exam, {"access_rules": [{"rule": "groups", "groups": groups}]})
        attempt = hall.come_in(start=True)["id"]
        hall.learner.post(f"attempts/{attempt}/actions", {"action": "submit"})

        seen = []
        for moment in (over, later):
            with time_machine.travel(moment + timedelta(seconds=1), tick=False):
                seen.append(_ask(hall)[0])

        assert seen == [403, 200]

    def test_without_an_attempt_gets_none(self, hall: Hall) -> None:
        assert _ask(hall)[0] == 403

    def test_who_came_in_and_has_not_begun_gets_none(self, hall: Hall) -> None:
        hall.come_in()

        assert _ask(hall)[0] == 403

    @pytest.mark.parametrize("action", ["stop", "submit"])
    def test_who_has_finished_gets_none_before_the_exam_is_over(
        self, hall: Hall, action: str
    ) -> None:
        attempt = hall.come_in(start=True)["id"]
        hall.learner.post(f"attempts/{attempt}/actions", {"action": action})

        assert _ask(hall)[0] == 403

    def test_who_is_paused_gets_none(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)["id"]
        hall.teacher.post(f"attempts/{attempt}/controls", {"control": "pause", **BECAUSE})

        assert _ask(hall)[0] == 403

    def test_whose_time_is_up_gets_none_in_the_grace(self, lms: Lms) -> None:
        hall = Hall.opened(lms, limit_seconds=60, grace_seconds=600)
        hall.come_in(start=True)

        with time_machine.travel(timezone.now() + timedelta(seconds=62), tick=False):
            assert _ask(hall)[0] == 403

    @pytest.mark.parametrize(("hides", "status"), [(False, 200), (True, 403)])
    def test_reads_again_once_the_exam_is_over_unless_it_hides(
        self, lms: Lms, hides: bool, status: int
    ) -> None:
        over = timezone.now() + timedelta(minutes=10)
        hall = Hall.opened(lms, due_at=over, hide_after_due=hides)
        attempt = hall.come_in(start=True)["id"]
        hall.learner.post(f"attempts/{attempt}/actions", {"action": "submit"})

        with time_machine.travel(over + timedelta(seconds=1), tick=False):
            assert _ask(hall)[0] == status

    def test_with_a_due_date_of_their_own_reads_again_after_it_alone(self, lms: Lms) -> None:
        over, later = (timezone.now() + timedelta(minutes=minutes) for minutes in (10, 30))
        hall = Hall.opened(lms, due_at=over)
        attempt = hall.come_in(start=True)["id"]
        hall.learner.post(f"attempts/{attempt}/actions", {"action": "submit"})
        exams.accommodate(
            hall.learner.person,
            hall.exam,
            exams.Allowance(due_at=later),
            by=make.STAFF,
            reason="x",
            now=timezone.now(),
        )

        seen = []
        for moment in (over, later):
            with time_machine.travel(moment + timedelta(seconds=1), tick=False):
                seen.append(_ask(hall)[0])

        assert seen == [403, 200]


class TestThoseWhoLookAfterTheExam:
    def test_get_a_token_without_an_attempt(self, hall: Hall) -> None:
        _, told = _ask(hall, hall.teacher)

        assert (_claims(told["token"])["attempt"], told["deadline"]) == (None, None)

    def test_are_programs_too(self, hall: Hall) -> None:
        program = by_token(Scope.EXAMS_READ)

        assert _claims(_ask(hall, program)[1]["token"])["sub"].startswith("token:")


class TestTheKeys:
    def test_are_public_and_have_no_private_half(self, client: Client) -> None:
        answer = client.get("/tools/jwks")

        keys = answer.json()["keys"]
        assert keys
        for key in keys:
            assert key.keys() == {"kty", "n", "e", "kid", "alg", "use"}
        assert answer["Cache-Control"] == "public, max-age=3600"

    def test_stay_the_same(self, client: Client) -> None:
        first, second = (client.get("/tools/jwks").json() for _ in range(2))

        assert first == second

    def test_are_read_and_not_written(self, client: Client) -> None:
        assert client.post("/tools/jwks").status_code == 405
