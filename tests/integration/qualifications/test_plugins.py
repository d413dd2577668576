"""The shipped plugins: whom they find, and what they refuse to be told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lti_exams.journeys import access, qualify_students
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column
DAY = timedelta(days=1)


class TestChosenAssignmentsPassed:
    def test_looks_at_those_alone(
        self, course: Course, a1: Column, a2: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grades([a1, a2], {ada: [60, 0], ben: [0, 60]}, now=now)

        run = wizard.run(course, wizard.SUBSET, {"columns": [a1.pk]}, now=now)

        assert wizard.would(run, now=now) == {ada: True, ben: False}


class TestByHand:
    @pytest.mark.parametrize(
        ("who", "expected"),
        [("everybody", [True, True]), ("nobody", [False, False]), ("chosen", [True, False])],
    )
    def test_chooses_one_by_one_or_all_at_once(
        self,
        course: Course,
        ada: Person,
        ben: Person,
        now: datetime,
        who: str,
        expected: list[bool],
    ) -> None:
        settings = {"who": who, "people": [ada.memberships.get().pk]}

        run = wizard.run(course, wizard.MANUAL, settings, now=now)

        assert wizard.would(run, now=now) == dict(zip((ada, ben), expected, strict=True))


class TestRulesOfYourOwn:
    def test_ask_for_one_of_each_group_and_for_sums_within_limits(
        self, course: Course, a1: Column, a2: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        a3 = book.column(course, "A3", now=now)
        cem = make.person(course, "Cem")
        columns = [a1, a2, a3]
        book.grades(columns, {ada: [0, 60, 40], ben: [60, 0, 0], cem: [60, 60, 100]}, now=now)
        rule = {
            "passed": [[a1.pk, a2.pk]],
            "sums": [
                {
                    "groups": [[a1.pk, a2.pk], [{"column": a3.pk, "weight": 5_000}]],
                    "minimum": scaled(80),
                    "maximum": scaled(100),
                }
            ],
        }

        run = wizard.run(course, wizard.ADVANCED, {"rules": [rule]}, now=now)

        # Ada: 60 and half of 40. Ben: 60. Cem: 60 and half of 100, which is too much.
        assert wizard.would(run, now=now) == {ada: True, ben: False, cem: False}

    def test_drop_the_lowest(
        self, course: Course, a1: Column, a2: Column, ada: Person, now: datetime
    ) -> None:
        book.grades([a1, a2], {ada: [None, 60]}, now=now)
        added = {"groups": [[a1.pk], [a2.pk]], "drop_lowest": 1, "minimum": scaled(60)}

        run = wizard.run(course, wizard.ADVANCED, {"rules": [{"sums": [added]}]}, now=now)

        assert wizard.would(run, now=now) == {ada: True}

    @pytest.mark.parametrize(
        "told", [{"minimum": 60, "maximum": 50}, {"minimum": 1, "groups": [{"best": "yes"}]}]
    )
    def test_are_refused_where_they_say_what_nobody_means(
        self, course: Course, a1: Column, ada: Person, now: datetime, told: dict[str, Any]
    ) -> None:
        results.Column.objects.filter(pk=a1.pk).update(group="Essays")
        groups = [one | {"group": "Essays"} for one in told.pop("groups", [{}])]
        rule = {"sums": [told | {"groups": groups}]}

        with pytest.raises(qualifications.PluginSettingsRefused):
            wizard.run(course, wizard.ADVANCED, {"rules": [rule]}, now=now)


class TestAnEarlierTerm:
    @pytest.fixture
    def earlier(self, course: Course, ada: Person, now: datetime) -> Course:
        """A course of a year ago, in which Ada qualified."""
        before = now - 365 * DAY
        old = wizard.earlier_course(course, ada, now=before)
        wizard.decided_by_hand(old, now=before)
        return old

    def run(
        self, course: Course, a1: Column, earlier: Course, now: datetime, **more: Any
    ) -> qualifications.Run:
        settings = {"columns": [a1.pk], "courses": [earlier.pk]} | more
        return wizard.run(course, wizard.EARLIER, settings, now=now)

    def test_counts(
        self,
        course: Course,
        a1: Column,
        earlier: Course,
        ada: Person,
        ben: Person,
        now: datetime,
    ) -> None:
        run = self.run(course, a1, earlier, now)
        assert wizard.would(run, now=now) == {ada: True, ben: False}

        status = wizard.save(run, now=now)

        assert status.students.get(qualifies=True).is_carried

    @pytest.mark.parametrize(("days", "counts"), [(366, True), (364, False)])
    def test_counts_as_long_as_it_is_valid(
        self,
        course: Course,
        a1: Column,
        earlier: Course,
        ada: Person,
        now: datetime,
        days: int,
        *,
        counts: bool,
    ) -> None:
        run = self.run(course, a1, earlier, now, valid_days=days)

        assert wizard.would(run, now=now) == {ada: counts}

    def test_carries_nobody_twice(
        self, course: Course, a1: Column, earlier: Course, ada: Person, now: datetime
    ) -> None:
        wizard.save(self.run(course, a1, earlier, now), now=now)
        later = launches.Course.objects.create(deployment=course.deployment, context_id="later")
        launches.Membership.objects.create(course=later, person=ada, roles=["Learner"], as_of=now)
        column = book.column(later, now=now)

        run = self.run(later, column, course, now)

        assert wizard.would(run, now=now) == {ada: False}

    def test_counts_for_whoever_passed_now_without_being_carried(
        self, course: Course, a1: Column, earlier: Course, ada: Person, now: datetime
    ) -> None:
        book.grade(a1, ada, 60, now=now)

        status = wizard.save(self.run(course, a1, earlier, now), now=now)

        assert not status.students.get().is_carried

    def test_that_was_retracted_counts_no_more(
        self, course: Course, a1: Column, earlier: Course, ada: Person, now: datetime
    ) -> None:
        saving = qualifications.Saving(
            state=qualifications.State.NOTREADY, message="Wrong.", by="x"
        )
        qualifications.retract(earlier, saving, now=now)

        assert wizard.would(self.run(course, a1, earlier, now), now=now) == {ada: False}

    def test_of_a_course_that_somebody_does_not_teach_is_not_looked_into(
        self, course: Course, a1: Column, earlier: Course, now: datetime
    ) -> None:
        person = make.person(course, "Teacher")
        caller = access.Caller(
            name=f"person:{person.pk}",
            roles=frozenset({access.Role.TEACHER}),
            course=course,
            person=person,
        )
        run = qualify_students.begin_run(caller, course, now=now)
        qualify_students.choose_plugin(caller, run, wizard.EARLIER)
        settings = {"columns": [a1.pk], "courses": [earlier.pk]}

        with pytest.raises(qualifications.PluginSettingsRefused):
            qualify_students.decide_by(caller, run, settings, now=now)


@pytest.mark.usefixtures("a1", "ada")
class TestWhatMakesNoSense:
    @pytest.mark.parametrize(
        ("plugin", "settings", "field"),
        [
            (wizard.ALL, {"columns": []}, "columns"),
            (wizard.SUBSET, {}, "columns"),
            (wizard.SUBSET, {"columns": [0]}, "columns"),
            (wizard.SUBSET, {"columns": "1"}, "columns"),
            (wizard.SUBSET, {"columns": [True]}, "columns"),
            (wizard.POINTS, {"columns": [0], "minimum": 1}, "columns"),
            (wizard.MANUAL, {"who": "somebody"}, "who"),
            (wizard.MANUAL, {"who": ["chosen"]}, "who"),
            (wizard.MILESTONES, {}, "milestones"),
            (wizard.ADVANCED, {"rules": []}, "rules"),
            (wizard.ADVANCED, {"rules": [{}]}, "rules.0"),
            (wizard.ADVANCED, {"rules": [{"passed": [[]]}]}, "rules.0.passed.0"),
            (wizard.ADVANCED, {"rules": [{"sums": [{"groups": []}]}]}, "rules.0.sums.0"),
            (wizard.ADVANCED, {"rules": "all"}, "rules"),
            (wizard.EARLIER, {"columns": [], "courses": []}, "columns"),
        ],
    )
    def test_is_refused_by_its_field(
        self, course: Course, now: datetime, plugin: str, settings: dict, field: str
    ) -> None:
        with pytest.raises(qualifications.PluginSettingsRefused) as refused:
            qualifications.qualifiesforexam_plugins[plugin].decides(course, settings, now=now)

        assert refused.value.values["field"] == field

    def test_is_a_blank_limit_of_assignments_without_one(
        self, course: Course, now: datetime
    ) -> None:
        column = book.column(course, "Essay", now=now, pass_limit=None)

        with pytest.raises(qualifications.PluginSettingsRefused):
            wizard.run(course, wizard.POINTS, {"columns": [column.pk]}, now=now)

    @pytest.mark.parametrize("plugin", [wizard.SUBSET, wizard.POINTS])
    def test_are_assignments_of_another_course(
        self, course: Course, now: datetime, plugin: str
    ) -> None:
        foreign = book.column(make.course(now), now=now)

        with pytest.raises(qualifications.PluginSettingsRefused):
            wizard.run(course, plugin, {"columns": [foreign.pk]}, now=now)
