"""Milestones over REST: made, asked for and given; prerequisites, and completed courses."""

from typing import Any

import pytest
from django.utils import timezone

from lti_exams.journeys.access import Scope
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


class TestAMilestone:
    def test_is_made_in_the_namespace_of_its_course_once(self, hall: Hall) -> None:
        first, second = new_milestone(hall), new_milestone(hall)

        told = hall.teacher.get(f"{hall.of_course}/milestones").json()
        assert first == second
        assert [
            (one["milestone"]["namespace"], one["is_own"], one["holders"])
            for one in told["results"]
        ] == [(f"course:{hall.course.pk}", True, 0)]

    def test_of_every_course_is_the_services_to_make(self, hall: Hall) -> None:
        told = {"namespace": "university", "name": "fire drill"}

        by_teacher = hall.teacher.post(f"{hall.of_course}/milestones", told)
        by_program = by_token(Scope.MILESTONES_WRITE).post(f"{hall.of_course}/milestones", told)

        assert (by_teacher.status_code, by_program.status_code) == (403, 201)

    def test_is_changed_for_good(self, hall: Hall, key: int) -> None:
        address = f"{hall.of_course}/milestones/{key}"

        answer = hall.teacher.patch(address, {"display_name": "Safety in the lab"})

        assert answer.json()["display_name"] == "Safety in the lab"
        assert milestones.milestone(key).display_name == "Safety in the lab"

    def test_that_is_removed_leaves_its_gate_shut(self, hall: Hall, key: int) -> None:
        ask(hall, key)

        told = hall.teacher.post(f"{hall.of_course}/milestones/{key}/remove").json()

        assert [one["code"] for one in told["troubles"]] == ["milestone-off"]
        assert not gate(hall)["is_open"]

    @pytest.mark.parametrize("name", ["ключ", "鍵" * 3_000, "🗝️", "a b\tc"])
    def test_has_a_name_of_any_length_and_script(self, hall: Hall, name: str) -> None:
        assert milestones.milestone(new_milestone(hall, name)).name == name


class TestWhatACourseAsks:
    def test_keeps_a_learner_out_and_says_why_in_words(self, hall: Hall, key: int) -> None:
        asked = ask(hall, key)

        told = gate(hall)

        assert not told["is_open"]
        assert [(one["requirement"], one["told"], one["stand"]) for one in told["reasons"]] == [
            (asked["id"], "Lab safety: not reached yet.", "pending")
        ]

    def test_opens_with_the_award(self, hall: Hall, key: int) -> None:
        ask(hall, key)

        changed = decide(hall, key).json()["changed"]

        assert [(one["before"], one["after"]) for one in changed] == [(None, "earned")]
        assert gate(hall)["is_open"]

    def test_is_taken_away(self, hall: Hall, key: int) -> None:
        asked = ask(hall, key)

        address = f"{hall.of_course}/requirements/{asked['id']}/remove"
        first, second = (hall.teacher.post(address).status_code for _ in range(2))

        assert (first, second) == (200, 404)
        assert gate(hall)["is_open"]

    def test_may_be_some_of_several(self, hall: Hall) -> None:
        keys = [new_milestone(hall, name, is_given_by_hand=True) for name in "abc"]
        group = {"mode": "at-least", "count": 2, "milestones": keys}
        answer = hall.teacher.post(f"{hall.of_course}/requirements/groups", group)
        decide(hall, keys[0])
        before = gate(hall)["is_open"]
        decide(hall, keys[1])

        assert (answer.status_code, before, gate(hall)["is_open"]) == (201, False, True)

    def test_that_nobody_could_meet_is_refused(self, hall: Hall) -> None:
        lonely = new_milestone(hall)

        answer = hall.teacher.post(f"{hall.of_course}/requirements", {"milestone": lonely})

        assert (answer.status_code, answer.json()["code"]) == (
            409,
            "milestone-requirement-unreachable",
        )

    def test_on_itself_is_refused(self, hall: Hall, key: int) -> None:
        gives = hall.teacher.post(f"{hall.of_course}/fulfilments", {"milestone": key})
        asks = hall.teacher.post(f"{hall.of_course}/requirements", {"milestone": key})

        assert (gives.status_code, asks.status_code) == (201, 409)
        assert asks.json()["code"] == "milestone-requirement-circular"

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ({"kind": "admires"}, "milestone-relation-unknown"),
            ({"subject": "exam:99999"}, "milestone-subject-unknown"),
            ({"subject": "moon:1"}, "milestone-subject-invalid"),
            ({"condition": {"minimum_score": 101}}, "milestone-condition-invalid"),
            ({"condition": {"minimum_scor": 10}}, "api-input-invalid"),
            ({"milestone": 2**62}, "milestone-unknown"),
            ({"parent": 2**62}, "milestone-tie-unknown"),
        ],
    )
    def test_that_makes_no_sense_is_an_error_and_never_nothing_required(
        self, hall: Hall, key: int, told: dict[str, Any], code: str
    ) -> None:
        answer = hall.teacher.post(f"{hall.of_course}/requirements", {"milestone": key, **told})

        assert answer.json()["code"] == code
        assert 400 <= answer.status_code < 500

    def test_is_seen_whole(self, hall: Hall, key: int) -> None:
        ask(hall, key, subject=f"exam:{hall.exam.pk}", condition={"minimum_score": 60})

        told = hall.teacher.get(f"{hall.of_course}/requirements").json()

        assert [one["condition"]["minimum_score"] for one in told["requirements"]] == [60]
        assert told["names"][f"exam:{hall.exam.pk}"] == "Final exam"
        assert (told["troubles"], told["completion_rule"]) == ([], None)


class TestPrerequisites:
    def test_are_set_all_at_once_and_gone_as_cleanly(self, hall: Hall) -> None:
        other = make.exam(hall.course, now=timezone.now(), slug="first", title="First exam")
        address = f"{hall.of_course}/prerequisites"
        told = {"subject": f"exam:{hall.exam.pk}", "needed": [{"subject": f"exam:{other.pk}"}]}

        hall.teacher.put(address, told)
        shut = gate(hall, exam=hall.exam.pk)
        hall.teacher.put(address, {**told, "needed": []})

        assert [one["told"] for one in shut["reasons"]] == ["First exam: not reached yet."]
        assert [(one["name"], one["where"]) for one in shut["steps"]] == [
            ("First exam", str(hall.course))
        ]
        assert shut["reasons"][0]["ways"][0]["told"] == "Complete First exam."
        assert gate(hall, exam=hall.exam.pk)["is_open"]
        assert hall.teacher.get(f"{hall.of_course}/milestones").json()["total"] == 0

    def test_may_be_another_course_of_the_same_lms(self, hall: Hall) -> None:
        by_launch(hall.lms, "teacher", sub="noether", course="course-2")
        other = launches.Course.objects.get(context_id="course-2")
        needed = [{"subject": f"course:{other.pk}"}]

        answer = hall.teacher.put(f"{hall.of_course}/prerequisites", {"needed": needed})

        assert answer.status_code == 200, answer.content
        assert gate(hall)["steps"][0]["name"] == "course-2"

    def test_of_another_university_are_unknown(self, hall: Hall) -> None:
        elsewhere = make.course(timezone.now(), "Zoology")

        answer = hall.teacher.put(
            f"{hall.of_course}/prerequisites", {"needed": [{"subject": f"course:{elsewhere.pk}"}]}
        )

        assert answer.json()["code"] == "milestone-subject-unknown"


class TestACourse:
    def test_is_completed_by_the_word_of_staff_and_not_against_it(
        self, hall: Hall, key: int
    ) -> None:
        hall.teacher.post(f"{hall.of_course}/fulfilments", {"milestone": key})
        people = {"people": [hall.learner.person.pk], "reason": "By the board."}

        done = hall.teacher.post(f"{hall.of_course}/completed", people).json()
        undone = hall.teacher.post(f"{hall.of_course}/completed", {**people, "complete": False})

        assert [one["after"] for one in done["changed"]] == ["earned"]
        assert [one["after"] for one in undone.json()["changed"]] == ["revoked"]

    def test_has_a_rule_that_says_when(self, hall: Hall) -> None:
        rule = {"ask": "completed", "about": {"subject": f"exam:{hall.exam.pk}"}}

        answer = hall.teacher.put(f"{hall.of_course}/completion-rule", {"rule": rule})

        assert answer.json() == {"rule": rule, "version": 1}

    @pytest.mark.parametrize("rule", [None, 1, "x", [], {"all": 1}, {"ask": "moon", "about": {}}])
    def test_takes_no_rule_that_says_nothing(self, hall: Hall, rule: Any) -> None:
        answer = hall.teacher.put(f"{hall.of_course}/completion-rule", {"rule": rule})

        assert answer.status_code in (400, 422)

    def test_that_is_deleted_is_the_services_to_take_away(self, hall: Hall, key: int) -> None:
        ask(hall, key)
        address = f"{hall.of_course}/requirements/remove-all"

        refused = hall.teacher.post(address).status_code
        answer = by_token(Scope.MILESTONES_WRITE).post(address)

        assert (refused, answer.status_code, answer.json()) == (403, 200, {"troubles": []})


class TestKindsOfRelation:
    def test_are_switched_off_by_the_service_and_leave_their_gates_shut(
        self, hall: Hall, key: int
    ) -> None:
        program = by_token(Scope.MILESTONES_WRITE)
        kind = {"name": "recommends", "side": "requires"}
        program.put("relation-kinds", kind)
        ask(hall, key, kind="recommends")
        decide(hall, key)
        before = gate(hall)["is_open"]

        told = program.put("relation-kinds", {**kind, "is_active": False}).json()

        shut = gate(hall)
        assert [one["is_active"] for one in told["results"]] == [True, True, False]
        assert (before, shut["is_open"]) == (True, False)
        assert shut["reasons"][0]["codes"] == ["relation-off"]

    def test_are_of_one_side(self, hall: Hall) -> None:
        told = {"name": "requires", "side": "fulfils"}

        answer = by_token(Scope.MILESTONES_WRITE).put("relation-kinds", told)

        assert (answer.status_code, answer.json()["field"]) == (422, "side")


class TestTheListOfPeople:
    def test_says_whom_a_course_lets_in_and_who_holds_what(self, hall: Hall, key: int) -> None:
        ask(hall, key)
        address = f"{hall.of_course}/awards"
        before = hall.teacher.get(address, milestone=key).json()
        decide(hall, key)

        (after,) = hall.teacher.get(address, milestone=key, search="ada").json()["results"]

        assert [(one["may_come_in"], one["held"]) for one in before["results"]] == [(False, 0)]
        assert (after["may_come_in"], after["held"], after["state"]) == (True, 1, "earned")
