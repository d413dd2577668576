"""Completions from pages outside LTI: signed with a secret, with a key, or brought with a token."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from lti_exams.assessments.models import Arrival
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from tests.factories import exams as make
from tests.factories.assessments import Desk, Page, moment
from tests.factories.rest import by_token

pytestmark = pytest.mark.django_db


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"score": -1}, "score"),
    ({"score": 11}, "score"),
    ({"score": "8"}, "score"),
    ({"maximum": None}, "maximum"),
    ({"timestamp": None}, "timestamp"),
    ({"timestamp": "2999-01-01T00:00:00Z"}, "timestamp"),
    ({"submitted_at": "soon"}, "submitted_at"),
    ({"submitted_at": "1970-01-01T00:00:00Z"}, "submitted_at"),
    ({"activity_progress": "Daydreaming"}, "activity_progress"),
    ({"evidence": "a text"}, "evidence"),
    ({"evidence": {"long": "x" * 20_000}}, "evidence"),
    ({"comment": 7}, "comment"),
    ({"points": 8}, "points"),
]


class TestACompletion:
    def test_ends_the_attempt_with_its_score(self) -> None:
        page = Page.set()

        told = page.tell(evidence={"url": "https://quiz.example/work/7"})

        assert told.json()["result"] == "applied"
        assert told.json()["score"] == {"points": 8, "maximum": 10}
        assert (page.points, page.attempt.state) == (8, exams.State.SUBMITTED)

    def test_gets_the_same_answer_when_it_comes_again(self) -> None:
        page = Page.set()
        body = json.dumps(page.said())

        first = page.send(body, **{"Idempotency-Key": "one"})
        second = page.send(body, **{"Idempotency-Key": "one"})

        assert first.json() == second.json()
        assert Arrival.objects.count() == 1

    def test_under_a_key_that_was_used_for_another_is_refused(self) -> None:
        page = Page.set()
        page.tell(key="one")

        told = page.tell(key="one", score=3)

        assert (told.status_code, told.json()["code"]) == (409, "completion-key-used-otherwise")
        assert page.points == 8

    def test_that_is_older_changes_nothing(self) -> None:
        page = Page.set()
        page.tell()

        told = page.tell(score=2, timestamp=moment(timezone.now() - timedelta(seconds=20)))

        assert (told.status_code, told.json()["result"]) == (200, "superseded")
        assert page.points == 8

    def test_without_a_score_waits_for_one(self) -> None:
        page = Page.set()

        page.tell(score=None, maximum=None)

        assert (page.points, page.attempt.state) == (None, exams.State.SUBMITTED)

    def test_for_answers_that_came_too_late_is_evidence(self) -> None:
        page = Page.set(limit_seconds=20, grace_seconds=5)

        told = page.tell(submitted_at=moment(timezone.now()))

        assert told.json()["result"] == "late"
        assert page.points is None
        assert page.attempt.late_work.exists()

    def test_for_an_attempt_that_has_not_begun_is_refused(self) -> None:
        page = Page.set()
        exams.Attempt.objects.filter(pk=page.attempt.pk).update(
            state="created", started_at=None, acts_at=None, deadline=None
        )

        assert page.tell().json()["code"] == "attempt-takes-no-score"

    def test_that_makes_no_sense_is_refused(self) -> None:
        page = Page.set()

        for changes, field in NONSENSE:
            told = page.tell(**changes)

            assert (400 <= told.status_code < 500, told.json()["field"]) == (True, field), changes
        assert page.points is None
        assert not Arrival.objects.exists()


class TestASecret:
    def test_of_another_page_signs_nothing(self) -> None:
        page, other = Page.set(), Page.set(name="Other")

        told = page.send(json.dumps(page.said()), secret=other.assessment.secret)

        assert (told.status_code, told.json()["code"]) == (401, "completion-signature")

    @pytest.mark.parametrize("minutes", [-10, 10])
    def test_signs_just_now_and_not_at_another_time(self, minutes: int) -> None:
        page = Page.set()
        at = int(timezone.now().timestamp()) + minutes * 60

        assert page.send(json.dumps(page.said()), at=at).status_code == 401

    def test_signs_the_body_and_no_other(self) -> None:
        page = Page.set()

        told = page.send(
            json.dumps(page.said()), **{"webhook-signature": "v1,AAAA v1,é", "webhook-id": "one"}
        )

        assert told.status_code == 401

    def test_signs_for_one_attempt_alone(self) -> None:
        page = Page.set()
        course = page.attempt.exam.course
        other = make.started(page.attempt.exam, make.person(course), now=timezone.now())
        body = json.dumps(page.said())
        page.send(body, key="one")

        # What names the message beside the signature is not signed.
        told = page.send(body, key="one", attempt=other.pk, **{"Idempotency-Key": "two"})

        assert (told.status_code, Arrival.objects.count()) == (401, 1)

    def test_tells_nobody_whether_an_attempt_exists(self) -> None:
        page = Page.set()

        assert page.send(json.dumps(page.said()), attempt=2**40).status_code == 401
        assert page.send(json.dumps(page.said()), attempt=2**70).status_code == 401

    def test_of_a_page_that_was_switched_off_signs_nothing(self) -> None:
        page = Page.set()
        type(page.assessment).objects.update(is_active=False)

        assert page.tell().status_code == 401


class TestAKey:
    def signed(self, desk: Desk, body: str, **changes: Any) -> dict[str, str]:
        at = int(timezone.now().timestamp())
        claims = {
            "iss": desk.tool.tool.client_id,
            "aud": settings.PUBLIC_ORIGIN,
            "iat": at,
            "exp": at + 300,
            "jti": "one",
            "body_sha256": sha256(body.encode()).hexdigest(),
            **changes,
        }
        return {"Authorization": f"Bearer {desk.tool.sign(claims)}"}

    def send(self, desk: Desk, body: str, *, to: int = 0, **changes: Any) -> Any:
        return desk.client.post(
            f"/api/v1/attempts/{to or desk.attempt.pk}/completion",
            body,
            content_type="application/json",
            headers=self.signed(desk, body, **changes),
        )

    def body(self) -> str:
        return json.dumps({"score": 8, "maximum": 10, "timestamp": moment(timezone.now())})

    def test_of_a_tool_signs_too(self) -> None:
        desk = Desk.set()

        assert self.send(desk, self.body()).json()["result"] == "applied"
        assert desk.points == 8

    @pytest.mark.parametrize(
        "changes",
        [
            {"iss": "somebody"},
            {"aud": "https://elsewhere.example"},
            {"exp": 1},
            {"iat": 1, "exp": 2**40},
            {"jti": 7},
            {"body_sha256": "0" * 64},
        ],
    )
    def test_that_signs_something_else_is_refused(self, changes: dict[str, Any]) -> None:
        desk = Desk.set()

        assert self.send(desk, self.body(), **changes).status_code == 401
        assert desk.points is None

    def test_signs_for_one_attempt_alone(self) -> None:
        desk = Desk.set()
        other = Desk.set(tool=desk.tool)
        body = self.body()
        self.send(desk, body)

        assert self.send(desk, body, to=other.attempt.pk).status_code == 401


class TestAnApiToken:
    def test_of_its_own_scope_brings_a_completion(self) -> None:
        page = Page.set()
        program = by_token(Scope.COMPLETIONS_WRITE)

        told = program.post(
            f"attempts/{page.attempt.pk}/completion", page.said(), **{"Idempotency-Key": "one"}
        )

        assert told.json()["result"] == "applied"
        assert page.points == 8

    def test_without_a_key_for_the_message_is_not_enough(self) -> None:
        page = Page.set()

        told = by_token(Scope.COMPLETIONS_WRITE).post(
            f"attempts/{page.attempt.pk}/completion", page.said()
        )

        assert (told.status_code, told.json()["code"]) == (400, "completion-key-missing")

    def test_for_something_else_is_not_enough(self) -> None:
        page = Page.set()

        told = by_token(Scope.ATTEMPTS_WRITE).post(
            f"attempts/{page.attempt.pk}/completion", page.said(), **{"Idempotency-Key": "one"}
        )

        assert told.status_code == 403

    def test_of_another_course_finds_no_attempt(self) -> None:
        page, other = Page.set(), Page.set(name="Other")
        program = by_token(Scope.COMPLETIONS_WRITE, course=other.attempt.exam.course)

        told = program.post(
            f"attempts/{page.attempt.pk}/completion", page.said(), **{"Idempotency-Key": "one"}
        )

        assert told.status_code == 404

    def test_that_was_invented_opens_nothing(self) -> None:
        page = Page.set()

        told = page.client.post(
            f"/api/v1/attempts/{page.attempt.pk}/completion",
            "{}",
            content_type="application/json",
            headers={"Authorization": "Bearer made-up"},
        )

        assert told.status_code == 401
