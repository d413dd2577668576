"""The department's page: every course of a term against its deadline, and what is done about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lti_exams.accounts import api as accounts
from lti_exams.audit import api as audit
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications

Stand = qualifications.Stand


class DeadlineIsOfOthersToo(LtiExamsError):
    """Courses are held to it that the caller does not look after."""

    code = "deadline-of-others-too"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which courses of a department are looked at."""

    term: int | None = None
    unit: int | None = None
    deadline: int | None = None
    stand: Stand | None = None
    search: str = ""
    start: int = 0
    size: int = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A course, how it stands, and how many of how many qualify by its active status."""

    course: Any
    stands: frozenset[Stand]
    qualified: int
    students: int


@dataclass(frozen=True, slots=True)
class DepartmentSeen:
    """The courses of a department, counted by how they stand."""

    rows: Sequence[Row]
    total: int
    counts: Mapping[str, int]
    deadlines: Sequence[qualifications.DeadlineTag]
    terms: Sequence[launches.Term]
    units: Sequence[accounts.Unit]
    may_sort: bool


def see_department(caller: Caller, wanted: Wanted, *, now: datetime) -> DepartmentSeen:
    """Return the courses that somebody looks after, each against its deadline."""
    caller.check_may(Act.SEE_DEPARTMENT)
    found = _found(caller, wanted)
    picked = found
    if wanted.stand is not None:
        picked = found.filter(qualifications.standing(wanted.stand, now=now))
    page = list(_ordered(picked)[wanted.start : wanted.start + wanted.size])
    counts = qualifications.count_stands(found, now=now)
    return DepartmentSeen(
        rows=_rows(page, now=now),
        total=counts[wanted.stand.value if wanted.stand else "all"],
        counts=counts,
        deadlines=list(qualifications.deadlines()[:200]),
        terms=list(launches.Term.objects.order_by("-begins_at")[:100]),
        units=_units(caller),
        may_sort=caller.may(Act.SORT_COURSES),
    )


def _found(caller: Caller, wanted: Wanted) -> QuerySet[Any, Any]:
    courses = reach.courses(caller)
    for word in wanted.search.replace("\x00", " ").split():
        courses = courses.filter(
            Q(title__icontains=word) | Q(label__icontains=word) | Q(context_id=word)
        )
    told = {"term": wanted.term, "unit": wanted.unit}
    courses = courses.filter(**{name: key for name, key in told.items() if key is not None})
    if wanted.deadline is not None:
        courses = courses.filter(deadline__deadlinetag=wanted.deadline)
    return qualifications.overview(courses)


def _ordered(found: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    # Whoever opens the page looks for what is late: the earliest deadline comes first.
    return found.order_by(F("deadline_at").asc(nulls_last=True), "title", "pk")


def _rows(page: Sequence[Any], *, now: datetime) -> list[Row]:
    told = qualifications.tallies([one.status_id for one in page if one.status_id])
    return [
        Row(one, qualifications.stands_of(one, now=now), *told.get(one.status_id, (0, 0)))
        for one in page
    ]


def _units(caller: Caller) -> list[accounts.Unit]:
    units = accounts.all_units()
    return list(units if caller.units is None else units.filter(pk__in=caller.units))


def courses_named(caller: Caller, keys: Collection[int]) -> list[launches.Course]:
    """Return the courses of these numbers; one that the caller does not reach is refused."""
    found = list(reach.courses(caller).filter(pk__in=set(keys)))
    if len(found) != len(set(keys)):
        raise reach.NoSuchCourse
    return found


def make_deadline(
    caller: Caller, timestamp: datetime, tag: str, *, now: datetime
) -> qualifications.DeadlineTag:
    """Make a time by which courses should have said who qualifies."""
    caller.check_may(Act.KEEP_DEADLINES)
    return qualifications.make_deadline(timestamp, tag, by=caller.name, now=now)


@transaction.atomic
def remove_deadline(caller: Caller, key: int, *, now: datetime) -> int:
    """Take a deadline away that was made by mistake; return how many courses that sets free."""
    caller.check_may(Act.KEEP_DEADLINES)
    tag = qualifications.deadline_of(key)
    held = launches.Course.objects.filter(deadline__deadlinetag=tag)
    if held.exclude(pk__in=reach.courses(caller).values("pk")).exists():
        raise DeadlineIsOfOthersToo
    return qualifications.remove_deadline(tag, by=caller.name, now=now)


def tie_courses(caller: Caller, keys: Collection[int], tag: int | None, *, now: datetime) -> int:
    """Hold courses to a deadline, or to none; return how many."""
    caller.check_may(Act.KEEP_DEADLINES)
    courses = courses_named(caller, keys)
    found = None if tag is None else qualifications.deadline_of(tag)
    return qualifications.tie(courses, found, by=caller.name, now=now)


@transaction.atomic
def sort_courses(
    caller: Caller,
    keys: Collection[int],
    *,
    unit: int | None = None,
    term: int | None = None,
    now: datetime,
) -> int:
    """Say to which unit, or to which term, courses belong; return how many."""
    caller.check_may(Act.SORT_COURSES)
    courses = courses_named(caller, keys)
    told = {name: key for name, key in (("unit_id", unit), ("term_id", term)) if key is not None}
    if told:
        launches.Course.objects.filter(pk__in=[one.pk for one in courses]).update(**told)
        after = {**told, "courses": sorted(one.pk for one in courses)}
        audit.record(
            actor=caller.name, action="courses-sorted", subject="courses", now=now, after=after
        )
    return len(courses)
