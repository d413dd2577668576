"""What a column of a gradebook can be. Pure."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.points import SCALE

# Weighted sums of five hundred such columns still fit a database's eight bytes.
MOST_POINTS = 1_000_000 * SCALE
MOST_WEIGHT = 100 * SCALE


class Source(StrEnum):
    """Where a result comes from."""

    EXAM = "exam"
    LMS = "lms"
    FILE = "file"
    PROGRAM = "program"
    HAND = "hand"


class Counting(StrEnum):
    """Which of several published results of one person in one column counts."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"


# How old what we know may be before people are told its age; what is ours is never old.
_STALE_AFTER = {Source.LMS: timedelta(days=1), Source.FILE: timedelta(days=7)}


class ColumnRefused(LtiExamsError):
    """A column cannot be like this."""

    code = "column-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDefinition:
    """A column as staff or a source describe it; points in ten-thousandths."""

    title: str
    maximum: int
    pass_limit: int | None = None
    weight: int = SCALE
    group: str = ""
    counting: Counting = Counting.BEST
    key: str = ""
    source: Source = Source.HAND
    source_key: str = ""


def check_definition(column: ColumnDefinition) -> None:
    """Refuse a column that makes no sense."""
    limit = column.pass_limit
    _must("title", "it is empty", holds=bool(column.title.strip()))
    _must("title", "it is longer than 255 characters", holds=len(column.title) <= 255)
    _must(
        "maximum",
        "it is not above 0 and at most 1,000,000",
        holds=0 < column.maximum <= MOST_POINTS,
    )
    _must(
        "pass_limit",
        "it is not within 0 and max",
        holds=limit is None or 0 <= limit <= column.maximum,
    )
    _must("weight", "it is not within 0 and 100", holds=0 <= column.weight <= MOST_WEIGHT)
    _must("group", "it is longer than 100 characters", holds=len(column.group) <= 100)


def _must(field: str, why: str, *, holds: bool) -> None:
    if not holds:
        raise ColumnRefused(field=field, why=why)


def free_key(title: str, taken: Container[str]) -> str:
    """Return a short name for a column that no other column of the course has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "column"
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def is_stale(source: Source, known_at: datetime | None, now: datetime) -> bool:
    """Tell whether what we know of a column is so old that people must be told."""
    allowed = _STALE_AFTER.get(source)
    return allowed is not None and (known_at is None or now - known_at > allowed)
