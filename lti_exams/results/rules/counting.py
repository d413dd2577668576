"""Which of several results counts. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from lti_exams.results.rules.columns import Counting


class Candidate(Protocol):
    """What the choice needs to know of a result."""

    pk: int
    points: int | None
    is_passing: bool
    is_published: bool
    as_of: datetime


Row = TypeVar("Row", bound=Candidate)


def counting(results: Iterable[Row], rule: Counting) -> Row | None:
    """Return the published result that counts; what nobody has published changes nothing."""
    published = [one for one in results if one.is_published]
    return max(published, key=_ORDERS[rule]) if published else None


def _best(result: Candidate) -> tuple[object, ...]:
    # A result without points is one that only says passed or failed.
    points = -1 if result.points is None else result.points
    return points, result.is_passing, result.as_of, result.pk


def _latest(result: Candidate) -> tuple[object, ...]:
    return result.as_of, result.pk


def _first(result: Candidate) -> tuple[object, ...]:
    return -result.as_of.timestamp(), -result.pk


_ORDERS: dict[Counting, Callable[[Candidate], tuple[object, ...]]] = {
    Counting.BEST: _best,
    Counting.LATEST: _latest,
    Counting.FIRST: _first,
}


def passes(points: int | None, *, said: bool | None, pass_limit: int | None) -> bool:
    """Tell whether a result passes: as its source says, else by the limit of the column.

    A limit of zero is reached by zero points, but not by nothing at all.
    """
    if said is not None:
        return said
    return points is not None and pass_limit is not None and points >= pass_limit
