"""Groups of assignments as people type them: a line each, alternatives with `|`, weights with `*`.

`Essay | Report * 1.5` is one group: the better of the two, the report weighing half as much again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lti_exams.kernel.points import SCALE, PointsRefused, scaled
from lti_exams.plugins.pages.fields import written
from lti_exams.results import api as results

_TIMES = ("*", "×")


class NotUnderstood(ValueError):
    """A line names an assignment that is not there, or a weight that is no number."""


@dataclass(frozen=True, slots=True)
class Names:
    """The assignments of a course by what people call them."""

    keys: Mapping[str, int]
    # What each is written as: its title, or its short name where the title would be misread.
    written: Mapping[int, str]

    @classmethod
    def of(cls, columns: Sequence[results.Column]) -> "Names":
        by_name: dict[str, int] = {}
        for column in columns:
            by_name.setdefault(_plain(column.key), column.pk)
        for column in columns:
            by_name.setdefault(_plain(column.title), column.pk)
        return cls(by_name, {one.pk: _unmistakable(one, by_name) for one in columns})

    def find(self, name: str) -> int:
        key = self.keys.get(_plain(name))
        if key is None:
            raise NotUnderstood(name.strip()[:80])
        return key


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _unmistakable(column: results.Column, by_name: Mapping[str, int]) -> str:
    """Return the title, unless it is another's name too, or holds a sign that means something."""
    is_its_own = by_name[_plain(column.title)] == column.pk
    has_a_sign = any(sign in column.title for sign in ("|", *_TIMES))
    return column.title if is_its_own and not has_a_sign else column.key


def read_groups(text: str, names: Names, *, weighted: bool) -> list[list[Any]]:
    """Read a group from every line that is not empty."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [[_term(part, names, weighted=weighted) for part in line.split("|")] for line in lines]


def _term(part: str, names: Names, *, weighted: bool) -> object:
    if not weighted:
        return names.find(part)
    for sign in _TIMES:
        name, times, weight = part.rpartition(sign)
        if times and _is_number(weight):
            return {"column": names.find(name), "weight": _weight(weight)}
    return names.find(part)


def _is_number(text: str) -> bool:
    return text.strip().replace(",", "").replace(".", "").isdecimal()


def _weight(text: str) -> int:
    try:
        return scaled(text.strip().replace(",", "."))
    except PointsRefused:
        raise NotUnderstood(text.strip()[:80]) from None


def write_groups(told: object, names: Names) -> str:
    """Write groups as they are typed; an assignment that is gone is left out."""
    groups = told if isinstance(told, list) else []
    lines = (" | ".join(filter(None, (_written(each, names) for each in one))) for one in groups)
    return "\n".join(filter(None, lines))


def _written(term: object, names: Names) -> str:
    if isinstance(term, dict):
        title = names.written.get(term.get("column", 0), "")
        weight = term.get("weight")
        return f"{title} * {written(weight)}" if title and weight not in (None, SCALE) else title
    return names.written.get(term, "") if isinstance(term, int) else ""
