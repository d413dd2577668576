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
    titles: Mapping[int, str]

    @classmethod
    def of(cls, columns: Sequence[results.Column]) -> "Names":
        by_name: dict[str, int] = {}
        for column in columns:
            for name in (column.key, column.title):
                by_name.setdefault(" ".join(name.casefold().split()), column.pk)
        return cls(by_name, {one.pk: one.title for one in columns})

    def find(self, name: str) -> int:
        key = self.keys.get(" ".join(name.casefold().split()))
        if key is None:
            raise NotUnderstood(name.strip()[:80])
        return key


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
        title = names.titles.get(term.get("column", 0), "")
        weight = term.get("weight")
        return f"{title} * {written(weight)}" if title and weight not in (None, SCALE) else title
    return names.titles.get(term, "") if isinstance(term, int) else ""
