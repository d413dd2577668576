"""What holds for every address holds for those of milestones: who may, how many, whatever comes."""

import json
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_exams.api import endpoint
from lti_exams.journeys.access import Scope
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.milestones import BY, counted
from tests.factories.milestones_rest import ask, decide, new_milestone
from tests.factories.rest import Hall, by_token
from tests.functional.api.test_description import _check
from tests.functional.api.test_fuzz import EXAMPLES, _values

pytestmark = pytest.mark.django_db

WHY = {"reason": "because"}
# Method, address and body, and the status for each of WHO; those who reach no course get 404.
WHO = ("learner", "assistant", "teacher", "service staff", "token", "token that may read")
TABLE = (
    ("GET", "{course}/milestones", None, "403 200 200 200 200 403"),
    ("GET", "{course}/requirements", None, "403 200 200 200 200 403"),
    ("GET", "{course}/requirements/export", None, "403 200 200 200 200 403"),
    ("GET", "{course}/gate", None, "200 200 200 200 200 200"),
    ("GET", "{course}/gate?person={other}", None, "403 200 200 200 200 403"),
    ("GET", "{course}/gate/reviews", None, "403 200 200 200 200 403"),
    ("GET", "{course}/people/{other}/milestones", None, "403 200 200 200 200 403"),
    ("GET", "{course}/awards", None, "403 200 200 200 200 403"),
    ("GET", "relation-kinds", None, "403 200 200 200 200 403"),
    (
        "PUT",
        "relation-kinds",
        {"name": "requires", "side": "requires"},
        "403 403 403 200 200 403",
    ),
    ("GET", "me/milestones", None, "200 200 200 403 403 403"),
    ("POST", "{course}/milestones", {"name": "x"}, "403 403 201 201 201 403"),
    ("PATCH", "{course}/milestones/999999999", {}, "403 403 404 404 404 403"),
    ("POST", "{course}/milestones/999999999/remove", {}, "403 403 404 404 404 403"),
    ("POST", "{course}/requirements", {"milestone": 999_999_999}, "403 403 404 404 404 403"),
    ("POST", "{course}/requirements/groups", {}, "403 403 422 422 422 403"),
    ("POST", "{course}/requirements/999999999/remove", None, "403 403 404 404 404 403"),
    ("POST", "{course}/requirements/what-if", {}, "403 403 200 200 200 403"),
    ("POST", "{course}/requirements/import", {}, "403 403 422 422 422 403"),
    ("POST", "{course}/requirements/import/preview", {}, "403 403 422 422 422 403"),
    ("POST", "{course}/requirements/remove-all", None, "403 403 403 200 200 403"),
    ("POST", "{course}/fulfilments", {"milestone": 999_999_999}, "403 403 403 404 404 403"),
    ("POST", "{course}/fulfilments/999999999/remove", None, "403 403 404 404 404 403"),
    ("PUT", "{course}/prerequisites", {"needed": []}, "403 403 200 200 200 403"),
    ("PUT", "{course}/completion-rule", {}, "403 403 422 422 422 403"),
    ("POST", "{course}/completed", {"people": [999_999_999], **WHY}, "403 403 422 422 422 403"),
    ("POST", "{course}/awards", {}, "403 403 422 422 422 403"),
    (
        "POST",
        "{course}/gate/reviews/999999999/answer",
        {"lets_past": True},
        "403 403 404 404 404 403",
    ),
    ("POST", "completions", {"completions": [{}]}, "403 403 403 207 207 403"),
)


@pytest.mark.slow
class TestEveryAddress:
    @pytest.mark.parametrize("who", WHO)
    def test_answers_everybody_by_who_they_are(self, hall: Hall, who: str) -> None:
        told = {"course": hall.of_course, "other": hall.teacher.person.pk}
        caller = hall.caller(who)

        found = {
            f"{method} {path}": caller.send(method, path.format(**told), body).status_code
            for method, path, body, _ in TABLE
        }

        place = WHO.index(who)
        assert found == {
            f"{method} {path}": int(statuses.split()[place]) for method, path, _, statuses in TABLE
        }

    @pytest.mark.parametrize(
        ("who", "status"),
        [("anonymous", 401), ("teacher of another course", 404), ("token of another course", 404)],
    )
    def test_is_nothing_to_strangers(self, hall: Hall, who: str, status: int) -> None:
        caller = hall.caller(who)
        told = {"course": hall.of_course, "other": hall.teacher.person.pk}

        found = {
            caller.send(method, path.format(**told), body).status_code
            for method, path, body, _ in TABLE
            if path.startswith("{course}")
        }

        assert found == {status}

    def test_gives_the_first_answer_again_under_the_same_key(self, hall: Hall) -> None:
        body, key = {"name": "once"}, {"Idempotency-Key": "k1"}

        first, second = (
            hall.teacher.post(f"{hall.of_course}/milestones", body, **key) for _ in range(2)
        )

        assert first.json() == second.json()
        assert second["Idempotent-Replayed"] == "true"


class TestTheNumberOfQueries:
    @pytest.mark.parametrize(
        ("path", "most"),
        [
            ("milestones", 10),
            ("requirements", 14),
            ("requirements/export", 6),
            ("gate", 10),
            ("gate/reviews", 4),
            ("awards", 12),
            ("people/{learner}/milestones", 14),
        ],
    )
    def test_is_the_same_for_one_and_for_many(self, hall: Hall, path: str, most: int) -> None:
        address = f"{hall.of_course}/{path.format(learner=hall.learner.person.pk)}"

        def fill(number: int) -> None:
            for one in range(number):
                key = new_milestone(hall, f"{number} {one}", is_given_by_hand=True)
                ask(hall, key)
                decide(hall, key)
                person = make.person(hall.course, f"{number} {one}")
                milestones.appeal(
                    milestones.NewAppeal(
                        person=person, course=str(hall.course.pk), missing=[key], words="x"
                    ),
                    by=BY,
                    now=timezone.now(),
                )

        def asked() -> int:
            with counted() as queries:
                assert hall.teacher.get(address).status_code == 200
            return queries()

        fill(1)
        few = asked()
        fill(6)

        assert asked() <= few <= most


class TestAnswers:
    def test_are_as_the_document_says(self, hall: Hall) -> None:
        key = new_milestone(hall, is_given_by_hand=True)
        tie = ask(hall, key)
        gate = hall.learner.get(f"{hall.of_course}/gate").json()
        review = hall.learner.post(f"{hall.of_course}/gate/reviews", {}).json()
        changes = decide(hall, key).json()
        person = hall.learner.person.pk
        program = by_token(Scope.COMPLETIONS_WRITE)

        _check(tie, "TieShown")
        _check(gate, "GateShown")
        _check(review, "AppealShown")
        _check(changes, "ChangesShown")
        _check(program.post("completions", {"completions": [{}]}).json(), "EventResults")
        for path, shape in (
            ("milestones", "MilestonesShown"),
            ("requirements", "RequirementsShown"),
            ("gate/reviews", "AppealsShown"),
            ("awards", "StandingsShown"),
            (f"people/{person}/milestones", "CourseRecordShown"),
            (f"people/{person}/milestones/{key}/badge", "BadgeShown"),
        ):
            _check(hall.teacher.get(f"{hall.of_course}/{path}").json(), shape)


GOOD: dict[str, dict[str, Any]] = {
    "POST milestones": {"name": "fuzz", "namespace": "", "display_name": "", "links_follow": True},
    "POST requirements": {"milestone": 1, "subject": "course", "condition": {}, "parent": None},
    "POST requirements/groups": {"mode": "any", "milestones": [1], "count": None, "kind": "x"},
    "POST fulfilments": {"milestone": 1, "holds_for_days": 1, "when_lost": "keep"},
    "PUT prerequisites": {"needed": [{"subject": "course:1"}], "subject": "course"},
    "PUT completion-rule": {"rule": {"ask": "completed", "about": {"subject": "exam:1"}}},
    "POST awards": {"people": [1], "milestones": [1], "verdict": "award", "reason": "x"},
    "POST completed": {"people": [1], "reason": "x", "complete": True},
    "POST requirements/what-if": {"subject": "course", "added": [1], "changed": {"1": {}}},
    "POST requirements/import/preview": {
        "document": {"version": 1, "course": "1", "requirements": [{}]},
        "subjects": {},
    },
    "POST gate/reviews": {"words": "x"},
}


@pytest.mark.slow
class TestNothingIsAFault:
    def test_of_a_body_with_a_field_that_is_anything(self, lms: Lms, monkeypatch: Any) -> None:
        monkeypatch.setattr(endpoint, "MOST_REQUESTS", 10**9)
        hall = Hall.opened(lms)
        names = {
            name: st.dictionaries(st.sampled_from([*body]), _values, max_size=3)
            for name, body in GOOD.items()
        }

        @settings(max_examples=EXAMPLES)
        @given(st.data(), st.sampled_from([*GOOD]))
        def answered(data: st.DataObject, name: str) -> None:
            method, path = name.split(" ")
            body = json.dumps(GOOD[name] | data.draw(names[name]))
            answer = hall.teacher.send(method, f"{hall.of_course}/{path}", body)
            assert answer.status_code < 500

        answered()

    def test_of_an_event_that_is_anything(self, lms: Lms, monkeypatch: Any) -> None:
        monkeypatch.setattr(endpoint, "MOST_REQUESTS", 10**9)
        hall, program = Hall.opened(lms), by_token(Scope.COMPLETIONS_WRITE)
        good = {
            "event": "e",
            "course": hall.course.pk,
            "subject": "course",
            "sub": "ada",
            "at": "2026-02-01T09:00:00Z",
            "complete": True,
            "score": 1,
        }

        @settings(max_examples=EXAMPLES)
        @given(st.dictionaries(st.sampled_from([*good, "person"]), _values, max_size=3))
        def answered(changes: dict[str, Any]) -> None:
            body = json.dumps({"completions": [good | changes]})
            assert program.post("completions", body).status_code in (200, 207, 400)

        answered()
        assert launches.Course.objects.filter(pk=hall.course.pk).exists()
