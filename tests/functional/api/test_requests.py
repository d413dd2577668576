"""What every address asks of a request: who sends it, in which form, and how often."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lti_exams.accounts.api import ApiToken, revoke_token
from lti_exams.api import endpoint
from lti_exams.exams import api as exams
from tests.factories.rest import Caller, Hall, Scope, by_session, by_token

pytestmark = pytest.mark.django_db

ONE = {"slug": "one", "title": "One", "kind": "timed"}


class TestWhoAsks:
    def test_is_told_how_to_be_known(self) -> None:
        answer = Caller().get("me")

        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')

    @pytest.mark.parametrize("told", ["Bearer nonsense", "Bearer", "Basic YTpi", "", "Bearer \xe9"])
    def test_with_a_token_that_is_none_is_never_somebody_else(self, hall: Hall, told: str) -> None:
        answer = hall.learner.send("GET", "me", "", Authorization=told)

        assert (answer.status_code, answer.json()["code"]) == (401, "api-token-invalid")

    def test_with_a_token_that_was_taken_back_is_nobody(self) -> None:
        program = by_token(Scope.EXAMS_READ)
        revoke_token(ApiToken.objects.get(), now=timezone.now())

        assert program.get("me").status_code == 401

    def test_with_a_token_that_has_expired_is_nobody(self) -> None:
        program = by_token(Scope.EXAMS_READ)
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        assert program.get("me").status_code == 401

    def test_by_a_token_leaves_a_trace(self) -> None:
        by_token(Scope.EXAMS_READ).get("me")

        assert ApiToken.objects.get().last_used_at is not None

    def test_by_a_launch_of_another_browser_is_nobody(self, hall: Hall) -> None:
        stranger = Caller(headers=hall.learner.headers)

        assert stranger.get("me").json()["code"] == "launch-over"

    @pytest.mark.parametrize("key", ["", "x" * 9_999, "a b", "é"])
    def test_by_a_launch_that_cannot_be_is_nobody(self, key: str) -> None:
        assert Caller(headers={"X-Launch-Key": key}).get("me").json()["code"] == "launch-over"

    @pytest.mark.parametrize("origin", ["https://evil.example", "null"])
    def test_by_a_launch_from_a_page_of_others_changes_nothing(
        self, hall: Hall, origin: str
    ) -> None:
        answer = hall.learner.post(f"{hall.of_exam}/attempts", {}, origin=origin)

        assert (answer.status_code, answer.json()["code"]) == (403, "request-from-elsewhere")

    def test_by_a_staff_session_without_its_csrf_token_changes_nothing(self, hall: Hall) -> None:
        staff = by_session()
        staff.client.handler.enforce_csrf_checks = True

        answer = staff.post(f"{hall.of_course}/exams", ONE)

        assert (answer.status_code, answer.json()["code"]) == (403, "request-from-elsewhere")

    def test_is_told_what_they_may_do(self, hall: Hall) -> None:
        told = hall.learner.get("me").json()

        assert (told["roles"], told["may"], told["course"]["id"]) == (
            ["learner"],
            ["sit-exam", "see-own-qualification"],
            hall.course.pk,
        )


class TestABody:
    @pytest.mark.parametrize(
        "body", ["{", "[" * 999, '{"slug": 1, "slug": 2}', '{"a": NaN}', b"\xff", '"\\u0000"']
    )
    def test_that_cannot_be_read_is_refused(self, hall: Hall, body: str) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/exams", body)

        assert (answer.status_code, answer.json()["code"]) == (400, "api-body-unreadable")

    @pytest.mark.parametrize("body", ["[]", "1", '"text"', "null", "[[]]"])
    def test_that_is_no_object_is_refused(self, hall: Hall, body: str) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/exams", body)

        assert answer.status_code == 422

    @pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "nonsense"])
    def test_of_another_kind_is_refused(self, hall: Hall, kind: str) -> None:
        answer = hall.teacher.client.generic(
            "POST",
            f"/api/v1/{hall.of_course}/exams",
            "x",
            content_type=kind,
            headers=hall.teacher.headers,
        )

        assert (answer.status_code, answer.json()["code"]) == (415, "api-media-type")

    def test_that_is_too_large_is_refused(self, hall: Hall, settings) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

        answer = hall.teacher.post(f"{hall.of_course}/exams", ONE | {"title": "x" * 200})

        assert (answer.status_code, answer.json()["code"]) == (413, "request-too-large")


class TestAnAddress:
    @pytest.mark.parametrize("accept", ["text/html", "application/problem+json", "*/*", "x"])
    def test_answers_json_whatever_is_preferred(self, hall: Hall, accept: str) -> None:
        answer = hall.learner.send("GET", "me", "", accept=accept)

        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")

    @pytest.mark.parametrize(
        "path",
        [
            "nothing",
            f"courses/{2**63}",
            f"courses/{2**200}/exams",
            f"attempts/{2**63}",
            "attempts/0",
            "courses/1/exams/99999999999999999999999999",
            "courses/" + "9" * 5_000,
        ],
    )
    def test_where_nothing_is_is_not_found(self, hall: Hall, path: str) -> None:
        answer = hall.caller("service staff").get(path)

        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"

    def test_names_the_methods_that_it_serves(self, hall: Hall) -> None:
        answer = hall.teacher.send("DELETE", hall.of_exam)

        assert (answer.status_code, answer["Allow"]) == (405, "GET, PUT, PATCH, HEAD, OPTIONS")


class TestAnIdempotencyKey:
    def test_gives_the_first_answer_again(self, hall: Hall) -> None:
        address, key = f"{hall.of_exam}/extensions", {"Idempotency-Key": "k"}
        told = {"minutes": 5, "reason": "because"}

        first = hall.teacher.post(address, told, **key)
        second = hall.teacher.post(address, told, **key)

        assert (second.status_code, second.json()) == (201, first.json())
        assert second["Idempotent-Replayed"] == "true"
        assert exams.Extension.objects.count() == 1

    def test_is_for_one_request_alone(self, hall: Hall) -> None:
        address, key = f"{hall.of_exam}/extensions", {"Idempotency-Key": "k"}
        hall.teacher.post(address, {"minutes": 5, "reason": "because"}, **key)

        answer = hall.teacher.post(address, {"minutes": 6, "reason": "because"}, **key)

        assert (answer.status_code, answer.json()["code"]) == (422, "api-key-used-otherwise")

    def test_belongs_to_who_sends_it(self, hall: Hall) -> None:
        for caller in (hall.teacher, by_token(*Scope)):
            caller.post(
                f"{hall.of_exam}/extensions",
                {"minutes": 5, "reason": "because"},
                **{"Idempotency-Key": "k"},
            )

        assert exams.Extension.objects.count() == 2

    def test_of_a_refusal_may_be_used_again(self, hall: Hall) -> None:
        address, key = f"{hall.of_course}/exams", {"Idempotency-Key": "k"}
        refused = hall.teacher.post(address, ONE | {"limit_seconds": -1}, **key)

        mended = hall.teacher.post(address, ONE, **key)

        assert (refused.status_code, mended.status_code) == (422, 201)

    def test_holds_for_a_day(self, hall: Hall) -> None:
        address, key = f"{hall.of_exam}/extensions", {"Idempotency-Key": "k"}
        told = {"minutes": 5, "reason": "because"}
        program = by_token(*Scope)
        program.post(address, told, **key)

        with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
            program.post(address, told, **key)

        assert exams.Extension.objects.count() == 2

    @pytest.mark.parametrize("key", ["", "x" * 201])
    def test_of_no_length_that_keys_have_is_refused(self, hall: Hall, key: str) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/exams", ONE, **{"Idempotency-Key": key})

        assert (answer.status_code, answer.json()["code"]) == (400, "api-key-malformed")


class TestTooManyRequests:
    def test_are_told_to_wait(self, hall: Hall, monkeypatch) -> None:
        monkeypatch.setattr(endpoint, "MOST_REQUESTS", 2)

        answers = [hall.learner.get("me") for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[2]["Retry-After"] == "60"
