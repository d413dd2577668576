"""What is granted to one person: more time, other dates, exceptions. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from lti_exams.exams.rules.terms import Terms
from lti_exams.kernel.errors import LtiExamsError

MOST_MINUTES = 7 * 24 * 60
MOST_PERCENT = 1_000
MOST_EXCEPTIONS = 20
LONGEST_EXCEPTION = 200


class AllowanceRefused(LtiExamsError):
    """What is to be granted makes no sense; the value names the field."""

    code = "accommodation-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one accommodation grants; what it does not mention stays as it is."""

    minutes: int | None = None
    percent: int | None = None
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    exceptions: tuple[str, ...] = ()


def combined(general: Allowance, particular: Allowance) -> Allowance:
    """Put what is granted for one exam over what is granted for all exams of the course.

    More time for the one exam replaces more time for all; exceptions add up.
    """
    has_time = particular.minutes is not None or particular.percent is not None
    time_from = particular if has_time else general
    return Allowance(
        minutes=time_from.minutes,
        percent=time_from.percent,
        opens_at=particular.opens_at or general.opens_at,
        due_at=particular.due_at or general.due_at,
        closes_at=particular.closes_at or general.closes_at,
        exceptions=tuple(dict.fromkeys((*general.exceptions, *particular.exceptions))),
    )


def more_seconds(limit_seconds: int, allowance: Allowance) -> int:
    """Count the time that is added to a limit; a part of a second is rounded up."""
    if allowance.percent is not None:
        return -(-limit_seconds * allowance.percent // 100)
    return (allowance.minutes or 0) * 60


def granted(terms: Terms, allowance: Allowance) -> Terms:
    """Return the terms as they are for the person to whom this is granted."""
    limit = terms.limit_seconds
    return replace(
        terms,
        limit_seconds=None if limit is None else limit + more_seconds(limit, allowance),
        opens_at=allowance.opens_at or terms.opens_at,
        due_at=allowance.due_at or terms.due_at,
        closes_at=_closes(terms, allowance),
    )


def _closes(terms: Terms, allowance: Allowance) -> datetime | None:
    """A due date of one's own after everybody's close date is meant to be reached."""
    if allowance.closes_at or terms.closes_at is None or allowance.due_at is None:
        return allowance.closes_at or terms.closes_at
    return max(terms.closes_at, allowance.due_at)


def check_allowance(allowance: Allowance) -> None:
    """Refuse what makes no sense, by the name of its field."""
    _check_time(allowance)
    _check_dates(allowance)
    _check_exceptions(allowance)
    if allowance == Allowance():
        raise AllowanceRefused(field="minutes", why="nothing is granted")


def _check_time(allowance: Allowance) -> None:
    if allowance.minutes is not None and allowance.percent is not None:
        raise AllowanceRefused(field="percent", why="minutes are given already")
    for field, most in (("minutes", MOST_MINUTES), ("percent", MOST_PERCENT)):
        given = getattr(allowance, field)
        if given is not None and not 1 <= given <= most:
            raise AllowanceRefused(field=field, why=f"not between 1 and {most}")


def _check_dates(allowance: Allowance) -> None:
    dates = [(field, getattr(allowance, field)) for field in ("opens_at", "due_at", "closes_at")]
    given = [(field, date) for field, date in dates if date is not None]
    for field, date in given:
        check_instant(date, field=field, error=AllowanceRefused)
    for (_, earlier), (field, later) in pairwise(given):
        if later < earlier or (later == earlier and earlier == allowance.opens_at):
            raise AllowanceRefused(field=field, why="before what comes earlier")


def check_instant(date: datetime, *, field: str, error: type[LtiExamsError]) -> None:
    """Refuse an hour without a zone, and a year that nobody means."""
    if date.utcoffset() is None:
        raise error(field=field, why="no time zone")
    if not 2000 <= date.year <= 2200:
        raise error(field=field, why="not a year between 2000 and 2200")


def _check_exceptions(allowance: Allowance) -> None:
    known = all(0 < len(one) <= LONGEST_EXCEPTION for one in allowance.exceptions)
    if not known or len(allowance.exceptions) > MOST_EXCEPTIONS:
        raise AllowanceRefused(field="exceptions", why="too many, too long or empty")
