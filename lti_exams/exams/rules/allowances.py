"""What is granted to one person: more time, other dates, exceptions. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from functools import reduce
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


class Reach(IntEnum):
    """How far a grant reaches. Of two that speak of the same thing, the nearer one holds."""

    PROFILE = 1
    COURSE = 2
    EXAM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One grant, how far it reaches, and from when until when it holds."""

    reach: Reach
    allowance: Allowance
    begins: datetime | None = None
    ends: datetime | None = None


def prevailing(grants: Iterable[Grant], *, since: datetime, now: datetime) -> Allowance:
    """Say what holds for a sitting that has gone on since then.

    What is granted for the exam goes over what is granted for the course, and both go over the
    profile that the person has in all courses: more time, and each date, is taken from the nearest
    grant that names it; exceptions add up.
    """
    living = (one for one in grants if holds(one, since=since, now=now))
    nearest_last = sorted(living, key=lambda one: one.reach)
    return reduce(combined, (one.allowance for one in nearest_last), Allowance())


def time_comes_from(grants: Iterable[Grant], *, since: datetime, now: datetime) -> Reach | None:
    """Say which grant the added time is from, or None where none is added."""
    living = (one for one in grants if holds(one, since=since, now=now))
    return max((one.reach for one in living if adds_time(one.allowance)), default=None)


def holds(grant: Grant, *, since: datetime, now: datetime) -> bool:
    """Tell whether a grant is for a sitting: one that ends meanwhile takes nothing away."""
    has_begun = grant.begins is None or grant.begins <= now
    return has_begun and (grant.ends is None or since < grant.ends)


def adds_time(allowance: Allowance) -> bool:
    return allowance.minutes is not None or allowance.percent is not None


def combined(general: Allowance, particular: Allowance) -> Allowance:
    """Put what reaches less far over what reaches further.

    More time there replaces more time here; exceptions add up.
    """
    time_from = particular if adds_time(particular) else general
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


def check_profile(allowance: Allowance, begins: datetime | None, ends: datetime | None) -> None:
    """Refuse a profile that makes no sense. Dates are of an exam, so it has none."""
    check_allowance(allowance)
    for field in ("opens_at", "due_at", "closes_at"):
        if getattr(allowance, field) is not None:
            raise AllowanceRefused(field=field, why="a profile has no dates of exams")
    for field, date in (("holds_from", begins), ("holds_until", ends)):
        if date is not None:
            check_instant(date, field=field, error=AllowanceRefused)
    if begins and ends and ends <= begins:
        raise AllowanceRefused(field="holds_until", why="not after it begins")


def _check_exceptions(allowance: Allowance) -> None:
    known = all(0 < len(one) <= LONGEST_EXCEPTION for one in allowance.exceptions)
    if not known or len(allowance.exceptions) > MOST_EXCEPTIONS:
        raise AllowanceRefused(field="exceptions", why="too many, too long or empty")
