"""A course with columns and results, as tests of qualification need it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.results import api as results

BY = "person:1"


def column(
    course: launches.Course, title: str = "A1", *, now: datetime, **changes: Any
) -> results.Column:
    """Return an assignment of 100 points that is passed with 50."""
    told: dict[str, Any] = {"title": title, "maximum": 100, "pass_limit": 50} | changes
    for name in ("maximum", "pass_limit", "weight"):
        if told.get(name) is not None:
            told[name] = scaled(told[name])
    return results.define_column(course, results.ColumnDefinition(**told), by=BY, now=now)


def told(
    column: results.Column, person: launches.Person, points: Any, *, now: datetime, **changes: Any
) -> results.Told:
    """Return a result as somebody tells it by hand."""
    about: dict[str, Any] = {
        "column_id": column.pk,
        "person_id": person.pk,
        "points": None if points is None else scaled(points),
        "as_of": now,
        "source": results.Source.HAND,
    }
    return results.Told(**(about | changes))


def grade(
    column: results.Column, person: launches.Person, points: Any, *, now: datetime, **changes: Any
) -> None:
    """Record one result."""
    results.record([told(column, person, points, now=now, **changes)], now=now)


def grades(
    columns: Sequence[results.Column],
    points: Mapping[launches.Person, Sequence[Any]],
    *,
    now: datetime,
) -> None:
    """Record a table: a row for each person, a cell for each column, None for no result."""
    results.record(
        [
            told(column, person, cell, now=now)
            for person, cells in points.items()
            for column, cell in zip(columns, cells, strict=True)
            if cell is not None
        ],
        now=now,
    )


def counting(column: results.Column, person: launches.Person) -> results.Result | None:
    """Return what counts of somebody in a column."""
    return results.counting_results([column.pk], [person.pk]).get(person.pk, {}).get(column.pk)


def points_of(column: results.Column, person: launches.Person) -> int | None:
    """Return the points that count of somebody in a column."""
    found = counting(column, person)
    return found and found.points
