"""Under which terms somebody sits an exam: frozen at the start, kept as a document. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.kinds import Kind, LatePolicy, Purpose, SecondDevice

_DATES = ("opens_at", "due_at", "closes_at")
_WORDS: dict[str, type[Kind | LatePolicy | SecondDevice]] = {
    "kind": Kind,
    "late_policy": LatePolicy,
    "second_device": SecondDevice,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an exam asks and grants, before anything that is granted to one person."""

    kind: Kind
    vendor: str = ""
    limit_seconds: int | None = None
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    grace_seconds: int = 0
    late_policy: LatePolicy = LatePolicy.COUNTS
    pause_limit_seconds: int | None = None
    second_device: SecondDevice = SecondDevice.TAKES_OVER


def ends(terms: Terms) -> datetime | None:
    """Say when nobody may work any more.

    The due date ends it where there is no close date, or where late work is for nothing.
    """
    if terms.late_policy is LatePolicy.COUNTS:
        return terms.closes_at or terms.due_at
    given = [date for date in (terms.due_at, terms.closes_at) if date is not None]
    return min(given, default=None)


def postponed(terms: Terms, seconds: int) -> Terms:
    """Return the terms of somebody to whom time was given on top: they end later by as much."""
    more = timedelta(seconds=seconds)
    return replace(
        terms,
        due_at=terms.due_at and terms.due_at + more,
        closes_at=terms.closes_at and terms.closes_at + more,
    )


def for_purpose(terms: Terms, purpose: Purpose) -> Terms:
    """Return the terms of a rehearsal, which may be early, or of a preview: no dates, no vendor."""
    if purpose is Purpose.SITTING:
        return terms
    if purpose is Purpose.REHEARSAL:
        return replace(terms, opens_at=None)
    return replace(terms, vendor="", opens_at=None, due_at=None, closes_at=None)


def under(clock: Clock, terms: Terms) -> Clock:
    """Return a clock that runs under the terms of one person."""
    return replace(
        clock,
        limit_seconds=terms.limit_seconds,
        closes_at=ends(terms),
        grace_seconds=terms.grace_seconds,
        pause_limit_seconds=terms.pause_limit_seconds,
    )


def to_document(terms: Terms) -> dict[str, Any]:
    """Write terms down, JSON-safe."""
    told = asdict(terms)
    for name in _DATES:
        told[name] = told[name].isoformat() if told[name] else None
    return told | {name: told[name].value for name in _WORDS}


def from_document(document: Mapping[str, Any]) -> Terms:
    """Read terms that were written down."""
    told = dict(document)
    for name in _DATES:
        told[name] = datetime.fromisoformat(told[name]) if told[name] else None
    for name, kind in _WORDS.items():
        told[name] = kind(told[name])
    return Terms(**told)
