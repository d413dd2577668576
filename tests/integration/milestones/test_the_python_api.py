"""What other parts of the house ask of milestones, each question with an answer that is right."""

import ast
from dataclasses import is_dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from lti_exams.milestones import api as milestones
from lti_exams.milestones import models
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

ROOT = Path(__file__).parents[3]
Wanted, Side = milestones.Wanted, milestones.Side
ITEM = milestones.Subject(milestones.SubjectKind.CONTENT_ITEM, "week-1", "101")


def edited(one: milestones.MilestoneValue, **told: object) -> milestones.MilestoneValue:
    changes = milestones.MilestoneChanges(**told)  # type: ignore[arg-type]
    return milestones.edit_milestones({one.key: changes}, by=BY, now=NOW)[0]


class TestAMilestone:
    def test_is_unique_by_its_namespace_and_its_name_together(self, db: None) -> None:
        first = make.milestone("a", "x", display_name="A", description="About A")

        again = make.milestone("a", "x", display_name="Another")
        elsewhere = make.milestone("a", "y")

        assert (again.key, again.title) == (first.key, "A")
        assert elsewhere.key != first.key
        assert (first.description, first.is_active) == ("About A", True)

    def test_is_unique_in_the_database_too(self, db: None) -> None:
        row = models.Milestone.objects.get(pk=make.milestone().key)
        row.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    @pytest.mark.parametrize("links_follow", [True, False])
    def test_comes_back_with_its_links_or_without(self, db: None, links_follow: bool) -> None:
        one = make.by_hand("a")
        make.asks(make.course(), one)
        milestones.remove_milestones([one.key], by=BY, now=NOW)

        new = milestones.NewMilestone(namespace=one.namespace, name=one.name)
        milestones.add_milestones([new], by=BY, now=NOW, links_follow=links_follow)

        found = milestones.ties(Wanted(subjects=[make.course()]), now=NOW)
        assert len(found) == int(links_follow)

    def test_that_comes_back_heeds_what_happened_while_it_was_off(self, people: list[int]) -> None:
        make.gives(make.course(), one := make.milestone("a"))
        early, late, *_ = people
        make.completed(early, make.course())
        milestones.remove_milestones([one.key], by=BY, now=NOW)
        make.completed(early, make.course(), is_complete=False)
        make.completed(late, make.course())

        make.milestone("a")

        assert milestones.who_hold(people, [one.key], now=NOW) == {(late, one.key)}

    def test_that_is_off_is_waived_and_nothing_else(self, person: int) -> None:
        make.asks(make.course(), one := make.by_hand())
        milestones.remove_milestones([one.key], by=BY, now=NOW)

        with pytest.raises(milestones.NoSuchMilestone):
            milestones.award([person], [one.key], by=BY, now=NOW)
        milestones.waive([person], [one.key], by=BY, now=NOW, reason="It is over.")

        assert milestones.gate(person, [make.course()], now=NOW).is_open

    def test_is_never_deleted(self, db: None) -> None:
        one = make.milestone()
        (tie,) = make.gives(make.course(), one)
        milestones.remove_milestones([one.key], by=BY, now=NOW)
        milestones.remove_subjects([make.course()], by=BY, now=NOW)

        assert not models.Milestone.objects.get(pk=one.key).is_active
        assert not models.Fulfilment.objects.get(pk=tie.key).is_active

    def test_that_comes_back_finds_its_ties_as_one_row_each(self, db: None) -> None:
        one = make.milestone()
        first = make.gives(make.course(), one)
        milestones.untie([(make.course(), one.key)], by=BY, now=NOW)

        assert [tie.key for tie in make.gives(make.course(), one)] == [first[0].key]


class TestWhatIsTied:
    @pytest.fixture
    def goals(self, person: int) -> list[milestones.MilestoneValue]:
        """Course 101 asks for the first two, of which the person holds one; its item gives one."""
        goals = [make.by_hand(f"g{number}") for number in range(3)]
        make.asks(make.course("101"), *goals[:2])
        make.asks(make.course("102"), goals[2])
        make.gives(ITEM, goals[1], condition=make.condition(minimum_completion=50))
        milestones.award([person], [goals[0].key], by=BY, now=NOW)
        return goals

    def test_leaves_out_what_somebody_holds_in_many_courses_at_once(
        self, person: int, goals: list[milestones.MilestoneValue]
    ) -> None:
        wanted = Wanted(courses=["101", "102"], side=Side.REQUIRES, lacked_by=person)

        found = milestones.ties(wanted, now=NOW)

        assert [one.milestone for one in found] == goals[1:]

    @pytest.mark.parametrize(
        ("wanted", "number"),
        [
            (Wanted(courses=["101"]), 3),
            (Wanted(courses=["101"], side=Side.FULFILS), 1),
            (Wanted(subjects=[ITEM]), 1),
            (Wanted(courses=["101"], kind="requires"), 2),
            (Wanted(), 4),
            (Wanted(courses=["999"]), 0),
        ],
    )
    def test_is_narrowed_by_whatever_is_told(
        self, goals: list[milestones.MilestoneValue], wanted: Wanted, number: int
    ) -> None:
        assert len(milestones.ties(wanted, now=NOW)) == number

    def test_carries_its_condition(self, goals: list[milestones.MilestoneValue]) -> None:
        (gives,) = milestones.ties(Wanted(subjects=[ITEM]), now=NOW)

        assert gives.condition == make.condition(minimum_completion=50)
        assert gives.milestone == goals[1]

    def test_goes_with_its_content(self, goals: list[milestones.MilestoneValue]) -> None:
        lost = milestones.remove_subjects([ITEM], by=BY, now=NOW)

        assert (milestones.ties(Wanted(subjects=[ITEM]), now=NOW), lost) == ([], [])


class TestKindsOfRelation:
    def test_are_data_that_a_site_adds_to_and_switches_off(self, db: None) -> None:
        milestones.add_kind("recommends", Side.REQUIRES)
        milestones.switch_kind("recommends", on=False)

        told = {one.name: one.is_active for one in milestones.relation_kinds()}

        assert told == {"requires": True, "fulfils": True, "recommends": False}
        with pytest.raises(milestones.NoSuchRelationKind):
            make.asks(make.course(), make.by_hand(), kind="recommends")


class TestRefusals:
    @pytest.mark.parametrize("name", ["", "  ", "a\x00b", "\ud800"])
    def test_of_a_milestone_have_a_type(self, db: None, name: str) -> None:
        with pytest.raises(milestones.MilestoneRefused):
            milestones.add_milestones(
                [milestones.NewMilestone(namespace="x", name=name)], by=BY, now=NOW
            )

    @pytest.mark.parametrize("key", ["", "a\x00b", "\ud800"])
    def test_of_a_key_have_a_type(self, key: str) -> None:
        with pytest.raises(milestones.SubjectRefused):
            make.course(key)

    @pytest.mark.parametrize("person", [0, -8, 2**63, 10**12])
    def test_of_a_person_have_a_type(self, db: None, person: int) -> None:
        with pytest.raises(milestones.NoSuchHolder):
            milestones.award([person], [make.milestone().key], by=BY, now=NOW)

    @pytest.mark.parametrize("key", [0, -1, 2**63, 10**12])
    def test_of_an_unknown_milestone_have_a_type(self, db: None, key: int) -> None:
        with pytest.raises(milestones.NoSuchMilestone):
            milestones.milestone(key)

    def test_of_a_name_that_is_taken_change_nothing(self, db: None) -> None:
        make.milestone("a", "x")
        other = make.milestone("b", "x")

        with pytest.raises(milestones.MilestoneRefused):
            edited(other, name="a")
        assert milestones.milestone(other.key).name == "b"


class TestTheDoor:
    def test_is_the_only_way_in_for_other_apps(self) -> None:
        """Signals and receivers are for apps of other people, which stand beside this one."""
        inside = ROOT / "lti_exams" / "milestones"
        wrong = [
            f"{path.relative_to(ROOT)}: {name}"
            for path in (ROOT / "lti_exams").rglob("*.py")
            if inside not in path.parents
            for name in _imported(path)
            if name.startswith("lti_exams.milestones.") and name != "lti_exams.milestones.api"
        ]

        assert wrong == []

    def test_hands_out_values_that_nobody_can_change(self) -> None:
        values = [getattr(milestones, name) for name in milestones.__all__]
        loose = [
            one.__name__
            for one in values
            if is_dataclass(one) and not one.__dataclass_params__.frozen
        ]

        assert loose == []

    def test_belongs_to_an_app_that_is_installed(self) -> None:
        assert apps.is_installed("lti_exams.milestones")


def _imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return [str(node.module) for node in found]
