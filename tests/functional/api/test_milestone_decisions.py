"""Milestones over REST: records, decisions, reviews, what if, and the next term."""

import json
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.journeys.access import Scope, caller_of_command
from lti_exams.journeys.forget_person import forget_person
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make
from tests.factories.milestones_rest import ask, decide, gate, new_milestone
from tests.factories.rest import Hall, by_launch, by_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(hall: Hall) -> int:
    """A milestone that staff give."""
    return new_milestone(hall, display_name="Lab safety", is_given_by_hand=True)


class TestTheRecordOfAPerson:
    def test_says_what_it_rests_on_and_what_it_was_before(self, hall: Hall, key: int) -> None:
        decide(hall, key)
        decide(hall, key, "revoke", reason="A mistake.")
        address = f"{hall.of_course}/people/{hall.learner.person.pk}/milestones"

        (held,) = hall.teacher.get(address).json()["holdings"]

        assert (held["state"], held["reason"], held["by_hand"]) == ("revoked", "A mistake.", True)
        assert [one["state"] for one in held["past"]] == ["earned"]
        assert held["decided_by"] == f"person:{hall.teacher.person.pk}"

    def test_is_ones_own_in_every_course(self, hall: Hall, key: int) -> None:
        decide(hall, key)

        told = hall.learner.get("me/milestones").json()

        assert [one["milestone"]["id"] for one in told["holdings"]] == [key]

    def test_is_not_for_other_learners(self, hall: Hall) -> None:
        other = by_launch(hall.lms, "learner", sub="boole")
        address = f"{hall.of_course}/people/{hall.learner.person.pk}/milestones"

        assert other.get(address).status_code == 403

    def test_tells_a_teacher_nothing_of_other_courses(self, hall: Hall) -> None:
        foreign = milestones.NewMilestone(namespace="course:999", name="x", is_given_by_hand=True)
        (made,) = milestones.add_milestones([foreign], by="staff:1", now=timezone.now())
        person = hall.learner.person.pk
        milestones.award([person], [made.key], by="staff:1", now=timezone.now())

        told = hall.teacher.get(f"{hall.of_course}/people/{person}/milestones").json()

        assert told["holdings"] == []

    def test_says_how_they_stand_before_what_is_in_the_course(self, hall: Hall, key: int) -> None:
        ask(hall, key, subject=f"exam:{hall.exam.pk}")
        address = f"{hall.of_course}/people/{hall.learner.person.pk}/milestones"

        (shut,) = hall.teacher.get(address).json()["gates"]
        decide(hall, key)
        (opened,) = hall.teacher.get(address).json()["gates"]

        assert (shut["subject"], shut["is_open"]) == (f"exam:{hall.exam.pk}", False)
        assert [one["milestone"]["id"] for one in shut["missing"]] == [key]
        assert (opened["is_open"], opened["missing"]) == (True, [])

    def test_of_somebody_of_another_course_is_not_there(self, hall: Hall) -> None:
        stranger = by_launch(hall.lms, "learner", sub="boole", course="course-2").person

        refused = hall.teacher.get(f"{hall.of_course}/people/{stranger.pk}/milestones")

        assert (refused.status_code, refused.json()["code"]) == (404, "person-not-in-course")


class TestADecision:
    def test_of_somebody_of_another_course_is_refused(self, hall: Hall, key: int) -> None:
        stranger = by_launch(hall.lms, "learner", sub="boole", course="course-2").person

        assert decide(hall, key, people=[stranger.pk]).json()["field"] == "people"

    def test_about_what_the_course_only_asks_for_is_a_waiver_or_none(self, hall: Hall) -> None:
        program = by_token(Scope.MILESTONES_WRITE)
        told = {"namespace": "university", "name": "drill", "is_given_by_hand": True}
        shared = program.post(f"{hall.of_course}/milestones", told).json()["id"]
        ask(hall, shared)

        assert decide(hall, shared, "award").status_code == 403
        assert decide(hall, shared, "waive").status_code == 200
        assert gate(hall)["is_open"]

    def test_without_a_reason_takes_nothing_away(self, hall: Hall, key: int) -> None:
        decide(hall, key)

        assert decide(hall, key, "revoke", reason="").json()["code"] == "milestone-reason-missing"


class TestAReview:
    def test_is_asked_for_once_and_lets_somebody_past(self, hall: Hall, key: int) -> None:
        ask(hall, key)
        address = f"{hall.of_course}/gate/reviews"
        words = {"words": "I have a certificate."}
        first, second = (hall.learner.post(address, words).json()["id"] for _ in range(2))

        (seen,) = hall.teacher.get(address, only_open="true").json()["results"]
        told = {"lets_past": True, "reply": "Seen."}
        answered = hall.teacher.post(f"{address}/{first}/answer", told).json()

        assert (first, seen["id"], seen["missing"]) == (second, first, [key])
        assert answered["outcome"] == "let-past"
        shown = gate(hall)
        assert (shown["is_open"], shown["reasons"][0]["codes"]) == (True, ["waived"])

    def test_is_declined_with_a_reason_that_the_learner_reads(self, hall: Hall, key: int) -> None:
        ask(hall, key)
        asked = hall.learner.post(f"{hall.of_course}/gate/reviews", {}).json()["id"]
        address = f"{hall.of_course}/gate/reviews/{asked}/answer"

        wordless = hall.teacher.post(address, {"lets_past": False})
        hall.teacher.post(address, {"lets_past": False, "reply": "Do the course first."})

        assert wordless.json()["field"] == "reply"
        appeal = gate(hall)["appeal"]
        assert (appeal["outcome"], appeal["reply"]) == ("declined", "Do the course first.")

    def test_of_somebody_who_is_forgotten_says_nothing_any_more(self, hall: Hall, key: int) -> None:
        ask(hall, key)
        hall.learner.post(f"{hall.of_course}/gate/reviews", {"words": "I was ill."})

        forget_person(
            hall.learner.person.pk,
            by=caller_of_command(),
            reason="They asked.",
            erase=True,
            now=timezone.now(),
        )

        appeal = milestones.appeals_of(str(hall.course.pk)).get()
        assert (appeal.words, appeal.missing) == ("", [key])

    def test_of_a_gate_that_is_open_is_refused(self, hall: Hall) -> None:
        answer = hall.learner.post(f"{hall.of_course}/gate/reviews", {})

        assert (answer.status_code, answer.json()["code"]) == (409, "gate-open-already")


class TestWhatIf:
    def test_says_who_would_come_in_and_who_no_more_and_keeps_nothing(
        self, hall: Hall, key: int
    ) -> None:
        asked = ask(hall, key)
        address = f"{hall.of_course}/requirements/what-if"

        dropped = hall.teacher.post(address, {"dropped": [asked["id"]]}).json()
        added = hall.teacher.post(address, {"changed": {str(asked["id"]): {"verified": True}}})

        assert (dropped["learners"], dropped["pass_now"], dropped["would_pass"]) == (1, 0, 1)
        assert [one["sub"] for one in dropped["let_in"]] == ["ada"]
        assert added.json()["would_pass"] == 0
        assert not gate(hall)["is_open"]

    @pytest.mark.parametrize("told", [{"changed": {"x": {}}}, {"dropped": [12345]}])
    def test_of_nothing_that_is_there_is_refused(self, hall: Hall, told: dict[str, Any]) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/requirements/what-if", told)

        assert answer.status_code in (404, 422)


class TestTheNextTerm:
    @pytest.fixture
    def next_term(self, hall: Hall) -> Hall:
        """The same course a term later, with an exam of the same slug."""
        teacher = by_launch(hall.lms, "teacher", sub="grace", course="next")
        course = launches.Course.objects.get(context_id="next")
        exam = make.exam(course, now=timezone.now(), slug=hall.exam.slug)
        return Hall(hall.lms, course, exam, hall.learner, teacher)

    def test_takes_over_what_the_last_one_asked_after_a_look(
        self, hall: Hall, next_term: Hall, key: int
    ) -> None:
        ask(hall, key, subject=f"exam:{hall.exam.pk}", condition={"minimum_score": 60})
        document = hall.teacher.get(f"{hall.of_course}/requirements/export").json()["document"]
        address = f"{next_term.of_course}/requirements/import"

        seen = next_term.teacher.post(f"{address}/preview", {"document": document}).json()
        nothing = next_term.teacher.get(f"{next_term.of_course}/requirements").json()
        made = next_term.teacher.post(address, {"document": document})

        (line,) = seen["lines"]
        assert seen["can_be_imported"]
        assert (line["old"], line["subject"]) == (
            f"exam:{hall.exam.pk}",
            f"exam:{next_term.exam.pk}",
        )
        assert line["milestone"] == [f"course:{next_term.course.pk}", "safety"]
        assert nothing["requirements"] == []
        assert made.status_code == 201, made.content
        (tie,) = made.json()["results"]
        assert tie["condition"]["minimum_score"] == 60

    def test_refuses_what_it_has_not(self, hall: Hall, next_term: Hall, key: int) -> None:
        other = make.exam(hall.course, now=timezone.now(), slug="only-here")
        ask(hall, key, subject=f"exam:{other.pk}")
        document = hall.teacher.get(f"{hall.of_course}/requirements/export").json()["document"]
        address = f"{next_term.of_course}/requirements/import"

        seen = next_term.teacher.post(f"{address}/preview", {"document": document}).json()
        made = next_term.teacher.post(address, {"document": document})

        assert [one["is_here"] for one in seen["lines"]] == [False]
        assert made.json()["code"] == "milestone-subject-unknown"

    @pytest.mark.parametrize("document", [None, [], "x", {}, {"version": 9}, {"version": 1}])
    def test_takes_no_document_that_is_none(self, next_term: Hall, document: Any) -> None:
        address = f"{next_term.of_course}/requirements/import"
        for path in (address, f"{address}/preview"):
            body = json.dumps({"document": document})

            assert next_term.teacher.post(path, body).status_code == 422
