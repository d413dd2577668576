"""Which groups of a document a course asks for already: what is taken in twice is there once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from lti_exams.milestones.models import Side
from lti_exams.milestones.queries.ties import Wanted, ties
from lti_exams.milestones.rules.portable import Line, Mapped
from lti_exams.milestones.values import Tie

_Parts = Mapping[int | None, list[Tie]]


def without_known_groups(lines: Iterable[Line], mapped: Mapped, *, now: datetime) -> list[Line]:
    """Return these lines but for groups that the course has already, part by part the same."""
    told = list(lines)
    if all(line.mode is None for line in told):
        return told
    parts: dict[int | None, list[Tie]] = defaultdict(list)
    for tie in ties(Wanted(courses=[mapped.course], side=Side.REQUIRES), now=now):
        parts[tie.parent].append(tie)
    known = {_of_tie(one, parts) for one in parts[None] if one.mode is not None}
    return [line for line in told if line.mode is None or _of_line(line) not in known]


def _of_tie(tie: Tie, parts: _Parts) -> tuple[Any, ...]:
    name = (tie.milestone.namespace, tie.milestone.name) if tie.milestone else None
    inner = frozenset(_of_tie(one, parts) for one in parts.get(tie.key, ()))
    return (str(tie.subject), tie.kind, name, tie.condition, tie.mode, tie.count, inner)


def _of_line(line: Line) -> tuple[Any, ...]:
    inner = frozenset(_of_line(one) for one in line.parts)
    told = (str(line.subject), line.kind, line.name, line.condition, line.mode, line.count)
    return (*told, inner)
