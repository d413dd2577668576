"""Cells of a file: numbers as people write them, and texts that no spreadsheet runs. Pure."""

import re
from dataclasses import dataclass

from lti_exams.kernel.points import PointsRefused, plain, scaled
from lti_exams.results.rules.columns import MOST_POINTS

_WORDS = {"passed": True, "pass": True, "failed": False, "fail": False}
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})+(?:[.,][0-9]+)?")
# A spreadsheet runs a cell that begins with one of these, or drops the mark and then runs it.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


class CellRefused(ValueError):
    """A cell is no result."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: points, or only passed or failed, or nothing."""

    points: int | None = None
    said_passing: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self.points is None and self.said_passing is None


def read_cell(text: str) -> Cell:
    """Read `12.5`, `12,5`, `1.234,5`, `passed` or nothing; a lone comma is a decimal comma."""
    told = text.strip().replace("\u00a0", " ")
    if not told:
        return Cell()
    if told.lower() in _WORDS:
        return Cell(said_passing=_WORDS[told.lower()])
    try:
        points = scaled(_decimal(told))
    except PointsRefused:
        raise CellRefused("it is no number of points") from None
    if points > MOST_POINTS:
        raise CellRefused("it is more than 1,000,000 points")
    return Cell(points=points)


def _decimal(told: str) -> str:
    if _NUMBER.fullmatch(told):
        return told.replace(",", ".")
    grouped = _THOUSANDS.fullmatch(told)
    mark = grouped["mark"] if grouped else ""
    decimals = {".", ","} - {mark}
    if grouped and sum(told.count(each) for each in decimals) == 1:
        return told.replace(mark, "").replace(",", ".")
    raise CellRefused("it is no number of points")


def write_cell(points: int | None, *, said_passing: bool | None) -> str:
    """Write what `read_cell` reads."""
    if points is not None:
        return format(plain(points).normalize(), "f")
    return "" if said_passing is None else "passed" if said_passing else "failed"


def guarded(text: str) -> str:
    """Keep a spreadsheet from running a text; `unguarded` gives it back unchanged."""
    return f"'{text}" if text.startswith((*_RUNS, "'")) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*_RUNS, "'")) else text
