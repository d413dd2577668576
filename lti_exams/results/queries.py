from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.results.models import Column, Gradebook, Import, Result
from lti_exams.results.rules.cells import write_cell
from lti_exams.results.rules.columns import Source
from lti_exams.results.rules.files import USER_ID, write_table
from lti_exams.rosters import api as rosters

_LARGEST_KEY = 2**63 - 1
_AT_ONCE = 2_000


class NoSuchColumn(LtiExamsError):
    """There is no such column in this course."""

    code = "column-unknown"


@dataclass(frozen=True, slots=True)
class Age:
    """How old what we know of a column is, and whether people must be told."""

    column: Column
    known_at: datetime | None
    is_stale: bool


def columns_of(course: launches.Course) -> QuerySet[Column]:
    """Return the columns of a course that are in use, in their order."""
    return Column.objects.filter(course=course, is_active=True).order_by("position", "pk")


def column_of(course: launches.Course, key: int) -> Column:
    found = Column.objects.filter(course=course, pk=key) if 0 < key <= _LARGEST_KEY else None
    column = found.first() if found is not None else None
    if column is None:
        raise NoSuchColumn
    return column


def ages(course: launches.Course, *, now: datetime) -> list[Age]:
    """Say of each column how old its results are."""
    return [Age(one, one.known_at, one.is_stale(now)) for one in columns_of(course)]


def counting_results(
    columns: Iterable[int], people: Iterable[int]
) -> Mapping[int, Mapping[int, Result]]:
    """Return what counts of these people in these columns, by person and column."""
    found: dict[int, dict[int, Result]] = {}
    rows = Result.objects.filter(counts=True, column_id__in=columns, person_id__in=people)
    for row in rows:
        found.setdefault(row.person_id, {})[row.column_id] = row
    return found


def history_of(column: Column, person: launches.Person) -> QuerySet[Result]:
    """Return everything that any source said of a person in a column, the newest first."""
    return column.results.filter(person=person).order_by("-as_of", "-pk")


def counting_in(
    course: launches.Course, *, column: int | None = None, person: int | None = None
) -> QuerySet[Result]:
    """Return what counts in a course, of everybody who has a result."""
    told = {"column_id": column, "person_id": person}
    wanted = {name: key for name, key in told.items() if key is not None}
    found = Result.objects.filter(column__course=course, column__is_active=True, counts=True)
    return found.filter(**wanted).select_related("person").order_by("column_id", "person_id")


def came_since(course: launches.Course, moment: datetime) -> bool:
    """Tell whether anything was recorded in a course after a moment."""
    columns = list(columns_of(course).values_list("pk", flat=True))
    return Result.objects.filter(column__in=columns, recorded_at__gt=moment).exists()


def history_in(course: launches.Course, person: launches.Person) -> QuerySet[Result]:
    """Return everything that any source said of a person in a course, the newest first."""
    told = Result.objects.filter(column__course=course, person=person)
    return told.select_related("column").order_by("column__position", "-as_of", "-pk")


def entered_by_hand(column: Column, people: Iterable[int]) -> Mapping[int, Result]:
    """Return what was entered by hand of these people in a column."""
    told = column.results.filter(person_id__in=people, source=Source.HAND.value, source_key="")
    return {one.person_id: one for one in told.filter(is_published=True)}


def nobody_can_pass(course: launches.Course) -> QuerySet[Column]:
    """Return the columns without a limit, of which no result says by itself that it passes."""
    said = Result.objects.filter(said_passing__isnull=False, column__course=course)
    return columns_of(course).filter(~Q(pk__in=said.values("column_id")), pass_limit=None)


def gradebook_of(course: launches.Course) -> Gradebook | None:
    """Return how well we know what the LMS shows of a gradebook; None where nobody has asked."""
    return Gradebook.objects.filter(course=course).first()


def people_with_results(course: launches.Course) -> QuerySet[launches.Person]:
    with_results = Result.objects.filter(column__course=course, column__is_active=True)
    return launches.Person.objects.filter(pk__in=with_results.values("person_id"))


def strangers(course: launches.Course) -> QuerySet[launches.Person]:
    """Return those who have results and are not on the roster: reported, never dropped."""
    return rosters.strangers(course, people_with_results(course))


def imports_of(course: launches.Course) -> QuerySet[Import]:
    return Import.objects.filter(course=course)


def export_results(course: launches.Course) -> bytes:
    """Write what counts as a file that can be filled in and taken over again."""
    columns = list(columns_of(course))
    learners = list(rosters.learners(course).select_related("person").order_by("person__sub"))
    people = [one.person for one in learners]
    header = [USER_ID, "name", *(column.key for column in columns)]
    return write_table(header, _rows(columns, people))


def _rows(columns: list[Column], people: list[launches.Person]) -> Iterable[list[str]]:
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        counting = counting_results([one.pk for one in columns], [one.pk for one in some])
        for person in some:
            mine = counting.get(person.pk, {})
            yield [person.sub, person.name, *(_told(mine.get(one.pk)) for one in columns)]


def _told(result: Result | None) -> str:
    return "" if result is None else write_cell(result.points, said_passing=result.said_passing)
