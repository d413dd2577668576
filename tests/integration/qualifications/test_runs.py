"""Runs of the wizard, and the journeys that lead through it."""

from datetime import datetime, timedelta

import pytest

from lti_exams.journeys import access, qualify_students
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.models import Figure, Run
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column
STAFF = access.caller_of_command()


def teacher(course: Course, name: str = "Teacher") -> access.Caller:
    person = make.person(course, name)
    person.memberships.update(roles=["Instructor"])
    return access.Caller(
        name=f"person:{person.pk}",
        roles=frozenset({access.Role.TEACHER}),
        course=course,
        person=person,
    )


class TestARun:
    def test_begins_with_what_was_decided_by_the_last_time(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        settings = {"columns": [a1.pk], "minimum": 5}
        wizard.save(wizard.run(course, wizard.POINTS, settings, now=now), now=now)
        qualifications.retract(
            course,
            qualifications.Saving(state=qualifications.State.NOTREADY, message="x", by="y"),
            now=now,
        )

        again = qualifications.begin_run(course, wizard.OWNER, now=now)

        assert (again.plugin, again.plugin_settings) == (wizard.POINTS, settings)

    def test_is_for_whoever_began_it(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        mine, other = teacher(course), teacher(course)
        run = qualify_students.begin_run(mine, course, now=now)

        assert qualify_students.run_of(mine, course, run.key) == run
        with pytest.raises(qualifications.NoSuchRun):
            qualify_students.run_of(other, course, run.key)

    def test_of_another_course_is_not_there(self, course: Course, now: datetime) -> None:
        run = qualify_students.begin_run(STAFF, course, now=now)

        with pytest.raises(qualifications.NoSuchRun):
            qualify_students.run_of(STAFF, make.course(now), run.key)

    @pytest.mark.parametrize("key", ["", "nonsense", "\x00", "x" * 500])
    def test_of_no_key_is_not_there(self, db: None, key: str) -> None:
        with pytest.raises(qualifications.NoSuchRun):
            qualifications.find_run(key)

    def test_that_is_saved_is_not_gone_on_with(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        run = wizard.run(course, now=now)
        wizard.save(run, now=now)

        with pytest.raises(qualifications.RunIsSaved):
            qualifications.keep_settings(run, {})
        with pytest.raises(qualifications.RunIsSaved):
            qualifications.compute(run, now=now)

    def test_is_given_up_after_a_day_with_all_its_figures(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        wizard.run(course, now=now)
        saved = wizard.run(course, now=now)
        wizard.save(saved, now=now)

        assert qualifications.sweep_runs(now=now + timedelta(hours=24)) == 0
        assert qualifications.sweep_runs(now=now + timedelta(hours=25)) == 1
        assert list(Run.objects.all()) == [saved]
        assert not Figure.objects.exists()

    def test_is_not_begun_in_a_term_that_is_over(self, course: Course, now: datetime) -> None:
        day = timedelta(days=1)
        course.term = launches.Term.objects.create(
            name="Past", begins_at=now - 2 * day, ends_at=now - day
        )

        with pytest.raises(qualifications.StatusRefused):
            qualify_students.begin_run(STAFF, course, now=now)


class TestWhoMayQualify:
    @pytest.mark.parametrize("role", [access.Role.LEARNER, access.Role.ASSISTANT])
    def test_are_none_but_those_who_teach(
        self, course: Course, now: datetime, role: access.Role
    ) -> None:
        caller = access.Caller(name="person:9", roles=frozenset({role}), course=course)

        for act in (
            lambda: qualify_students.see_plugins(caller, course),
            lambda: qualify_students.begin_run(caller, course, now=now),
            lambda: qualify_students.retract(caller, course, "why", now=now),
            lambda: qualify_students.see_status(caller, course, 1, now=now),
        ):
            with pytest.raises(access.ActRefused):
                act()

    def test_do_so_in_their_own_course(self, course: Course, now: datetime) -> None:
        with pytest.raises(access.ActRefused):
            qualify_students.begin_run(teacher(course), make.course(now), now=now)


class TestTheListOfPlugins:
    def test_marks_the_last_one_and_says_why_others_cannot_work(
        self, course: Course, ada: Person, now: datetime
    ) -> None:
        run = wizard.run(course, wizard.MANUAL, {"who": "nobody"}, now=now)
        wizard.save(run, now=now)

        offered = {each.plugin.id: each for each in qualify_students.see_plugins(STAFF, course)}

        assert offered[wizard.MANUAL].was_used
        assert offered[wizard.MANUAL].why_not == []
        assert offered[wizard.ALL].why_not
