"""The requirements of a course go along into another, as from one term to the next."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lti_exams.milestones.models import Side
from lti_exams.milestones.operations.definitions import NewMilestone, add_milestones
from lti_exams.milestones.operations.same_groups import without_known_groups
from lti_exams.milestones.operations.ties import (
    NewFulfilment,
    NewGroup,
    NewRequirement,
    fulfil,
    require,
    require_group,
)
from lti_exams.milestones.queries.milestones import milestones_named
from lti_exams.milestones.queries.ties import Wanted, ties
from lti_exams.milestones.rules.conditions import to_document
from lti_exams.milestones.rules.portable import (
    PREREQUISITE,
    VERSION,
    DocumentRefused,
    Line,
    Mapped,
    read_lines,
    read_milestones,
)
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.values import MilestoneValue, Tie


@dataclass(frozen=True, slots=True)
class Preview:
    """What a line of a document would become, before anything is saved."""

    line: Line
    # It would be made, or switched on.
    milestone_is_new: bool
    is_mapped: bool
    # What people call its milestone; nothing for a group.
    title: str = ""


def export_course(
    course: str, *, also: Collection[MilestoneValue] = (), now: datetime
) -> dict[str, Any]:
    """Return everything that a course and what is in it ask and give, and what else goes along."""
    found = ties(Wanted(courses=[course]), now=now)
    milestones = {one.milestone.key: one.milestone for one in found if one.milestone}
    milestones |= {one.key: one for one in also}
    parts: dict[int | None, list[Tie]] = {}
    for one in found:
        if one.side is Side.REQUIRES:
            parts.setdefault(one.parent, []).append(one)
    return {
        "version": VERSION,
        "course": course,
        "milestones": [_milestone(one) for one in milestones.values()],
        "requirements": [_requirement(one, parts) for one in parts.get(None, [])],
        "fulfilments": [_fulfilment(one) for one in found if one.side is Side.FULFILS],
    }


def _milestone(one: MilestoneValue) -> dict[str, Any]:
    return {
        "namespace": one.namespace,
        "name": one.name,
        "display_name": one.display_name,
        "description": one.description,
        "is_given_by_hand": one.is_given_by_hand,
    }


def _common(one: Tie) -> dict[str, Any]:
    told: dict[str, Any] = {
        "subject": str(one.subject),
        "kind": one.kind,
        "condition": to_document(one.condition),
    }
    if one.milestone:
        told["milestone"] = [one.milestone.namespace, one.milestone.name]
    return told


def _requirement(one: Tie, parts: Mapping[int | None, list[Tie]]) -> dict[str, Any]:
    if one.mode is None:
        return _common(one)
    inner = [_requirement(part, parts) for part in parts.get(one.key, [])]
    return {**_common(one), "mode": one.mode.value, "count": one.count, "parts": inner}


def _fulfilment(one: Tie) -> dict[str, Any]:
    lost = one.when_lost.value if one.when_lost else None
    return {**_common(one), "when_lost": lost, "holds_for_days": one.holds_for_days}


def preview_import(document: object, mapped: Mapped) -> list[Preview]:
    """Say what each line would become in the new course, and store nothing."""
    lines = [one for line in read_lines(document, mapped) for one in _flat(line)]
    known = milestones_named([line.name for line in lines if line.name])
    on = {name for name, one in known.items() if one.is_active}
    titles = titles_in(document, mapped) | {name: one.title for name, one in known.items()}
    return [
        Preview(
            line,
            line.name is not None and line.name not in on,
            str(line.subject) != line.old,
            titles.get(line.name, line.name[1]) if line.name else "",
        )
        for line in lines
    ]


def titles_in(document: object, mapped: Mapped) -> dict[tuple[str, str], str]:
    """Return what a document that was read calls its milestones, by their names here."""
    assert isinstance(document, Mapping)  # noqa: S101 - read_lines refused what is none
    told = [NewMilestone(**one) for one in read_milestones(document, mapped)]
    return {(one.namespace, one.name): one.display_name or one.name for one in told}


def _flat(line: Line) -> list[Line]:
    return [line, *(one for part in line.parts for one in _flat(part))]


@transaction.atomic
def import_course(
    document: object,
    mapped: Mapped,
    *,
    also: Set[tuple[str, str]] = frozenset(),
    needed: Collection[Subject] = (),
    by: str,
    now: datetime,
) -> list[Tie]:
    """Take a document into a course: all of it, or nothing where a line cannot be.

    Of its milestones those are made that a line names, and those that are wanted besides. `needed`
    is what its lines wait for, each in the course that it is in.
    """
    lines = read_lines(document, mapped)
    assert isinstance(document, Mapping)  # noqa: S101 - read_lines refused what is none
    named = {one.name for line in lines for one in _flat(line) if one.name} | also
    told = [NewMilestone(**one) for one in read_milestones(document, mapped)]
    wanted = [one for one in told if (one.namespace, one.name) in named]
    made = add_milestones(wanted, by=by, now=now)
    keys = {(one.namespace, one.name): one.key for one in made}
    gives = [line for line in lines if line.side == "fulfils"]
    gifts = [_gift(line, keys, mapped) for line in gives]
    places = {str(one): one for one in needed}
    gifts += [
        NewFulfilment(subject=places.get(name) or Subject.named(name, mapped.course), milestone=key)
        for name, key in _waited_for(keys, {line.name for line in gives}, now=now)
    ]
    found = fulfil(gifts, by=by, now=now) if gifts else []
    asks = [line for line in lines if line.side == "requires"]
    asks = without_known_groups(asks, mapped, now=now)
    return [*found, *_ask(asks, keys, mapped, None, by=by, now=now)]


def _waited_for(
    keys: Mapping[tuple[str, str], int], given: Set[tuple[str, str] | None], *, now: datetime
) -> list[tuple[str, int]]:
    """Return what others wait for and what does not give its milestone yet.

    What gives it already does so as its own teachers said: nobody else writes over that.
    """
    found = [
        (name[1], key)
        for name, key in keys.items()
        if name[0] == PREREQUISITE and name not in given
    ]
    wanted = Wanted(milestones=[key for _, key in found], side=Side.FULFILS)
    there = ties(wanted, now=now) if found else []
    given_by = {(str(one.subject), one.milestone.key) for one in there if one.milestone}
    return [one for one in found if one not in given_by]


def _key(line: Line, keys: Mapping[tuple[str, str], int]) -> int:
    if line.name is None or line.name not in keys:
        raise DocumentRefused(why="a line names a milestone that the document does not hold")
    return keys[line.name]


def _in_course(subject: Subject, mapped: Mapped) -> Subject:
    return Subject(subject.kind, subject.key, mapped.course)


def _gift(line: Line, keys: Mapping[tuple[str, str], int], mapped: Mapped) -> NewFulfilment:
    return NewFulfilment(
        subject=_in_course(line.subject, mapped),
        milestone=_key(line, keys),
        condition=line.condition,
        when_lost=line.when_lost,
        holds_for_days=line.holds_for_days,
        kind=line.kind,
    )


def _ask(
    lines: Sequence[Line],
    keys: Mapping[tuple[str, str], int],
    mapped: Mapped,
    parent: int | None,
    *,
    by: str,
    now: datetime,
) -> list[Tie]:
    plain = [
        NewRequirement(
            subject=_in_course(line.subject, mapped),
            milestone=_key(line, keys),
            condition=line.condition,
            kind=line.kind,
            parent=parent,
        )
        for line in lines
        if line.mode is None
    ]
    found = require(plain, by=by, now=now) if plain else []
    for line in lines:
        if line.mode is not None:
            found += _group(line, keys, mapped, parent, by=by, now=now)
    return found


def _group(
    line: Line,
    keys: Mapping[tuple[str, str], int],
    mapped: Mapped,
    parent: int | None,
    *,
    by: str,
    now: datetime,
) -> list[Tie]:
    new = NewGroup(
        subject=_in_course(line.subject, mapped),
        mode=line.mode or "all",  # type: ignore[arg-type]
        count=line.count,
        milestones=(),
        kind=line.kind,
        parent=parent,
    )
    group = require_group(new, by=by, now=now, parts=len(line.parts))
    return [group, *_ask(line.parts, keys, mapped, group.key, by=by, now=now)]
