"""A course's map of requirements as a drawing: boxes in columns, and arrows from left to right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from django.utils.translation import gettext

from lti_exams.journeys.see_requirement_map import RequirementMap
from lti_exams.milestones import api as milestones
from lti_exams.web.milestone_words import KINDS, condition_words, group_words

BOX, TALL, ACROSS, DOWN, EDGE = 150, 66, 198, 84, 8
_LINE, _LINES = 18, 2
# What waits for itself would be drawn ever further to the right.
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Something on the map: a subject, a milestone or a group."""

    key: str
    kind: str
    over: str
    title: str
    is_shut: bool
    x: int
    y: int

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Return as much of the title as fits the box, each line with its height in it."""
        told = wrap(self.title, _LINE, max_lines=_LINES, placeholder="…") or [""]
        begin = 36 if len(told) > 1 else 44
        return tuple((begin + 16 * number, line) for number, line in enumerate(told))


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from one box to another, as SVG writes a path."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The picture, and the same as rows of a table."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[tuple[str, str, str], ...]


def draw(seen: RequirementMap) -> Drawing:
    """Lay the map out: what comes first stands at the left."""
    chains = _chains(list(_lines(seen)))
    places = _places(chains)
    shut = {f"tie:{one.requirement}" for one in seen.troubles}
    shut |= {f"milestone:{one.milestone.key}" for one in seen.troubles if one.milestone}
    boxes = {
        key: Box(key=key, kind=kind, over=over, title=title, is_shut=key in shut, x=x, y=y)
        for key, (kind, over, title) in _words(seen).items()
        for x, y in [places[key]]
    }
    return Drawing(
        width=max((x for x, _ in places.values()), default=0) + BOX + EDGE,
        height=max((y for _, y in places.values()), default=0) + TALL + EDGE,
        boxes=tuple(boxes.values()),
        arrows=tuple(Arrow(_path([places[key] for key in chain])) for chain in chains),
        rows=tuple(_rows(seen)),
    )


def _lines(seen: RequirementMap) -> Iterable[tuple[str, str]]:
    for tie in seen.gives:
        yield str(tie.subject), _of(tie)
    known = {one.key for one in seen.asks}
    for tie in seen.asks:
        is_part = tie.parent in known
        yield _of(tie), f"tie:{tie.parent}" if is_part else str(tie.subject)


def _of(tie: milestones.Tie) -> str:
    return f"milestone:{tie.milestone.key}" if tie.milestone else f"tie:{tie.key}"


def _words(seen: RequirementMap) -> Mapping[str, tuple[str, str, str]]:
    """Return every box: its kind, the small words over it, and its title."""
    found: dict[str, tuple[str, str, str]] = {}
    for tie in (*seen.gives, *seen.asks):
        subject = str(tie.subject)
        found[subject] = ("subject", str(KINDS[tie.subject.kind]), seen.names[subject])
        if tie.milestone:
            found[_of(tie)] = ("milestone", gettext("Milestone"), tie.milestone.title)
        else:
            found[_of(tie)] = ("group", gettext("Group"), group_words(tie.mode or "", tie.count))
    return found


def _chains(lines: list[tuple[str, str]]) -> list[list[str]]:
    """Return each line with a place in every column that it passes, so that it crosses no box."""
    columns = _columns(lines)
    return [
        [one, *(f"{one}>{other}@{at}" for at in range(columns[one] + 1, columns[other])), other]
        for one, other in lines
    ]


def _places(chains: list[list[str]]) -> dict[str, tuple[int, int]]:
    """Return where each box stands, and each place that a line passes."""
    lines = [pair for chain in chains for pair in pairwise(chain)]
    columns, rows = _columns(lines), defaultdict[int, int](int)
    found: dict[str, tuple[int, int]] = {}
    for column in range(max(columns.values(), default=-1) + 1):
        here = [key for key in columns if columns[key] == column]
        for key in sorted(here, key=lambda one: _height(one, lines, found)):
            found[key] = (EDGE + column * ACROSS, EDGE + rows[column] * DOWN)
            rows[column] += 1
    return found


def _height(key: str, lines: list[tuple[str, str]], found: Mapping[str, tuple[int, int]]) -> float:
    """Return where what leads to a box stands, so that few arrows cross."""
    before = [found[one][1] for one, other in lines if other == key and one in found]
    return sum(before) / len(before) if before else 0.0


def _columns(lines: list[tuple[str, str]]) -> dict[str, int]:
    """Return the column of each box: one further than everything that leads to it."""
    columns = dict.fromkeys((key for line in lines for key in line), 0)
    for _step in range(min(len(columns), _MOST_COLUMNS)):
        moved = {other: columns[one] + 1 for one, other in lines if columns[other] <= columns[one]}
        if not moved:
            break
        columns |= moved
    return columns


def _path(places: list[tuple[int, int]]) -> str:
    """Return a line from the right edge of one box to the left edge of another."""
    x, y = places[0]
    told = [f"M {x + BOX} {y + TALL // 2}"]
    for to_x, to_y in places[1:]:
        bend, height = (ACROSS - BOX) // 2, to_y + TALL // 2
        told.append(f"C {x + BOX + bend} {y + TALL // 2}, {to_x - bend} {height}, {to_x} {height}")
        told.append(f"H {to_x + BOX}")
        x, y = to_x, to_y
    # The last box is met at its edge; what only passes goes on to the other side of its place.
    return " ".join(told[:-1])


def _rows(seen: RequirementMap) -> Iterable[tuple[str, str, str]]:
    for tie in seen.gives:
        if tie.milestone:
            yield _row(seen, tie, gettext("gives"), tie.milestone.title)
    for tie in seen.asks:
        title = tie.milestone.title if tie.milestone else group_words(tie.mode or "", tie.count)
        yield _row(seen, tie, gettext("asks for"), title)


def _row(seen: RequirementMap, tie: milestones.Tie, verb: str, title: str) -> tuple[str, str, str]:
    asked = condition_words(tie.condition)
    return seen.names[str(tie.subject)], verb, f"{title} ({asked})" if asked else title
