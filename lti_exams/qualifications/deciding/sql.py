"""The figures of every learner of a course, in one statement: no student is read one by one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding.plan import Added, Belongs, Figure, Passed, Plan
from lti_exams.qualifications.deciding.sets import Decision, Sql
from lti_exams.qualifications.rules.tree import Sum
from lti_exams.results import api as results
from lti_exams.rosters import api as rosters

_RESULTS = results.Result._meta.db_table
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the people of a course, by their keys: those after one, up to another."""

    after: int = -1
    until: int = _LARGEST_KEY

    @property
    def is_whole(self) -> bool:
        return self == Part()


WHOLE = Part()


def figures_of(course: launches.Course, decision: Decision, plan: Plan, part: Part = WHOLE) -> Sql:
    """Return a query of `member_id`, `person_id`, `f0`, `f1`, … for every learner."""
    here = rosters.learners(course).values("id", "person_id")
    if not part.is_whole:
        here = here.filter(person_id__gt=part.after, person_id__lte=part.until)
    learners, parameters = here.query.sql_with_params()
    joins: list[str] = []
    shown: list[str] = []
    asked: list[Any] = []
    plain: list[int] = []
    for place, figure in enumerate(plan.figures):
        if isinstance(figure, Belongs):
            held, more = decision.sets[figure.name].holds("m")
            shown.append(f"CASE WHEN {held} THEN 1 ELSE 0 END AS f{place}")
            asked += more
        elif isinstance(figure, Added) and not figure.sum.is_plain:
            joins.append(_joined(f"s{place}", _best_of(figure.sum, part)))
            shown.append(f"CAST(COALESCE(s{place}.f, 0) AS bigint) AS f{place}")
        else:
            plain.append(place)
            shown.append(f"CAST(COALESCE(a.f{place}, 0) AS bigint) AS f{place}")
    if plain:
        joins.append(_joined("a", _together(plain, plan.figures, part)))
    columns = ", ".join(["m.id AS member_id", "m.person_id AS person_id", *shown])
    return f"SELECT {columns} FROM ({learners}) m {' '.join(joins)}", (*asked, *parameters)


def _joined(name: str, query: str) -> str:
    return f"LEFT JOIN ({query}) {name} ON {name}.person_id = m.person_id"


def _together(plain: Sequence[int], figures: Sequence[Figure], part: Part) -> str:
    """Return one reading of all results for every figure that is a plain sum over them."""
    every = frozenset(one for place in plain for one in _columns(figures[place]))
    counted = ", ".join(f"{_counted(figures[place], every)} AS f{place}" for place in plain)
    return (
        f"SELECT r.person_id, {counted} FROM {_RESULTS} r"
        f" WHERE r.counts AND {_in('r', every)}{_of(part)} GROUP BY r.person_id"
    )


def _of(part: Part) -> str:
    """Read the results of these people alone; of all of them, reading them in order is faster."""
    if part.is_whole:
        return ""
    return f" AND r.person_id > {int(part.after)} AND r.person_id <= {int(part.until)}"


def _columns(figure: Figure) -> Collection[int]:
    if isinstance(figure, Passed):
        return figure.columns
    return figure.sum.columns if isinstance(figure, Added) else ()


def _in(alias: str, columns: Collection[int]) -> str:
    # No course has a column 0: a list may not be empty.
    return f"{alias}.column_id IN ({', '.join(map(str, sorted(columns))) or '0'})"


def _only(columns: Collection[int], every: frozenset[int]) -> str:
    """Ask for columns only where others are read as well: asked of each row, it is most of all."""
    return "" if every == frozenset(columns) else f"{_in('r', columns)} AND "


def _counted(figure: Figure, every: frozenset[int]) -> str:
    if isinstance(figure, Passed):
        return f"SUM(CASE WHEN {_only(figure.columns, every)}r.is_passing THEN 1 ELSE 0 END)"
    if isinstance(figure, Added):
        return _weighted(figure.sum, every) or "0"
    raise TypeError(figure)


def _weighted(wanted: Sum, every: frozenset[int]) -> str:
    """Add up columns of the same weight together: most often that is all of them."""
    by_weight: dict[int, list[int]] = defaultdict(list)
    for (term,) in wanted.groups:
        by_weight[term.weight].append(term.column)
    return " + ".join(
        f"{weight} * COALESCE(SUM(CASE WHEN {_only(columns, every)}r.points IS NOT NULL"
        " THEN r.points END), 0)"
        for weight, columns in sorted(by_weight.items())
    )


def _best_of(wanted: Sum, part: Part) -> str:
    """Take the best of each group, leave out the lowest, and add up the others.

    A group without any result is zero, so it is among the lowest: only what is still to be left
    out after those is left out of what is there.
    """
    terms = [
        (term.column, place, term.weight)
        for place, group in enumerate(wanted.groups)
        for term in group
    ]
    values = ", ".join(f"({column}, {place}, {weight})" for column, place, weight in terms)
    still = f"{int(wanted.drop_lowest) - len(wanted.groups)} + ranked.present"
    return (
        f"WITH terms(column_id, place, weight) AS (VALUES {values or '(0, 0, 0)'}),"
        " best AS (SELECT r.person_id, terms.place,"
        f" MAX(COALESCE(r.points, 0) * terms.weight) AS value FROM {_RESULTS} r"
        " JOIN terms ON terms.column_id = r.column_id"
        f" WHERE r.counts AND {_in('r', {term[0] for term in terms})}{_of(part)}"
        " GROUP BY r.person_id, terms.place),"
        " ranked AS (SELECT person_id, value,"
        " ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY value) AS place,"
        " COUNT(*) OVER (PARTITION BY person_id) AS present FROM best)"
        " SELECT person_id, SUM(value) AS f FROM ranked"
        f" WHERE ranked.place > {still} GROUP BY person_id"
    )


def as_json(names: Sequence[str]) -> str:
    """Return figures as one JSON value."""
    make = "jsonb_build_array" if connection.vendor == "postgresql" else "json_array"
    return f"{make}({', '.join(names)})"


def from_json(column: str, place: int) -> str:
    """Return one figure out of a JSON value."""
    if connection.vendor == "postgresql":
        return f"({column}->>{place})::bigint"
    return f"json_extract({column}, '$[{place}]')"
