"""How many queries each function asks: the same for one as for many, and no more than promised."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from lti_exams.launches.api import Person
from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import exams as exam_factory
from tests.factories import milestones as make
from tests.factories.milestones import BY

Wanted, Side = milestones.Wanted, milestones.Side
COURSE = make.course("102")
ISSUER = milestones.Issuer(origin="https://exams.example", name="Riverside University")


class Scene:
    """So many people, milestones and subjects: everybody holds every second milestone."""

    def __init__(self, size: int) -> None:
        self.people = [one.pk for one in exam_factory.people(exam_factory.course(NOW), size)]
        self.goals = [make.milestone() for _ in range(size)]
        self.keys = [one.key for one in self.goals]
        self.givers = [make.exam(str(number)) for number in range(size)]
        self.last = make.exam("last")
        for giver, goal in zip(self.givers, self.goals, strict=True):
            make.gives(giver, goal)
            make.gives(self.last, goal)
        make.asks(COURSE, *self.goals)
        milestones.award(self.people, self.keys[::2], by=BY, now=NOW)
        self.spare = [make.milestone() for _ in range(size)]
        self.document = milestones.export_course("102", now=NOW)
        self.mapped = milestones.Mapped("202")
        milestones.badge_keys(now=NOW)
        self.names = [(one.namespace, one.name) for one in self.goals]

    def asked(self) -> milestones.Appeal:
        person = Person.objects.get(pk=self.people[0])
        new = milestones.NewAppeal(person=person, course="102", missing=self.keys)
        return milestones.appeal(new, by=BY, now=NOW)

    def news(self) -> list[milestones.NewMilestone]:
        return [
            milestones.NewMilestone(namespace="new", name=f"n{number}")
            for number in range(len(self.people))
        ]


CALLS: dict[str, tuple[int, Callable[[Scene], Any]]] = {
    "relation_kinds": (1, lambda it: milestones.relation_kinds()),
    "milestone": (1, lambda it: milestones.milestone(it.keys[0])),
    "milestones": (1, lambda it: milestones.milestones(it.keys)),
    "milestones_in": (1, lambda it: milestones.milestones_in("botany")),
    "milestones_named": (1, lambda it: milestones.milestones_named(it.names)),
    "add_milestones": (4, lambda it: milestones.add_milestones(it.news(), by=BY, now=NOW)),
    "add_milestones that are there": (
        1,
        lambda it: milestones.add_milestones(
            [milestones.NewMilestone(namespace=space, name=name) for space, name in it.names],
            by=BY,
            now=NOW,
        ),
    ),
    "edit_milestones": (
        3,
        lambda it: milestones.edit_milestones(
            {key: milestones.MilestoneChanges(display_name="New") for key in it.keys},
            by=BY,
            now=NOW,
        ),
    ),
    "remove_milestones": (2, lambda it: milestones.remove_milestones(it.keys, by=BY, now=NOW)),
    "remove_milestones with requirements": (
        3,
        lambda it: milestones.remove_milestones(it.keys, by=BY, now=NOW, with_requirements=True),
    ),
    "ties": (2, lambda it: milestones.ties(Wanted(subjects=[COURSE]), now=NOW)),
    "ties of a course by kind": (
        2,
        lambda it: milestones.ties(Wanted(courses=["102"], kind="requires"), now=NOW),
    ),
    "ties that somebody lacks": (
        1,
        lambda it: milestones.ties(
            Wanted(subjects=[COURSE], side=Side.REQUIRES, lacked_by=it.people[0]), now=NOW
        ),
    ),
    "require": (
        9,
        lambda it: make.asks(make.course("103"), *it.goals),
    ),
    "require_group": (
        13,
        lambda it: milestones.require_group(
            milestones.NewGroup(
                subject=make.course("103"), mode=milestones.Mode.ANY, milestones=it.keys
            ),
            by=BY,
            now=NOW,
        ),
    ),
    "fulfil": (9, lambda it: make.gives(make.exam("new"), *it.spare)),
    "untie": (
        10,
        lambda it: milestones.untie([(it.last, key) for key in it.keys], by=BY, now=NOW),
    ),
    "remove_subjects": (10, lambda it: milestones.remove_subjects(it.givers, by=BY, now=NOW)),
    "remove_course": (10, lambda it: milestones.remove_course("101", by=BY, now=NOW)),
    "remove_requirement": (
        7,
        lambda it: milestones.remove_requirement(
            milestones.ties(Wanted(subjects=[COURSE]), now=NOW)[0].key, by=BY, now=NOW
        ),
    ),
    "award": (5, lambda it: milestones.award(it.people, it.keys, by=BY, now=NOW)),
    "waive": (6, lambda it: milestones.waive(it.people, it.keys, by=BY, now=NOW, reason="R")),
    "revoke": (6, lambda it: milestones.revoke(it.people, it.keys, by=BY, now=NOW, reason="R")),
    "let_facts_decide": (
        8,
        lambda it: milestones.let_facts_decide(it.people, it.keys, by=BY, now=NOW, reason="R"),
    ),
    "record": (
        8,
        lambda it: milestones.record(
            [make.report(one, it.last) for one in it.people], by=BY, now=NOW
        ),
    ),
    "reconsider": (2, lambda it: milestones.reconsider(it.keys, by=BY, now=NOW)),
    "expire_due": (1, lambda it: milestones.expire_due(now=NOW)),
    "holds": (1, lambda it: milestones.holds(it.people[0], it.keys[0], now=NOW)),
    "who_hold": (1, lambda it: milestones.who_hold(it.people, it.keys, now=NOW)),
    "held_by": (1, lambda it: milestones.held_by(it.people, namespaces=["botany"], now=NOW)),
    "records_of": (1, lambda it: milestones.records_of(it.people, now=NOW)),
    "award_of": (1, lambda it: milestones.award_of(it.people[0], it.keys[0], now=NOW)),
    "history_of": (1, lambda it: list(milestones.history_of(it.people[0], it.keys[0]))),
    "gate": (3, lambda it: milestones.gate(it.people[0], [COURSE], now=NOW)),
    "gates_of": (3, lambda it: milestones.gates_of(it.people, [COURSE], now=NOW)),
    "gates_before": (3, lambda it: milestones.gates_before(it.people[0], it.givers, now=NOW)),
    "who_pass": (3, lambda it: milestones.who_pass(it.people, [COURSE], now=NOW)),
    "path": (3, lambda it: milestones.path(it.people[0], [COURSE], now=NOW)),
    "troubles": (2, lambda it: milestones.troubles([COURSE], now=NOW)),
    "troubles_of_course": (3, lambda it: milestones.troubles_of_course("102", now=NOW)),
    "export_course": (2, lambda it: milestones.export_course("102", now=NOW)),
    "preview_import": (1, lambda it: milestones.preview_import(it.document, it.mapped)),
    "import_course": (
        20,
        lambda it: milestones.import_course(it.document, it.mapped, by=BY, now=NOW),
    ),
    "issue_badge": (
        6,
        lambda it: milestones.issue_badge(it.people[0], it.keys[0], ISSUER, now=NOW),
    ),
    "revocation_list": (4, lambda it: milestones.revocation_list(0, ISSUER, now=NOW)),
    "badge_keys": (2, lambda it: milestones.badge_keys(now=NOW)),
    "appeal": (4, lambda it: it.asked()),
    # With the asking.
    "answer_appeal": (
        7,
        lambda it: milestones.answer_appeal(
            it.asked().pk, milestones.Outcome.DECLINED, "No.", by=BY, now=NOW
        ),
    ),
    "appeals_of": (1, lambda _: list(milestones.appeals_of("102"))),
    "newest_appeal": (1, lambda it: milestones.newest_appeal(it.people[0], "102")),
    "course_rule": (1, lambda _: milestones.course_rule("102")),
    # Of these, one alone asks the database.
    "in_names": (1, lambda _: milestones.in_names.milestones_of_rule("102")),
    "given_by": (1, lambda it: milestones.given_by(it.last)),
    "forget": (2, lambda it: milestones.forget(Person.objects.filter(pk=it.people[0])[0])),
    "courses_giving": (1, lambda it: milestones.courses_giving(it.givers[0])),
    "histories_of": (1, lambda it: milestones.histories_of(it.people[0])),
    "find_milestones": (2, lambda it: milestones.find_milestones(milestones.Sought(keys=it.keys))),
    "count_holders": (1, lambda it: milestones.count_holders(it.keys, now=NOW)),
    "prerequisites_of": (1, lambda it: milestones.prerequisites_of(COURSE)),
    "set_prerequisites": (
        25,
        lambda it: milestones.set_prerequisites(
            make.course("104"),
            [milestones.Prerequisite(subject=one) for one in it.givers],
            by=BY,
            now=NOW,
        ),
    ),
}


def asked(size: int) -> dict[str, int]:
    """Count the queries of each call in the same scene, which each leaves as it was."""
    scene, found = Scene(size), {}
    for name, (_, call) in CALLS.items():
        with transaction.atomic():
            with make.counted() as queries:
                call(scene)
                found[name] = queries()
            transaction.set_rollback(True)
    return found


def test_is_the_same_for_many_and_no_more_than_promised(db: None) -> None:
    with transaction.atomic():
        few = asked(3)
        transaction.set_rollback(True)

    many = asked(7)

    assert {name: number for name, number in many.items() if number > CALLS[name][0]} == {}
    assert {name: number for name, number in many.items() if number != few[name]} == {}


def test_every_function_is_counted() -> None:
    """What asks nothing, or what is a row of kinds alone, is named here."""
    silent = {
        "check_report",
        "percent_of",
        "told",
        "told_group",
        "told_way",
        "achievement_of",
        "add_kind",
        "switch_kind",
    }
    one_of_many = {
        "add_prerequisite",
        "add_prerequisites",
        "remove_prerequisite",
        "remove_prerequisites",
    }
    # Courses are counted beside their rules.
    silent |= {"complete_by_hand", "complete_courses", "record_and_complete", "set_course_rule"}
    functions = {
        name for name in milestones.__all__ if name.islower() and name not in silent | one_of_many
    }

    assert functions <= {name.split()[0] for name in CALLS}


class TestRecording:
    @pytest.mark.parametrize("number", [1, 10, 50])
    def test_takes_eight_queries_at_most_however_much_it_fulfils(
        self, person: int, number: int
    ) -> None:
        course = make.course()
        make.gives(course, *(make.milestone() for _ in range(number)))
        with make.counted() as queries:
            changed = make.completed(person, course).changed

        assert len(changed) == number
        assert queries() == 7

    def test_takes_eight_where_it_changes_what_was_there(self, person: int) -> None:
        course = make.course()
        make.gives(course, *(make.milestone() for _ in range(20)))
        make.completed(person, course)
        with make.counted() as queries:
            changed = make.completed(person, course, at=NOW + timedelta(days=1), is_complete=False)

        assert len(changed.changed) == 20
        assert queries() == 8

    def test_of_what_is_known_already_takes_three(self, person: int) -> None:
        course = make.course()
        make.gives(course, make.milestone())
        report = make.report(person, course)
        milestones.record([report], by=BY, now=NOW)
        with make.counted() as queries:
            milestones.record([report], by=BY, now=NOW)

        assert queries() == 3


def test_removing_what_a_thousand_hold_takes_two(db: None) -> None:
    one = make.by_hand()
    people = [each.pk for each in exam_factory.people(exam_factory.course(NOW), 1_000)]
    milestones.award(people, [one.key], by=BY, now=NOW)
    with make.counted() as queries:
        milestones.remove_milestones([one.key], by=BY, now=NOW)

    assert queries() == 2
