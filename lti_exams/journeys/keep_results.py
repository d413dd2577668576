"""Results arrive from everywhere: our own exams, the LMS, files, programs, and by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.placements import PlacementKind
from lti_exams.launches import api as launches
from lti_exams.results import api as results

_Pair = tuple[int, int]


def define_column(
    caller: Caller, course: launches.Course, wanted: results.ColumnDefinition, *, now: datetime
) -> results.Column:
    """Add a column to the gradebook of a course."""
    caller.check_may(Act.EDIT_RESULTS, course)
    return results.define_column(course, wanted, by=caller.name, now=now)


def change_column(
    caller: Caller, column: results.Column, wanted: results.ColumnDefinition, *, now: datetime
) -> results.Column:
    """Change a column of the gradebook; its results are judged anew."""
    caller.check_may(Act.EDIT_RESULTS, column.course)
    return results.change_column(column, wanted, by=caller.name, now=now)


def look_at_file(
    caller: Caller,
    course: launches.Course,
    data: bytes,
    new_columns: Mapping[str, results.ColumnDefinition] = results.NO_NEW_COLUMNS,
) -> results.Preview:
    """Say what a file of results would change, also in columns that are to be made for it."""
    caller.check_may(Act.EDIT_RESULTS, course)
    return results.preview_import(course, data, new_columns)


def take_file(
    caller: Caller, course: launches.Course, taking: results.Taking, *, now: datetime
) -> tuple[results.Import, results.Preview]:
    """Take over a file of results that was looked at."""
    caller.check_may(Act.EDIT_RESULTS, course)
    return results.import_results(course, taking, by=caller.name, now=now)


def record_results(
    caller: Caller, course: launches.Course, told: Sequence[results.Told], *, now: datetime
) -> int:
    """Record what a program or a teacher says; every column and person must be of the course."""
    caller.check_may(Act.EDIT_RESULTS, course)
    columns = set(results.columns_of(course).values_list("pk", flat=True))
    people = {one.person_id for one in told}
    here = set(course.memberships.filter(person__in=people).values_list("person_id", flat=True))
    if any(one.column_id not in columns for one in told):
        raise results.NoSuchColumn
    if people - here:
        raise results.ResultRefused(field="person", why="the course knows nobody of this key")
    return results.record(told, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A result as a program tells it: the column by its short name, the person by key or id."""

    column: str
    person: int | None
    sub: str
    points: int | None
    passed: bool | None
    as_of: datetime
    key: str
    by: str


@transaction.atomic
def record_named(
    caller: Caller, course: launches.Course, sent: Sequence[Named], *, now: datetime
) -> int:
    """Record what a program says, whole or not at all; return how many say something new."""
    caller.check_may(Act.EDIT_RESULTS, course)
    columns = {one.key: one.pk for one in results.columns_of(course)}
    subs = {one.sub for one in sent if one.sub}
    here = course.memberships.filter(person__sub__in=subs)
    people = dict(here.values_list("person__sub", "person_id"))
    told = [_named(at, one, columns, people, now) for at, one in enumerate(sent)]
    return record_results(caller, course, told, now=now)


def _named(
    at: int, sent: Named, columns: Mapping[str, int], people: Mapping[str, int], now: datetime
) -> results.Told:
    person = sent.person if sent.person is not None else people.get(sent.sub)
    if sent.column not in columns:
        raise results.ResultRefused(field=f"results.{at}.column", why="there is no such column")
    if person is None:
        raise results.ResultRefused(field=f"results.{at}.sub", why="the course knows nobody of it")
    if sent.as_of > now:
        raise results.ResultRefused(field=f"results.{at}.as_of", why="it has not come yet")
    return results.Told(
        column_id=columns[sent.column],
        person_id=person,
        points=sent.points,
        said_passing=sent.passed,
        is_published=sent.points is not None or sent.passed is not None,
        source=results.Source.PROGRAM,
        source_key=sent.key,
        as_of=sent.as_of,
        by=sent.by,
    )


def ask_for_gradebook(
    caller: Caller, course: launches.Course, *, now: datetime
) -> results.Gradebook:
    """Let what the LMS shows us of a gradebook be read, and have columns for our own exams."""
    caller.check_may(Act.EDIT_RESULTS, course)
    have_exam_columns(course, by=caller.name, now=now)
    return results.ask_for_gradebook(course, now=now)


def read_due_gradebooks(*, now: datetime) -> int:
    """Read the gradebooks that are due."""
    return results.read_due_gradebooks(own=frozenset({PlacementKind.EXAM.value}), now=now)


@transaction.atomic
def have_exam_columns(course: launches.Course, *, by: str, now: datetime) -> None:
    """Give every graded exam of a course a column, filled with what its attempts came to."""
    graded = [one for one in exams.exams_of(course) if one.kind not in exams.UNGRADED]
    known = set(_columns_of(one.pk for one in graded))
    missing = [one for one in graded if one.pk not in known]
    for exam in missing:
        wanted = results.ColumnDefinition(
            title=exam.title,
            maximum=exam.maximum_points,
            source=results.Source.EXAM,
            source_key=str(exam.pk),
        )
        results.define_column(course, wanted, by=by, now=now)
    if missing:
        keep_sat(exams.sat_of(missing), now=now)


def _columns_of(keys: Iterable[int]) -> Mapping[int, results.Column]:
    named = {"source": results.Source.EXAM.value, "source_key__in": [str(key) for key in keys]}
    return {int(one.source_key): one for one in results.Column.objects.filter(**named)}


def keep_sat(sat: Mapping[_Pair, exams.Sat], *, now: datetime) -> None:
    """Keep what people's attempts came to, in courses that have columns for their exams."""
    columns = _columns_of({exam_id for exam_id, _ in sat})
    told = [
        _told(columns[exam_id], person_id, mine, now)
        for (exam_id, person_id), mine in sat.items()
        if exam_id in columns
    ]
    if told:
        results.record(told, now=now)


def _told(column: results.Column, person_id: int, sat: exams.Sat, now: datetime) -> results.Told:
    points, counts = None, sat.counts
    if counts is not None and counts.points is not None:
        share = Decimal(counts.points) * column.maximum / (counts.maximum or column.maximum)
        points = min(int(share.to_integral_value()), column.maximum)
    return results.Told(
        column_id=column.pk,
        person_id=person_id,
        points=points,
        is_published=points is not None,
        source=results.Source.EXAM,
        as_of=now,
        by="exams",
    )
