"""Results are taken over, and the one that counts is marked in the same transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.results.models import Column, Result
from lti_exams.results.rules.columns import MOST_POINTS, Counting, Source
from lti_exams.results.rules.counting import counting, passes

_CHUNK = 1_000
_TOLD = ("points", "said_passing", "is_published", "grade", "as_of", "by")
# What changed counts no more until it is chosen again.
_CHANGED = (*_TOLD, "is_passing", "recorded_at", "counts")


class ResultRefused(LtiExamsError):
    """What is to be recorded is no result."""

    code = "result-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a source says of one person in one column; points in ten-thousandths."""

    column_id: int
    person_id: int
    points: int | None
    as_of: datetime
    source: Source
    said_passing: bool | None = None
    is_published: bool = True
    grade: str = ""
    source_key: str = ""
    by: str = ""

    @property
    def key(self) -> tuple[int, str, str]:
        return self.person_id, self.source.value, self.source_key


def record(told: Iterable[Told], *, now: datetime) -> int:
    """Take over results; return how many say something new.

    Of one source's words about the same thing the newest holds, in whatever order they arrive.
    """
    columns: dict[int, dict[tuple[int, str, str], Told]] = defaultdict(dict)
    for one in told:
        _check(one)
        columns[one.column_id][one.key] = one
    return sum(
        _record_chunk(column_id, chunk, now=now)
        for column_id in sorted(columns)
        for chunk in _chunks(sorted(columns[column_id].values(), key=lambda one: one.key))
    )


def _check(told: Told) -> None:
    if told.points is not None and not 0 <= told.points <= MOST_POINTS:
        raise ResultRefused(field="points", why="they are not within 0 and 1,000,000")
    if len(told.grade) > 40 or len(told.source_key) > 100:
        raise ResultRefused(field="grade", why="it is too long")


def _chunks(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    for start in range(0, len(told), _CHUNK):
        yield told[start : start + _CHUNK]


@transaction.atomic
def _record_chunk(column_id: int, told: Sequence[Told], *, now: datetime) -> int:
    # Whoever writes into one column takes turns, so that one result counts and no two.
    column = Column.objects.select_for_update().get(pk=column_id)
    known = _known(column, told)
    changed = [one for one in told if _is_news(one, known.get(one.key))]
    if changed:
        Result.objects.bulk_create(
            [_row(column, one, now) for one in changed],
            update_conflicts=True,
            unique_fields=["column", "person", "source", "source_key"],
            update_fields=_CHANGED,
            batch_size=500,
        )
        recount(column, {one.person_id for one in changed})
    return len(changed)


def _known(column: Column, told: Sequence[Told]) -> Mapping[tuple[int, str, str], Result]:
    people = {one.person_id for one in told}
    rows = column.results.filter(person_id__in=people)
    return {(row.person_id, row.source, row.source_key): row for row in rows}


def _is_news(told: Told, known: Result | None) -> bool:
    if known is None:
        return told.points is not None or told.said_passing is not None or not told.is_published
    said = {name for name in _TOLD if name not in ("as_of", "by")}
    return told.as_of >= known.as_of and any(
        getattr(told, name) != getattr(known, name) for name in said
    )


def _row(column: Column, told: Told, now: datetime) -> Result:
    return Result(
        column=column,
        person_id=told.person_id,
        source=told.source.value,
        source_key=told.source_key,
        is_passing=passes(told.points, said=told.said_passing, pass_limit=column.pass_limit),
        recorded_at=now,
        **{name: getattr(told, name) for name in _TOLD},
    )


def recount(column: Column, people: Collection[int]) -> None:
    """Mark what counts of these people in a column. The caller holds the column."""
    rows: dict[int, list[Result]] = defaultdict(list)
    for row in column.results.filter(person_id__in=people):
        rows[row.person_id].append(row)
    rule = Counting(column.counting)
    chosen = {one.pk for mine in rows.values() if (one := counting(mine, rule))}
    marked = {row.pk for mine in rows.values() for row in mine if row.counts}
    _mark(marked - chosen, counts=False)
    _mark(chosen - marked, counts=True)


def _mark(keys: Iterable[int], *, counts: bool) -> None:
    ordered = sorted(keys)
    for start in range(0, len(ordered), _CHUNK):
        Result.objects.filter(pk__in=ordered[start : start + _CHUNK]).update(counts=counts)


def recount_column(column: Column) -> None:
    """Mark what counts of everybody in a column, under a new rule."""
    people = list(column.results.order_by("person_id").values_list("person_id", flat=True))
    unique = list(dict.fromkeys(people))
    for start in range(0, len(unique), _CHUNK):
        recount(column, unique[start : start + _CHUNK])


@transaction.atomic
def withdraw(column: Column, person_id: int, source: Source, *, source_key: str = "") -> bool:
    """Take a result back: it is kept and counts no more."""
    held = Column.objects.select_for_update().get(pk=column.pk)
    rows = held.results.filter(person_id=person_id, source=source.value, source_key=source_key)
    # Both at once: what counts is published.
    changed = bool(rows.filter(is_published=True).update(is_published=False, counts=False))
    if changed:
        recount(held, [person_id])
    return changed
