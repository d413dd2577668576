"""Groups of assignments as people type them: a line each, alternatives with `|`, weights with `*`.

`Essay | Report * 1.5` is one group: the better of the two, the report weighing half as much again.
`[Essays]` is every assignment of a named group, a line each, and `2 of [Essays]` is two of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import gettext as _

from lti_exams.kernel.points import SCALE, PointsRefused, scaled
from lti_exams.plugins.pages.fields import written
from lti_exams.results import api as results

_TIMES = ("*", "×")
_OF_GROUP = re.compile(
    r"(?:(?P<count>[0-9]{1,3})[^0-9\[\]]*)?\[(?P<group>[^\]]+)\]\s*"
    r"(?:[*×]\s*(?P<weight>[0-9]+(?:[.,][0-9]+)?))?"
)


class NotUnderstood(ValueError):
    """A line names an assignment that is not there, or a weight that is no number."""


class OnlyTheBest(ValueError):
    """Of a group all can be added up, or the best one; for the best few the lowest are left out."""


@dataclass(frozen=True, slots=True)
class Names:
    """The assignments of a course by what people call them."""

    keys: Mapping[str, int]
    # What each is written as: its title, or its short name where the title would be misread.
    written: Mapping[int, str]
    # The groups that a teacher gave to assignments, by what people call them.
    groups: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Sequence[results.Column]) -> "Names":
        by_name: dict[str, int] = {}
        for column in columns:
            by_name.setdefault(_plain(column.key), column.pk)
        for column in columns:
            by_name.setdefault(_plain(column.title), column.pk)
        groups = {_plain(column.group): column.group for column in columns if column.group}
        return cls(by_name, {one.pk: _unmistakable(one, by_name) for one in columns}, groups)

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
    has_a_sign = any(sign in column.title for sign in ("|", "[", *_TIMES))
    # An LMS may have a title on two lines, and here a line is a group.
    is_on_a_line = column.title.isprintable()
    return column.title if is_its_own and is_on_a_line and not has_a_sign else column.key


def read_groups(text: str, names: Names, *, weighted: bool) -> list[Any]:
    """Read a group from every line that is not empty."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [
        _named(line, names, weighted=weighted)
        or [_term(part, names, weighted=weighted) for part in line.split("|")]
        for line in lines
    ]


def _named(line: str, names: Names, *, weighted: bool) -> dict[str, Any] | None:
    """Read a line about a named group; the words between the number and the group are for people.

    `[Essays]`, `2 of [Essays]`; where points are added `[Essays] * 1.5`, `1 of [Essays] * 1.5`.
    """
    found = _OF_GROUP.fullmatch(line.strip())
    if found is None or _plain(line) in names.keys:
        return None
    group = names.groups.get(_plain(found["group"]))
    if group is None or (found["weight"] and not weighted):
        raise NotUnderstood(line.strip()[:80])
    if not weighted:
        return {"group": group} | ({"at_least": int(found["count"])} if found["count"] else {})
    if found["count"] not in (None, "1"):
        raise OnlyTheBest(group)
    told = {"group": group} | ({"best": True} if found["count"] else {})
    return told | ({"weight": _weight(found["weight"])} if found["weight"] else {})


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
    return "\n".join(filter(None, (_line(one, names) for one in groups)))


def _line(one: object, names: Names) -> str:
    if isinstance(one, dict):
        return _of_group(one, names)
    return " | ".join(filter(None, (_written(each, names) for each in cast("list[Any]", one))))


def _of_group(told: Mapping[str, Any], names: Names) -> str:
    if told.get("group") not in names.groups.values():
        return ""
    count, weight = 1 if told.get("best") else told.get("at_least"), told.get("weight")
    some = _("%(count)d of [%(group)s]") if count else "[%(group)s]"
    line = some % {"count": count, "group": told["group"]}
    return line if weight is None else f"{line} * {written(weight)}"


def _written(term: object, names: Names) -> str:
    if isinstance(term, dict):
        title = names.written.get(term.get("column", 0), "")
        weight = term.get("weight")
        return f"{title} * {written(weight)}" if title and weight not in (None, SCALE) else title
    return names.written.get(term, "") if isinstance(term, int) else ""
