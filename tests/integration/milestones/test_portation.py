import copy
from typing import Any

import pytest

from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

Mode = milestones.Mode
MAPPED = milestones.Mapped("202", subjects={"exam:1": "21"}, namespaces={"spring": "autumn"})


@pytest.fixture
def document(db: None) -> dict[str, Any]:
    """Course 102 asks for one milestone and for two of three; exam 1 in it gives another."""
    held = make.milestone("entry", namespace="spring")
    make.gives(make.course("101"), held)
    make.asks(make.course("102"), held, condition=make.condition(minimum_score=80))
    keys = [make.by_hand(f"lab-{number}").key for number in range(3)]
    new = milestones.NewGroup(
        subject=make.course("102"), mode=Mode.AT_LEAST, count=2, milestones=keys
    )
    milestones.require_group(new, by=BY, now=NOW)
    make.gives(make.exam("1", "102"), make.milestone("passed", namespace="spring"))
    return milestones.export_course("102", now=NOW)


def test_a_course_that_took_it_is_exported_the_same(document: dict[str, Any]) -> None:
    make.gives(make.course("201"), make.milestone("entry", namespace="autumn"))
    milestones.import_course(document, MAPPED, by=BY, now=NOW)

    again = milestones.export_course("202", now=NOW)

    def bare(told: dict[str, Any]) -> list[Any]:
        return [
            [one.get("mode"), one.get("count"), one["condition"], len(one.get("parts", []))]
            for one in told["requirements"]
        ]

    assert bare(again) == bare(document)
    assert [one["subject"] for one in again["fulfilments"]] == ["exam:21"]
    assert {one["namespace"] for one in again["milestones"]} == {"autumn", "botany"}


def test_what_is_taken_in_twice_is_there_once(document: dict[str, Any]) -> None:
    make.gives(make.course("201"), make.milestone("entry", namespace="autumn"))
    milestones.import_course(document, MAPPED, by=BY, now=NOW)
    wanted = milestones.Wanted(courses=["202"])
    once = milestones.ties(wanted, now=NOW)

    milestones.import_course(document, MAPPED, by=BY, now=NOW)

    assert [one.key for one in milestones.ties(wanted, now=NOW)] == [one.key for one in once]


def test_a_group_that_is_another_is_taken_in_besides(document: dict[str, Any]) -> None:
    make.gives(make.course("201"), make.milestone("entry", namespace="autumn"))
    milestones.import_course(document, MAPPED, by=BY, now=NOW)
    group = next(one for one in document["requirements"] if one.get("mode"))
    group["count"] = 3

    milestones.import_course(document, MAPPED, by=BY, now=NOW)

    found = milestones.ties(milestones.Wanted(courses=["202"]), now=NOW)
    assert sorted(one.count for one in found if one.count) == [2, 3]


def test_a_preview_says_what_each_line_becomes_and_stores_nothing(
    document: dict[str, Any],
) -> None:
    with make.counted() as queries:
        lines = milestones.preview_import(document, MAPPED)
        assert queries() == 1

    told = [(str(one.line.subject), one.milestone_is_new, one.is_mapped) for one in lines]
    assert ("exam:21", True, True) in told
    assert milestones.ties(milestones.Wanted(courses=["202"]), now=NOW) == []


def test_what_nobody_could_meet_in_the_new_course_is_refused_whole(
    document: dict[str, Any],
) -> None:
    with pytest.raises(milestones.NeverMet):
        milestones.import_course(document, MAPPED, by=BY, now=NOW)

    assert milestones.ties(milestones.Wanted(courses=["202"]), now=NOW) == []


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"course": 5},
        {"requirements": "all"},
        {"requirements": [{"subject": "exam:1", "mode": "most", "kind": "requires"}]},
        {"requirements": [{"subject": "exam:1", "milestone": "entry", "kind": "requires"}]},
        {"requirements": [{"subject": "exam:1", "milestone": ["a", "b"], "kind": "requires"}]},
        {"fulfilments": [{"subject": "exam:1", "when_lost": "maybe", "kind": "fulfils"}]},
    ],
)
def test_a_document_that_makes_no_sense_is_refused(
    document: dict[str, Any], change: dict[str, Any]
) -> None:
    broken = copy.deepcopy(document) | change
    with pytest.raises(milestones.DocumentRefused):
        milestones.import_course(broken, MAPPED, by=BY, now=NOW)
