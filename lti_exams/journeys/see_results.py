"""The gradebook of a course, as those who teach see it: every column, everybody, and how old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.read_rosters import list_learners
from lti_exams.launches import api as launches
from lti_exams.results import api as results


@dataclass(frozen=True, slots=True)
class Line:
    """One person, and what counts of them in each column, None where nothing does."""

    person: launches.Person
    cells: Sequence[results.Result | None]


@dataclass(frozen=True, slots=True)
class ResultsSeen:
    """The columns with their ages, a page of people, and how the LMS's gradebook was read."""

    ages: Sequence[results.Age]
    lines: Sequence[Line]
    total: int
    gradebook: results.Gradebook | None
    is_being_read: bool
    # Read, and nothing came: the LMS keeps its other columns to itself.
    shows_nothing: bool
    strangers: int
    may_edit: bool


def see_results(
    caller: Caller,
    course: launches.Course,
    *,
    search: str = "",
    start: int = 0,
    size: int = 50,
    now: datetime,
) -> ResultsSeen:
    """Return the gradebook of a course, a page of people at a time."""
    caller.check_may(Act.SEE_RESULTS, course)
    ages = results.ages(course, now=now)
    learners = list_learners(caller, course, search=search)
    people = [one.person for one in learners[start : start + size]]
    gradebook = results.gradebook_of(course)
    return ResultsSeen(
        ages=ages,
        lines=_lines([one.column for one in ages], people),
        total=learners.count(),
        gradebook=gradebook,
        is_being_read=gradebook is not None and gradebook.is_being_read(now),
        shows_nothing=all(one.column.source != results.Source.LMS.value for one in ages),
        strangers=results.strangers(course).count(),
        may_edit=caller.may(Act.EDIT_RESULTS, course),
    )


def _lines(columns: Sequence[results.Column], people: Sequence[launches.Person]) -> Sequence[Line]:
    counting = results.counting_results([one.pk for one in columns], [one.pk for one in people])
    nothing: Mapping[int, results.Result] = {}
    return [
        Line(one, [counting.get(one.pk, nothing).get(column.pk) for column in columns])
        for one in people
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """One person in one column: what counts, and what was entered here by hand."""

    person: launches.Person
    counts: results.Result | None
    by_hand: results.Result | None


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column, and a page of people in it."""

    age: results.Age
    cells: Sequence[Cell]
    total: int
    may_edit: bool


def see_column(
    caller: Caller,
    course: launches.Course,
    key: int,
    *,
    search: str = "",
    start: int = 0,
    size: int = 50,
    now: datetime,
) -> ColumnSeen:
    """Return one column with a page of people."""
    caller.check_may(Act.SEE_RESULTS, course)
    column = results.column_of(course, key)
    learners = list_learners(caller, course, search=search)
    people = [one.person for one in learners[start : start + size]]
    keys = [one.pk for one in people]
    counting = results.counting_results([column.pk], keys)
    by_hand = results.entered_by_hand(column, keys)
    cells = [
        Cell(one, counting.get(one.pk, {}).get(column.pk), by_hand.get(one.pk)) for one in people
    ]
    age = results.Age(column, column.known_at, column.is_stale(now))
    return ColumnSeen(age, cells, learners.count(), caller.may(Act.EDIT_RESULTS, course))


def see_person(
    caller: Caller, course: launches.Course, person: launches.Person
) -> Sequence[results.Result]:
    """Return everything that any source said of a person in a course, the newest first."""
    caller.check_may(Act.SEE_RESULTS, course)
    return list(results.history_in(course, person)[:500])


def export_results(caller: Caller, course: launches.Course) -> bytes:
    """Return the gradebook as a file that can be filled in and taken over again."""
    caller.check_may(Act.SEE_RESULTS, course)
    return results.export_results(course)
