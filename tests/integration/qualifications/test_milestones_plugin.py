"""The plugin that asks which milestones somebody holds."""

from collections.abc import Mapping
from typing import Any

import pytest

from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import milestones as ways
from tests.factories import qualifying as wizard

Course, Person = launches.Course, launches.Person


@pytest.fixture
def held(ada: Person, ben: Person) -> list[int]:
    """Two milestones: Ada holds both, Ben holds the first."""
    first, second = ways.by_hand().key, ways.by_hand().key
    milestones.award([ada.pk, ben.pk], [first], by="staff:1", now=NOW, reason="x")
    milestones.award([ada.pk], [second], by="staff:1", now=NOW, reason="x")
    return [first, second]


def who(course: Course, settings: Mapping[str, Any]) -> set[str]:
    run = wizard.run(course, wizard.MILESTONES, settings, now=NOW)
    return {person.name[:3] for person, met in wizard.would(run, now=NOW).items() if met}


class TestMilestonesHeld:
    def test_lets_those_qualify_who_hold_all(self, course: Course, held: list[int]) -> None:
        assert who(course, {"milestones": held}) == {"Ada"}

    def test_lets_those_qualify_who_hold_any(self, course: Course, held: list[int]) -> None:
        assert who(course, {"milestones": held, "how": "any"}) == {"Ada", "Ben"}

    def test_takes_one_that_was_revoked_for_not_held(
        self, course: Course, held: list[int], ada: Person
    ) -> None:
        milestones.revoke([ada.pk], [held[1]], by="staff:1", now=NOW, reason="x")

        assert who(course, {"milestones": held}) == set()
