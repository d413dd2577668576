from datetime import timedelta
from typing import Any

import pytest

from lti_exams.kernel.condition_documents import ConditionRefused as DocumentRefused
from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

LATER = NOW + timedelta(hours=1)


def completed(key: str, **about: Any) -> dict[str, Any]:
    return {"ask": "completed", "about": {"subject": f"exam:{key}", **about}}


def rule(course: str, *parts: dict[str, Any]) -> None:
    milestones.set_course_rule(course, {"all": list(parts)}, by=BY, now=NOW)


def sat(person: int, key: str, *, at: Any = NOW, **told: Any) -> milestones.Recorded:
    reports = [make.report(person, make.exam(key), at=at, **told)]
    return milestones.record_and_complete(reports, by=BY, now=at)


class TestACourse:
    def test_is_completed_when_its_tree_becomes_true(self, person: int) -> None:
        make.gives(make.course("101"), goal := make.milestone())
        rule("101", completed("1", minimum_score=600_000), completed("2", verified=True))

        sat(person, "1", score=60)
        assert not milestones.holds(person, goal.key, now=NOW)
        sat(person, "2", at=LATER, is_verified=True)

        assert milestones.holds(person, goal.key, now=LATER)

    def test_is_undone_when_its_tree_is_no_longer_true(self, person: int) -> None:
        make.gives(make.course("101"), goal := make.milestone())
        rule("101", completed("1", minimum_score=600_000))
        sat(person, "1", score=60)

        sat(person, "1", at=LATER, score=59)

        assert not milestones.holds(person, goal.key, now=LATER)

    def test_completes_the_next_one_that_waits_for_what_it_gives(self, person: int) -> None:
        first, second = make.milestone("first"), make.milestone("second")
        make.gives(make.course("101"), first)
        make.gives(make.course("102"), second)
        rule("101", completed("1"))
        rule("102", {"ask": "milestone-held", "about": {"milestone": first.key}})

        sat(person, "1")

        assert milestones.holds(person, second.key, now=NOW)

    def test_is_undone_when_a_milestone_that_it_rests_on_is_taken_away(self, person: int) -> None:
        first, second = make.by_hand("first"), make.milestone("second")
        make.gives(make.course("101"), second)
        rule("101", {"ask": "milestone-held", "about": {"milestone": first.key}})
        given = milestones.award([person], [first.key], by=BY, now=NOW)
        milestones.complete_courses(given, now=NOW)
        assert milestones.holds(person, second.key, now=NOW)

        gone = milestones.revoke([person], [first.key], by=BY, now=LATER, reason="A mistake.")
        milestones.complete_courses(gone, now=LATER)

        assert not milestones.holds(person, second.key, now=LATER)

    def test_is_told_once_however_often_it_is_looked_at(self, person: int) -> None:
        make.gives(make.course("101"), goal := make.milestone())
        rule("101", completed("1"))
        sat(person, "1")
        sat(person, "1", at=LATER)

        assert milestones.award_of(person, goal.key, now=LATER).version == 1

    def test_is_not_completed_where_staff_say_so_against_a_clock_that_is_ahead(
        self, person: int
    ) -> None:
        make.gives(make.course("101"), goal := make.milestone())
        make.completed(person, make.course("101"), at=LATER)

        told = {"by": BY, "reason": "It was somebody else.", "now": NOW}
        milestones.complete_by_hand([person], "101", is_complete=False, **told)

        assert not milestones.holds(person, goal.key, now=LATER)

    def test_may_be_completed_by_staff(self, person: int) -> None:
        make.gives(make.course("101"), goal := make.milestone())
        rule("101", completed("1"))
        milestones.complete_by_hand([person], "101", by=BY, reason="Seen.", now=NOW)

        sat(person, "1", at=LATER, is_complete=False)

        assert milestones.holds(person, goal.key, now=LATER)

    @pytest.mark.parametrize(
        "part",
        [
            {"ask": "completed", "about": {}},
            {"ask": "completed", "about": {"subject": "nonsense:1"}},
            {"ask": "completed", "about": {"subject": "exam:1", "colour": "green"}},
            {"ask": "completed", "about": {"subject": "exam:1", "minimum_score": -1}},
            {"ask": "milestone-held", "about": {"milestone": "seven"}},
            {"ask": "milestone-held", "about": {"milestone": 2**40}},
            {"ask": "moon-is-full", "about": {}},
        ],
    )
    def test_has_no_rule_that_makes_no_sense(self, db: None, part: dict[str, Any]) -> None:
        refusals = (
            DocumentRefused,
            milestones.ConditionRefused,
            milestones.SubjectRefused,
            milestones.NoSuchMilestone,
        )
        with pytest.raises(refusals):
            rule("101", part)

    def test_costs_the_same_for_many_people(self, people: list[int]) -> None:
        make.gives(make.course("101"), make.milestone())
        rule("101", completed("1"))

        def asked(some: list[int]) -> int:
            reports = [make.report(one, make.exam("1")) for one in some]
            with make.counted() as queries:
                milestones.record_and_complete(reports, by=BY, now=NOW)
                return queries()

        assert asked(people[:2]) == asked(people[2:])
