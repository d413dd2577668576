"""Ties are stored so that the same one is there once, however often it is told."""

from datetime import datetime
from typing import TypeVar

from lti_exams.milestones.models import Fulfilment, RelationKind, Requirement
from lti_exams.milestones.models.columns import columns_of_condition, columns_of_subject
from lti_exams.milestones.queries.ties import course_digest
from lti_exams.milestones.rules.conditions import Condition, check_condition
from lti_exams.milestones.rules.subjects import Subject

Row = TypeVar("Row", Requirement, Fulfilment)
# What of a tie says which tie it is.
_FIXED = frozenset(
    {"id", "kind", "milestone", "parent", "subject_kind", "subject_key", "subject_digest"}
)
_NOT_COMPARED = frozenset({"version", "created_at", "created_by", *_FIXED})


def hold_kinds() -> list[RelationKind]:
    """Return every kind of relation, held: of two who tie at once, one sees the other's.

    Without that, each could close half of a circle.
    """
    return list(RelationKind.objects.select_for_update(no_key=True).order_by("pk"))


def columns(subject: Subject, condition: Condition, *, by: str, now: datetime) -> dict[str, object]:
    check_condition(condition)
    course = course_digest(subject.course) if subject.course else ""
    return {
        **columns_of_subject(subject),
        **columns_of_condition(condition),
        "course_key": subject.course,
        "course_digest": course,
        "created_at": now,
        "created_by": by,
    }


def _place(row: Requirement | Fulfilment) -> tuple[object, ...]:
    return row.subject_digest, row.milestone_id, row.kind_id, getattr(row, "parent_id", None)


def kept(model: type[Row], rows: list[Row]) -> list[Row]:
    """Store ties: what is there already is switched on and takes what was told now."""
    wanted = {_place(row): row for row in rows}
    digests = {row.subject_digest for row in rows}
    there = {_place(row): row for row in model.objects.filter(subject_digest__in=digests)}
    for place, row in wanted.items():
        if place in there:
            row.pk, row.version = there[place].pk, there[place].version + 1
    same = {place for place in wanted if place in there and _is_same(wanted[place], there[place])}
    new = [row for place, row in wanted.items() if place not in there]
    changed = [row for place, row in wanted.items() if place in there and place not in same]
    model.objects.bulk_create(new)
    if changed:
        names = [field.name for field in model._meta.concrete_fields if field.name not in _FIXED]
        model.objects.bulk_update(changed, names)
    for place in same:
        wanted[place].version -= 1
    return list(wanted.values())


def _is_same(one: Row, other: Row) -> bool:
    fields = [field for field in one._meta.concrete_fields if field.name not in _NOT_COMPARED]
    return all(getattr(one, each.attname) == getattr(other, each.attname) for each in fields)
