"""Columns are made, changed and switched off; what stands in them is judged anew."""

from dataclasses import fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When

from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.results.models import Column, Result
from lti_exams.results.operations.recording import recount_column
from lti_exams.results.rules.columns import (
    ColumnDefinition,
    Counting,
    Source,
    check_definition,
    free_key,
)

_KEPT = ("key", "source", "source_key")


class ColumnKeyTaken(LtiExamsError):
    """Another column of the course has this short name."""

    code = "column-key-taken"


@transaction.atomic
def define_column(
    course: launches.Course, wanted: ColumnDefinition, *, by: str, now: datetime
) -> Column:
    """Add a column to a course."""
    check_definition(wanted)
    launches.Course.objects.select_for_update().get(pk=course.pk)
    taken = set(Column.objects.filter(course=course).values_list("key", flat=True))
    if wanted.key in taken:
        raise ColumnKeyTaken(name=wanted.key)
    key = wanted.key or free_key(wanted.title, taken)
    column = Column(course=course, position=len(taken) + 1, created_at=now)
    _fill(column, replace(wanted, key=key))
    column.save(force_insert=True)
    _note("column-defined", column, by=by, now=now)
    return column


def definition_of(column: Column) -> ColumnDefinition:
    told = {field.name: getattr(column, field.name) for field in fields(ColumnDefinition)}
    told |= {"counting": Counting(column.counting), "source": Source(column.source)}
    return ColumnDefinition(**told)


@transaction.atomic
def change_column(column: Column, wanted: ColumnDefinition, *, by: str, now: datetime) -> Column:
    """Change a column; its short name and its source stay, and its results are judged anew."""
    held = Column.objects.select_for_update().get(pk=column.pk)
    before = definition_of(held)
    wanted = replace(wanted, **{name: getattr(before, name) for name in _KEPT})
    check_definition(wanted)
    if wanted == before:
        return held
    _fill(held, wanted)
    held.save()
    if wanted.pass_limit != before.pass_limit:
        _judge(held)
    if wanted.counting != before.counting:
        recount_column(held)
    _note("column-changed", held, by=by, now=now, before=before)
    return held


@transaction.atomic
def switch_column(column: Column, *, on: bool, by: str, now: datetime) -> None:
    """Take a column out of the gradebook, or put it back; its results stay."""
    changed = Column.objects.filter(pk=column.pk).exclude(is_active=on).update(is_active=on)
    column.is_active = on
    if changed:
        _note("column-switched-on" if on else "column-switched-off", column, by=by, now=now)


def _fill(column: Column, wanted: ColumnDefinition) -> None:
    for field in fields(ColumnDefinition):
        setattr(column, field.name, getattr(wanted, field.name))


def _judge(column: Column) -> None:
    """Say of every result whether it passes now; what its source said stays said."""
    limit = column.pass_limit
    passing = Q(points__gte=limit) if limit is not None else Q(pk__in=[])
    silent: QuerySet[Result] = column.results.filter(said_passing=None)
    silent.update(is_passing=Case(When(passing, then=Value(True)), default=Value(False)))


def _note(
    action: str, column: Column, *, by: str, now: datetime, before: ColumnDefinition | None = None
) -> None:
    audit.record(
        actor=by,
        action=action,
        subject=f"column:{column.pk}",
        now=now,
        before=_told(before) if before else {},
        after=_told(definition_of(column)),
    )


def _told(definition: ColumnDefinition) -> dict[str, object]:
    return {field.name: getattr(definition, field.name) for field in fields(ColumnDefinition)}
