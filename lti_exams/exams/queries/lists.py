"""The attempts of a course as staff look for them: searched, filtered, sorted, in pages."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from lti_exams.exams.models import Attempt, Exam
from lti_exams.exams.queries.presence import last_seen
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.statuses import Status, kept_as
from lti_exams.launches.api import Course

LARGEST_PAGE = 200
_SORTS = {
    "person": ("person__name", "pk"),
    "exam": ("exam__title", "pk"),
    "started": ("started_at", "pk"),
    "ended": ("ended_at", "pk"),
    "number": ("number", "pk"),
    "status": ("state", "review", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which attempts are wanted. What is empty does not narrow the list."""

    exam: Exam | None = None
    statuses: tuple[Status, ...] = ()
    search: str = ""
    purposes: tuple[Purpose, ...] = (Purpose.SITTING,)
    # Only these, by their numbers.
    only: Collection[int] | None = None
    sort: str = "-started"
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the attempts, how many there are, and when each was last seen."""

    attempts: list[Attempt]
    total: int
    seen: Mapping[int, datetime | None] = field(default_factory=dict)


def attempts_in(course: Course, wanted: Wanted) -> Page:
    """Return a page of the attempts in a course, in two queries whatever their number."""
    found = _narrowed(Attempt.objects.filter(exam__course=course), wanted)
    offset, limit = max(0, wanted.offset), min(max(1, wanted.limit), LARGEST_PAGE)
    rows = _sorted(found, wanted.sort).select_related("exam", "person")
    page = list(rows.defer("exam__access_document")[offset : offset + limit])
    return Page(page, found.count(), last_seen(page))


def _narrowed(attempts: QuerySet[Attempt], wanted: Wanted) -> QuerySet[Attempt]:
    attempts = attempts.filter(purpose__in=[purpose.value for purpose in wanted.purposes])
    if wanted.exam is not None:
        attempts = attempts.filter(exam=wanted.exam)
    if wanted.statuses:
        attempts = attempts.filter(_told_as(wanted.statuses))
    if wanted.only is not None:
        attempts = attempts.filter(pk__in=wanted.only)
    for word in wanted.search.replace("\x00", " ").split():
        attempts = attempts.filter(
            Q(person__name__icontains=word) | Q(person__email__icontains=word) | Q(person__sub=word)
        )
    return attempts


def _told_as(statuses: tuple[Status, ...]) -> Q:
    kept = [
        Q(state=state.value, review=review.value)
        for status in statuses
        for state, review in kept_as(status)
    ]
    told = Q(pk__in=[])
    for one in kept:
        told |= one
    return told


def _sorted(attempts: QuerySet[Attempt], sort: str) -> QuerySet[Attempt]:
    columns = _SORTS.get(sort.removeprefix("-"), _SORTS["started"])
    if sort.startswith("-"):
        return attempts.order_by(*(F(name).desc(nulls_last=True) for name in columns))
    return attempts.order_by(*(F(name).asc(nulls_last=True) for name in columns))


def count_by_status(exam: Exam) -> dict[Status, int]:
    """Count the attempts at an exam by what is told of them, in one query."""
    return counts_of([exam])[exam.pk]


def counts_of(exams: Iterable[Exam]) -> dict[int, dict[Status, int]]:
    """Count the attempts at each exam by what is told of them, in one query for all."""
    keys = [exam.pk for exam in exams]
    sat = Attempt.objects.filter(exam__in=keys, purpose=Purpose.SITTING.value)
    counted = sat.values_list("exam", "state", "review").annotate(number=Count("pk")).order_by()
    numbers: dict[int, dict[tuple[str, str], int]] = {key: {} for key in keys}
    for key, state, review, number in counted:
        numbers[key][state, review] = number
    return {key: _told_by_status(kept) for key, kept in numbers.items()}


def _told_by_status(numbers: Mapping[tuple[str, str], int]) -> dict[Status, int]:
    return {
        status: total
        for status in Status
        if (total := sum(numbers.get((state, review), 0) for state, review in kept_as(status)))
    }
