"""Files of results are looked at first: what they would change, and what cannot be read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from django.db.models import Q

from lti_exams.launches import api as launches
from lti_exams.results.models import Column, Result
from lti_exams.results.rules.cells import Cell, CellRefused, read_cell, write_cell
from lti_exams.results.rules.columns import (
    ColumnDefinition,
    Counting,
    Source,
    check_definition,
)
from lti_exams.results.rules.counting import passes
from lti_exams.results.rules.files import FOR_PEOPLE, USER_ID, Row, Table, read_table

NO_NEW_COLUMNS: Mapping[str, ColumnDefinition] = MappingProxyType({})
_AT_ONCE = 1_000
_SAMPLES, _LOOKED_AT, _LONGEST_SAMPLE, _LONGEST_CELL = 3, 50, 20, 60


@dataclass(frozen=True, slots=True)
class RowError:
    """What of a file is not taken over, and why."""

    line: int
    column: str
    why: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a file changes of one person in one column."""

    line: int
    person: launches.Person
    column: Column
    before: Cell
    after: Cell
    # What another source says, and what counts in place of what the file says.
    stays: Cell | None = None


@dataclass(slots=True)
class Preview:
    """What a file would do, before it does it."""

    sha256: str
    rows: int
    columns: Mapping[str, Column]
    unknown: Sequence[str]
    # What the first rows have in each column that is not known: people see what it is.
    samples: Mapping[str, Sequence[str]]
    changes: list[Change] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    unchanged: int = 0


def preview_import(
    course: launches.Course,
    data: bytes,
    new_columns: Mapping[str, ColumnDefinition] = NO_NEW_COLUMNS,
) -> Preview:
    """Say what a file would change, row by row, and what of it cannot be read.

    What is not known yet is left out, or looked at as the column that is to be made of it.
    """
    table = read_table(data)
    columns = _columns(course, table)
    unknown = [
        name
        for name in table.header
        if name and name != USER_ID and name.casefold() not in FOR_PEOPLE and name not in columns
    ]
    samples = {name: _sample(table, name) for name in unknown}
    columns |= {one: _unmade(course, new_columns[one]) for one in unknown if one in new_columns}
    sha256 = hashlib.sha256(data).hexdigest()
    preview = Preview(sha256, len(table.rows), columns, unknown, samples)
    seen: dict[str, int] = {}
    for start in range(0, len(table.rows), _AT_ONCE):
        _look_at(course, table, table.rows[start : start + _AT_ONCE], preview, seen)
    return preview


def _sample(table: Table, name: str) -> Sequence[str]:
    cells = (_cell_of(table, row, name)[:_LONGEST_SAMPLE] for row in table.rows[:_LOOKED_AT])
    return list(islice(filter(None, cells), _SAMPLES))


def _unmade(course: launches.Course, wanted: ColumnDefinition) -> Column:
    """Return a column as it would be; nobody has a result in it yet."""
    check_definition(wanted)
    return Column(
        course=course, title=wanted.title, maximum=wanted.maximum, pass_limit=wanted.pass_limit
    )


def _columns(course: launches.Course, table: Table) -> dict[str, Column]:
    """Find the columns of a file by their short names, else by a title that only one has."""
    active = list(Column.objects.filter(course=course, is_active=True))
    titles = [column.title for column in active]
    named = {column.title: column for column in active if titles.count(column.title) == 1}
    named |= {column.key: column for column in active}
    return {name: named[name] for name in table.header if name in named and name != USER_ID}


def _look_at(
    course: launches.Course,
    table: Table,
    rows: Sequence[Row],
    preview: Preview,
    seen: dict[str, int],
) -> None:
    people = _people(course, table, rows)
    known = _known(preview.columns, people)
    for row in rows:
        sub = _cell_of(table, row, USER_ID)
        person = people.get(sub)
        why = _row_fault(row, table, person, seen, sub)
        if why or person is None:
            preview.errors.append(RowError(row.line, USER_ID, why, sub[:_LONGEST_CELL]))
            continue
        for name, column in preview.columns.items():
            _look_at_cell(table, row, name, column, person, known, preview)


def _row_fault(
    row: Row, table: Table, person: launches.Person | None, seen: dict[str, int], sub: str
) -> str:
    if len(row.cells) > len(table.header):
        return "the row has more cells than the head of the table"
    if not sub:
        return "there is no user id"
    if sub in seen:
        return f"the user id is in row {seen[sub]} already"
    seen[sub] = row.line
    return "" if person else "nobody whom this course knows has this user id"


def _look_at_cell(
    table: Table,
    row: Row,
    name: str,
    column: Column,
    person: launches.Person,
    known: "_Known",
    preview: Preview,
) -> None:
    told = _cell_of(table, row, name)
    try:
        after = read_cell(told)
    except CellRefused as refused:
        preview.errors.append(RowError(row.line, name, str(refused), told[:_LONGEST_CELL]))
        return
    key = (column.pk, person.pk)
    before, counts = known.said.get(key, Cell()), known.counting.get(key)
    # What another source says already is not said once more: it would stay when that one corrects.
    if after.is_empty or after == before or (counts is not None and after == _written(counts)):
        preview.unchanged += 1
    else:
        stays = _stays(column, counts, after)
        preview.changes.append(Change(row.line, person, column, before, after, stays))


def _written(result: Result) -> Cell:
    """Return a result as our own file has it, which is filled in and comes back."""
    return read_cell(write_cell(result.points, said_passing=result.said_passing))


def _stays(column: Column, counts: Result | None, after: Cell) -> Cell | None:
    """Return what counts all the same, where the column prefers what another source said."""
    if counts is None or counts.source == Source.FILE.value:
        return None
    rule = Counting(column.counting)
    passing = passes(after.points, said=after.said_passing, pass_limit=column.pass_limit)
    is_better = _rank(after.points, passing) >= _rank(counts.points, counts.is_passing)
    if rule is Counting.LATEST or (rule is Counting.BEST and is_better):
        return None
    return _written(counts)


def _rank(points: int | None, is_passing: bool) -> tuple[int, bool]:  # noqa: FBT001
    return -1 if points is None else points, is_passing


def _cell_of(table: Table, row: Row, name: str) -> str:
    place = table.header.index(name)
    return row.cells[place] if place < len(row.cells) else ""


def _people(
    course: launches.Course, table: Table, rows: Sequence[Row]
) -> Mapping[str, launches.Person]:
    """Find people by what the LMS calls them; also those who left, whose results still count."""
    subs = {_cell_of(table, row, USER_ID)[:255] for row in rows}
    members = course.memberships.filter(person__sub__in=subs).select_related("person")
    return {member.person.sub: member.person for member in members}


@dataclass(frozen=True, slots=True)
class _Known:
    """What files said so far by column and person, and what counts, whoever said it."""

    said: Mapping[tuple[int, int], Cell]
    counting: Mapping[tuple[int, int], Result]


def _known(columns: Mapping[str, Column], people: Mapping[str, launches.Person]) -> _Known:
    rows = Result.objects.filter(
        Q(counts=True) | Q(source=Source.FILE.value, source_key=""),
        column__in=[column.pk for column in columns.values() if column.pk],
        person__in=people.values(),
        is_published=True,
    )
    said: dict[tuple[int, int], Cell] = {}
    counting: dict[tuple[int, int], Result] = {}
    for row in rows:
        key = (row.column_id, row.person_id)
        if (row.source, row.source_key) == (Source.FILE.value, ""):
            said[key] = Cell(row.points, row.said_passing)
        if row.counts:
            counting[key] = row
    return _Known(said, counting)
