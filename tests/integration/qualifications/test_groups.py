"""Assignments that are chosen by the group that their teacher gave them."""

from datetime import datetime
from typing import Any

import pytest

from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.plugins.pages import notation
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

pytestmark = pytest.mark.django_db
Course, Person = launches.Course, launches.Person


@pytest.fixture
def essays(course: Course, now: datetime) -> list[results.Column]:
    """Three essays, and a lab that is in no group."""
    titles = ("E1", "E2", "E3")
    return [book.column(course, title, now=now, group="Essays") for title in titles]


@pytest.fixture
def lab(course: Course, now: datetime) -> results.Column:
    return book.column(course, "Lab", now=now)


@pytest.fixture
def people(
    course: Course, essays: list[results.Column], lab: results.Column, now: datetime
) -> dict[str, Person]:
    made = {name: make.person(course, name) for name in ("Ada", "Ben", "Cem")}
    points = {"Ada": [60, 60, 60, 0], "Ben": [90, 80, 0, 50], "Cem": [100, 0, 0, 50]}
    told = {made[name]: some for name, some in points.items()}
    book.grades([*essays, lab], told, now=now)
    return made


def rule(**about: Any) -> dict[str, Any]:
    return {"rules": [about]}


def added(minimum: int, *groups: Any, **more: Any) -> dict[str, Any]:
    return rule(sums=[{"groups": list(groups), "minimum": scaled(minimum)} | more])


ESSAYS = {"group": "Essays"}


@pytest.mark.parametrize(
    ("plugin", "settings", "who"),
    [
        (wizard.SUBSET, {"groups": ["Essays"]}, "Ada"),
        (wizard.POINTS, {"groups": ["Essays"], "minimum": scaled(170)}, "Ada Ben"),
        (wizard.POINTS, {"groups": ["Essays"], "minimum": None}, "Ada Ben"),
        (wizard.ADVANCED, rule(passed=[ESSAYS]), "Ada"),
        (wizard.ADVANCED, rule(passed=[ESSAYS | {"at_least": 2}]), "Ada Ben"),
        (wizard.ADVANCED, rule(passed=[ESSAYS | {"at_least": 1}]), "Ada Ben Cem"),
        (wizard.ADVANCED, added(170, ESSAYS), "Ada Ben"),
        (wizard.ADVANCED, added(85, ESSAYS | {"weight": 5_000}), "Ada Ben"),
        (wizard.ADVANCED, added(90, ESSAYS | {"best": True}), "Ben Cem"),
        (wizard.ADVANCED, added(170, ESSAYS, drop_lowest=1), "Ben"),
        (wizard.ADVANCED, added(100, ESSAYS, drop_lowest=2), "Cem"),
    ],
)
def test_a_group_stands_for_its_assignments(
    course: Course,
    people: dict[str, Person],
    now: datetime,
    plugin: str,
    settings: dict[str, Any],
    who: str,
) -> None:
    run = wizard.run(course, plugin, settings, now=now)

    assert {one.name for one, met in wizard.would(run, now=now).items() if met} == set(who.split())


def test_single_assignments_are_asked_for_besides(
    course: Course, people: dict[str, Person], lab: results.Column, now: datetime
) -> None:
    settings = {"groups": ["Essays"], "columns": [lab.pk], "minimum": scaled(220)}

    run = wizard.run(course, wizard.POINTS, settings, now=now)

    assert {one.name for one, met in wizard.would(run, now=now).items() if met} == {"Ben"}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("plugin", "settings"),
    [(wizard.SUBSET, {"groups": ["Essays"]}), (wizard.ADVANCED, rule(passed=[ESSAYS]))],
)
def test_what_joins_the_group_is_asked_for_too_and_the_save_says_so(
    course: Course, now: datetime, plugin: str, settings: dict[str, Any]
) -> None:
    run = wizard.run(course, plugin, settings, now=now)
    book.column(course, "E4", now=now, group="Essays")

    saved = qualifications.save_run(
        run, qualifications.Saving(state=qualifications.State.READY), now=now
    )

    assert saved.status is None
    assert saved.rule_changed
    run.refresh_from_db()
    assert not any(wizard.would(run, now=now).values())


@pytest.mark.usefixtures("essays")
@pytest.mark.parametrize(
    ("plugin", "settings", "field"),
    [
        (wizard.SUBSET, {"groups": ["Labs"]}, "groups"),
        (wizard.SUBSET, {"groups": [""]}, "groups"),
        (wizard.SUBSET, {"groups": "Essays"}, "groups"),
        (wizard.SUBSET, {"groups": ["Essays"], "columns": [0]}, "columns"),
        (wizard.ADVANCED, rule(passed=[{"group": "Labs"}]), "rules.0.passed.0"),
        (wizard.ADVANCED, rule(passed=[{}]), "rules.0.passed.0"),
        (wizard.ADVANCED, rule(passed=[ESSAYS | {"at_least": 4}]), "rules.0.passed.0"),
        (wizard.ADVANCED, rule(passed=[ESSAYS | {"at_least": 0}]), "rules.0.passed.0"),
        (wizard.ADVANCED, added(1, ESSAYS, drop_lowest=3), "rules.0.sums.0.drop_lowest"),
        (wizard.ADVANCED, added(1, {"group": "Labs"}), "rules.0.sums.0.groups.0"),
    ],
)
def test_a_group_that_makes_no_sense_is_refused_by_its_field(
    course: Course, now: datetime, plugin: str, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(qualifications.PluginSettingsRefused) as refused:
        qualifications.qualifiesforexam_plugins[plugin].decides(course, settings, now=now)

    assert refused.value.values["field"] == field


def test_the_summary_names_the_group() -> None:
    plugin = qualifications.qualifiesforexam_plugins[wizard.POINTS]

    told = plugin.summary({"groups": ["Essays"], "columns": [1, 2], "minimum": scaled(60)})

    assert str(told) == "At least 60 points: all of “Essays”, 2 chosen assignments"


def test_an_assignment_with_a_title_on_two_lines_stays_one(course: Course, now: datetime) -> None:
    lab = book.column(course, "Lab\n2 of 3", now=now, key="lab")
    names = notation.Names.of([lab])

    typed = notation.write_groups([[lab.pk]], names)

    assert notation.read_groups(typed, names, weighted=False) == [[lab.pk]]
