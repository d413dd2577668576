"""A large course, gone through part by part."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.models import Figure
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Column = launches.Course, results.Column


@pytest.fixture
def essays(course: Course, now: datetime) -> list[Column]:
    """Two assignments, and five people with 10, 20, … points in the first."""
    columns = [book.column(course, title, now=now) for title in ("Essay", "Report")]
    people = [make.person(course) for _ in range(5)]
    book.grades(columns, {one: [10 * n, 60] for n, one in enumerate(people, 1)}, now=now)
    return columns


def begun(course: Course, plugin: str, settings: Mapping[str, Any], *, now: datetime) -> Any:
    run = qualifications.begin_run(course, wizard.OWNER, now=now)
    qualifications.choose_plugin(run, plugin)
    return qualifications.keep_settings(run, settings)


def settings_of(plugin: str, columns: list[Column]) -> dict[str, Any]:
    keys = [one.pk for one in columns]
    if plugin == wizard.ADVANCED:
        best = {"groups": [[keys[0]], [keys[1]]], "minimum": 650_000, "drop_lowest": 1}
        return {"rules": [{"passed": [[keys[1]]], "sums": [best]}, {"passed": [[keys[0]]]}]}
    return {"columns": keys} | ({"minimum": 900_000} if plugin == wizard.POINTS else {})


@pytest.mark.parametrize("plugin", [wizard.SUBSET, wizard.POINTS, wizard.ADVANCED])
def test_the_parts_say_what_the_whole_says(
    course: Course, essays: list[Column], now: datetime, plugin: str
) -> None:
    settings = settings_of(plugin, essays)
    run = begun(course, plugin, settings, now=now)

    told = []
    while not qualifications.compute_part(run, size=2, now=now):
        told.append(qualifications.progress_of(run))

    assert [(one.done, one.total, one.percent) for one in told] == [(2, 5, 40), (4, 5, 80)]
    run.refresh_from_db()
    whole = wizard.run(course, plugin, settings, now=now)
    assert wizard.would(run, now=now) == wizard.would(whole, now=now)
    assert wizard.save(run, now=now).students.count() == 5


def test_a_limit_that_changes_between_two_parts_begins_anew(
    course: Course, essays: list[Column], now: datetime
) -> None:
    run = begun(course, wizard.POINTS, {"columns": [one.pk for one in essays]}, now=now)
    qualifications.compute_part(run, size=2, now=now)
    essay = results.column_of(course, essays[0].pk)
    results.Column.objects.filter(pk=essay.pk).update(pass_limit=1)

    qualifications.compute_part(run, size=3, now=now)

    assert qualifications.progress_of(run).done == 3
    assert qualifications.compute_part(run, size=3, now=now)
    assert Figure.objects.filter(run=run).count() == 5


def test_a_second_computing_uses_nothing_of_the_first(
    course: Course, essays: list[Column], now: datetime
) -> None:
    settings = {"columns": [one.pk for one in essays]}
    run = begun(course, wizard.SUBSET, settings, now=now)
    qualifications.compute_part(run, size=9, now=now)
    person = course.memberships.order_by("pk")[0].person
    book.grades(essays, {person: [90, 90]}, now=now)

    qualifications.keep_settings(run, settings)
    assert not Figure.objects.filter(run=run).exists()
    qualifications.compute_part(run, size=9, now=now)

    run.refresh_from_db()
    assert wizard.would(run, now=now)[person]


def test_what_is_computed_is_not_computed_again(
    course: Course, essays: list[Column], now: datetime
) -> None:
    run = wizard.run(course, wizard.SUBSET, {"columns": [essays[0].pk]}, now=now)

    assert qualifications.compute_part(run, size=2, now=now)
    assert qualifications.progress_of(run).percent == 100


def test_a_saved_run_is_not_gone_on_with(
    course: Course, essays: list[Column], now: datetime
) -> None:
    run = wizard.run(course, wizard.SUBSET, {"columns": [essays[0].pk]}, now=now)
    wizard.save(run, now=now)

    with pytest.raises(qualifications.RunIsSaved):
        qualifications.compute_part(run, size=2, now=now)


@pytest.mark.parametrize("plugin", [wizard.SUBSET, wizard.POINTS])
def test_a_course_is_decided_in_few_statements(
    course: Course,
    essays: list[Column],
    now: datetime,
    plugin: str,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    run = begun(course, plugin, settings_of(plugin, essays), now=now)

    # Five, and the ends of a savepoint.
    with django_assert_max_num_queries(7):
        qualifications.compute(run, now=now)
