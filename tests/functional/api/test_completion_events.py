"""Outside events over REST: signed or with a token, in bulk, each counted once."""

import json
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.journeys.access import Scope
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make
from tests.factories.milestones import counted
from tests.factories.rest import Caller, Hall, by_launch, by_token

pytestmark = pytest.mark.django_db

AT = "2026-02-01T09:00:00Z"


def event(hall: Hall, name: str = "e1", **told: Any) -> dict[str, Any]:
    return {"event": name, "course": hall.course.pk, "sub": "ada", "at": AT, **told}


def send(caller: Caller, *events: dict[str, Any], **headers: str) -> Any:
    return caller.post("completions", {"completions": events}, **headers)


def gives(hall: Hall, subject: str = "course", **told: Any) -> int:
    """Let something in the course give a new milestone."""
    name = {"name": f"of {subject}"}
    key: int = hall.teacher.post(f"{hall.of_course}/milestones", name).json()["id"]
    body = {"subject": subject, "milestone": key, **told}
    answer = hall.teacher.post(f"{hall.of_course}/fulfilments", body)
    assert answer.status_code == 201, answer.content
    return key


def holds(hall: Hall, key: int) -> bool:
    return milestones.holds(hall.learner.person.pk, key, now=timezone.now())


@pytest.fixture
def program() -> Caller:
    return by_token(Scope.COMPLETIONS_WRITE)


class TestAnEvent:
    def test_completes_a_course_and_gives_what_it_gives(self, hall: Hall, program: Caller) -> None:
        key = gives(hall, condition={"minimum_score": 60})

        told = send(program, event(hall, score=60)).json()

        assert (told["recorded"], told["refused"]) == (1, 0)
        assert told["changed"] == [
            {"person": hall.learner.person.pk, "milestone": key, "before": None, "after": "earned"}
        ]
        assert holds(hall, key)

    def test_counts_once_for_good(self, hall: Hall, program: Caller) -> None:
        gives(hall)
        send(program, event(hall))

        told = send(program, event(hall, complete=False)).json()

        assert [one["result"] for one in told["results"]] == ["repeated"]
        assert told["changed"] == []

    def test_that_comes_late_does_not_undo_a_newer_one(self, hall: Hall, program: Caller) -> None:
        key = gives(hall)
        send(program, event(hall, "new"))
        send(program, event(hall, "old", at="2025-01-01T00:00:00Z", complete=False))

        assert holds(hall, key)

    def test_of_a_name_that_is_taken_is_refused_and_not_lost(
        self, hall: Hall, program: Caller
    ) -> None:
        by_launch(hall.lms, "learner", sub="ben")
        send(program, event(hall))

        known = send(program, event(hall, sub="ben")).json()
        together = send(program, event(hall, "e2"), event(hall, "e2", sub="ben")).json()

        assert [one["code"] for one in known["results"]] == ["completion-event-taken"]
        assert [one["result"] for one in together["results"]] == ["recorded", "refused"]

    def test_that_is_yet_to_come_is_refused(self, hall: Hall, program: Caller) -> None:
        (told,) = send(program, event(hall, at="2190-01-01T00:00:00Z")).json()["results"]

        assert (told["code"], told["field"]) == ("milestone-condition-invalid", "at")

    def test_takes_back_what_its_rule_takes_back(self, hall: Hall, program: Caller) -> None:
        taken, kept = gives(hall), gives(hall, "content-item:1", when_lost="keep")
        for subject in ("course", "content-item:1"):
            send(program, event(hall, f"1 {subject}", subject=subject))
        for subject in ("course", "content-item:1"):
            later = {"at": "2026-03-01T00:00:00Z", "complete": False}
            send(program, event(hall, f"2 {subject}", subject=subject, **later))

        assert (holds(hall, taken), holds(hall, kept)) == (False, True)

    def test_names_content_of_any_length_and_script(self, hall: Hall, program: Caller) -> None:
        subject = "content-item:" + "課" * 5_000
        key = gives(hall, subject)

        send(program, event(hall, subject=subject))

        assert holds(hall, key)


class TestManyAtOnce:
    def test_are_recorded_or_refused_one_by_one(self, hall: Hall, program: Caller) -> None:
        answer = send(
            program,
            event(hall, "1"),
            event(hall, "2", sub="nobody"),
            event(hall, "3", course=10**9),
            event(hall, "4", subject="exam:77"),
            event(hall, "5", subject="moon:1"),
            event(hall, "6", score=-1),
            event(hall, "7", at="yesterday"),
            event(hall, "8", person=1),
            {"event": "9"},
        )

        told = answer.json()
        assert (answer.status_code, told["recorded"], told["refused"]) == (207, 1, 8)
        assert [one.get("code") for one in told["results"]] == [
            None,
            "person-unknown",
            "course-unknown",
            "milestone-subject-unknown",
            "milestone-subject-invalid",
            "milestone-condition-invalid",
            "api-input-invalid",
            "api-input-invalid",
            "api-input-invalid",
        ]

    def test_take_as_many_queries_as_one(self, hall: Hall, program: Caller) -> None:
        gives(hall)
        for person in make.people(hall.course, 30):
            hall.course.memberships.create(person=person, as_of=timezone.now())
        people = [one.person_id for one in hall.course.memberships.all()]

        def asked(events: list[dict[str, Any]]) -> int:
            with counted() as queries:
                assert send(program, *events).status_code == 200
            return queries()

        def about(person: int, name: str) -> dict[str, Any]:
            told = event(hall, f"{name} {person}", person=person)
            return {name: value for name, value in told.items() if name != "sub"}

        one = asked([about(people[0], "a")])
        many = asked([about(person, "b") for person in people[1:]])

        assert many <= one <= 14


class TestWhoMayTell:
    def test_is_no_learner_and_no_other_token(self, hall: Hall) -> None:
        callers = [hall.learner, hall.teacher, by_token(Scope.MILESTONES_WRITE)]

        assert [send(one, event(hall)).status_code for one in callers] == [403, 403, 403]

    def test_of_one_course_is_nothing_elsewhere(self, hall: Hall) -> None:
        by_launch(hall.lms, "teacher", sub="noether", course="course-2")
        other = launches.Course.objects.get(context_id="course-2")
        bound = by_token(Scope.COMPLETIONS_WRITE, course=other)

        assert send(bound, event(hall)).json()["results"][0]["code"] == "course-unknown"

    def test_of_one_course_gives_nothing_of_another_by_the_same_content(self, hall: Hall) -> None:
        key = gives(hall, "content-item:shared")
        by_launch(hall.lms, "learner", sub="ada", course="course-2")
        other = launches.Course.objects.get(context_id="course-2")
        bound = by_token(Scope.COMPLETIONS_WRITE, course=other)

        told = send(bound, event(hall, course=other.pk, subject="content-item:shared")).json()

        assert told["results"][0]["code"] == "act-refused"
        assert not holds(hall, key)


class TestASignedMessage:
    @pytest.fixture
    def quiz(self) -> assessments.Assessment:
        new = assessments.NewAssessment(
            name="Quiz", way=assessments.Way.OUTSIDE, slug="quiz", address="https://quiz.example/x"
        )
        return assessments.define(new, by="staff:1", now=timezone.now())

    def _signed(self, quiz: assessments.Assessment, *events: dict[str, Any]) -> Any:
        body = json.dumps({"completions": events}).encode()
        told = {"key": "msg-1", "at": str(int(timezone.now().timestamp()))}
        signature = assessments.signatures.signature(quiz.secret, body=body, **told)
        headers = {
            "Completion-Source": quiz.key,
            "webhook-id": told["key"],
            "webhook-timestamp": told["at"],
            "webhook-signature": signature,
        }
        return headers, body

    def test_tells_of_content_of_its_own(self, hall: Hall, quiz: Any) -> None:
        subject = f"content-item:{quiz.key}/lesson-1"
        key = gives(hall, subject)
        headers, body = self._signed(quiz, event(hall, subject=subject))

        answer = Caller(headers=headers).post("completions", body)

        assert answer.status_code == 200, answer.content
        assert holds(hall, key)

    @pytest.mark.parametrize("subject", ["course", "content-item:other/lesson-1"])
    def test_tells_of_nothing_else(self, hall: Hall, quiz: Any, subject: str) -> None:
        headers, body = self._signed(quiz, event(hall, subject=subject))

        told = Caller(headers=headers).post("completions", body).json()

        assert [one["code"] for one in told["results"]] == ["act-refused"]

    def test_that_was_changed_is_refused(self, hall: Hall, quiz: Any) -> None:
        headers, body = self._signed(quiz, event(hall))

        answer = Caller(headers=headers).post("completions", body + b" ")

        assert (answer.status_code, answer.json()["code"]) == (401, "completion-signature")
