"""Each defect of the ancestor that changed who may sit an exam, by its number (reference 2.8)."""

from datetime import datetime, timedelta

import pytest

from lti_exams.accounts.api import User
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column
HOUR = timedelta(hours=1)


def test_v1_an_assignment_with_a_limit_of_zero_hides_none_that_follow(
    course: Course, ada: Person, ben: Person, now: datetime
) -> None:
    zero = book.column(course, "Zero", now=now, pass_limit=0)
    real = book.column(course, "Real", now=now)
    book.grades([zero, real], {ada: [0, 10], ben: [0, 90]}, now=now)

    assert wizard.would(wizard.run(course, now=now), now=now) == {ada: False, ben: True}


def test_v2_a_limit_of_zero_points_is_zero(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    told = {"columns": [a1.pk], "minimum": 0}
    zero = wizard.run(course, wizard.POINTS, told, now=now)
    blank = wizard.run(course, wizard.POINTS, told | {"minimum": None}, now=now)

    assert wizard.would(zero, now=now) == {ada: True}
    assert wizard.would(blank, now=now) == {ada: False}


def test_v3_somebody_in_two_groups_of_whom_one_is_ungraded_stops_nothing(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    book.grade(a1, ada, 60, now=now, source_key="group:1")
    book.grade(a1, ada, None, now=now, source_key="group:2", is_published=False)

    assert wizard.would(wizard.run(course, now=now), now=now) == {ada: True}


def test_v4_a_new_attempt_takes_nothing_from_whoever_passed(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    book.grade(a1, ada, 60, now=now, source_key="attempt:1")
    book.grade(a1, ada, None, now=now + HOUR, source_key="attempt:2", is_published=False)
    book.grade(a1, ada, 10, now=now + HOUR, source_key="attempt:3")

    assert wizard.would(wizard.run(course, now=now), now=now) == {ada: True}


def test_v5_results_of_somebody_who_is_not_in_the_course_stop_nothing(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    stranger = Person.objects.create(platform=course.deployment.platform, sub="stranger")
    for person in (ada, stranger):
        book.grade(a1, person, 60, now=now)

    assert wizard.would(wizard.run(course, now=now), now=now) == {ada: True}
    assert list(results.strangers(course)) == [stranger]


def test_v6_what_was_not_computed_is_not_saved(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    run = wizard.run(course, now=now)
    qualifications.keep_settings(run, {})

    with pytest.raises(qualifications.RunNotComputed):
        wizard.save(run, now=now)

    assert not qualifications.statuses_of(course).exists()


def test_v6_a_status_about_nobody_is_not_saved(course: Course, ada: Person, now: datetime) -> None:
    run = wizard.run(course, wizard.MANUAL, {"who": "everybody"}, now=now)
    ada.memberships.update(is_active=False)
    qualifications.compute(run, now=now)

    with pytest.raises(qualifications.StatusRefused) as refused:
        wizard.save(run, now=now)

    assert refused.value.refusal_code == "status-nobody-to-decide-about"
    assert not qualifications.statuses_of(course).exists()


def test_v7_a_run_that_is_saved_twice_is_one_status(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    run = wizard.run(course, now=now)

    assert wizard.save(run, now=now) == wizard.save(run, now=now)
    assert qualifications.statuses_of(course).count() == 1


def test_v8_a_status_of_another_course_does_not_exist(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    status = wizard.save(wizard.run(course, now=now), now=now)

    with pytest.raises(qualifications.NoSuchStatus):
        qualifications.status_of(make.course(now), status.pk)


def test_r9_two_windows_do_not_meet(course: Course, a1: Column, ada: Person, now: datetime) -> None:
    points = {"columns": [a1.pk], "minimum": 0}
    one = wizard.run(course, wizard.ALL, now=now)
    other = wizard.run(course, wizard.POINTS, points, now=now)

    first = wizard.save(one, now=now)
    second = wizard.save(other, now=now)

    assert (first.plugin, first.plugin_settings, wizard.who(first)) == (
        wizard.ALL,
        {},
        {ada: False},
    )
    assert (second.plugin, second.plugin_settings, wizard.who(second)) == (
        wizard.POINTS,
        points,
        {ada: True},
    )


def test_r9_what_a_plugin_was_told_is_not_saved_with_another_one(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    run = wizard.run(course, wizard.SUBSET, {"columns": [a1.pk]}, now=now)

    qualifications.choose_plugin(run, wizard.ALL)

    assert run.plugin_settings == {}


def test_r11_a_retraction_is_a_status_of_its_own(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    ready = wizard.save(wizard.run(course, now=now), now=now)
    saving = qualifications.Saving(
        state=qualifications.State.NOTREADY, message="A2 was graded wrongly.", by="person:1"
    )

    retracted = qualifications.retract(course, saving, now=now)

    ready.refresh_from_db()
    assert (ready.status, ready.plugin) == ("ready", wizard.ALL)
    assert qualifications.last_status(course) == retracted
    assert not retracted.students.exists()
    assert qualifications.active_decision(course, ada) is None


def test_r12_somebody_who_is_deleted_takes_no_list_with_them(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    user = User.objects.create_user("dean")
    run = wizard.run(course, now=now)
    saving = qualifications.Saving(state=wizard.READY, user=user, by=f"staff:{user.pk}")
    status = qualifications.save_run(run, saving, now=now).status
    by = f"staff:{user.pk}"

    user.delete()

    status.refresh_from_db()
    assert (status.user, status.by) == (None, by)
    assert wizard.who(status) == {ada: False}


def test_r13_whoever_comes_after_the_decision_is_not_said_to_fail(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    status = wizard.save(wizard.run(course, now=now), now=now)
    late = make.person(course, "Late")

    assert qualifications.tally(status).total == 1
    assert qualifications.active_decision(course, late) is None


def test_r14_a_save_that_fails_leaves_nothing(
    course: Course, a1: Column, ada: Person, now: datetime
) -> None:
    def fails(_status: object) -> None:
        raise qualifications.PluginResultsFailedVerification

    plugin = {"id": "failing", "url": "/", "title": "Failing", "post_statussave": fails}
    with qualifications.qualifiesforexam_plugins.also(**plugin):
        run = qualifications.begin_run(course, wizard.OWNER, now=now)
        run.plugin = "failing"
        run.save()
        qualifications.keep_output(run, [])
        qualifications.compute(run, now=now)
        with pytest.raises(qualifications.PluginResultsFailedVerification):
            wizard.save(run, now=now)

    assert not qualifications.statuses_of(course).exists()
    assert not qualifications.QualifiesForFinalExam.objects.exists()


def test_points_are_added_exactly(course: Course, ada: Person, now: datetime) -> None:
    """Not one of the ancestor's, and of every sum of floats: 0.7 + 0.1 reaches 0.8."""
    columns = [
        book.column(course, title, now=now, maximum=1, pass_limit=0) for title in ("A1", "A2")
    ]
    book.grades(columns, {ada: ["0.7", "0.1"]}, now=now)
    told = {"columns": [one.pk for one in columns], "minimum": scaled("0.8")}

    run = wizard.run(course, wizard.POINTS, told, now=now)

    assert wizard.would(run, now=now) == {ada: True}
