"""When something is tried again, and when no more. Pure."""

from datetime import datetime, timedelta

FIRST = timedelta(seconds=5)
LONGEST = timedelta(hours=1)
# Whoever repairs an LMS over a long weekend finds everything still on its way.
PATIENCE = timedelta(hours=72)
NIGHTLY = timedelta(hours=24)
# People come back to courses within weeks, or not at all.
NIGHTS = timedelta(days=14)
PROBE_EVERY = timedelta(hours=1)
_LEAST = timedelta(seconds=1)


def backoff(failures: int, *, draw: float) -> timedelta:
    """Return some of a span that doubles with each failure: all of the crowd must not return at
    once. `draw` is between 0 and 1."""
    doubled = FIRST * 2 ** min(failures - 1, 12)
    return max(min(doubled, LONGEST) * draw, _LEAST)


def has_waited_enough(failing_since: datetime, *, now: datetime) -> bool:
    """Tell whether so much time was given that people must look."""
    return now - failing_since >= PATIENCE


def next_night(refused_since: datetime, *, now: datetime, draw: float) -> datetime | None:
    """Return when somebody whom the LMS does not know is tried again; None when no more."""
    at = now + NIGHTLY + draw * LONGEST
    return at if at - refused_since <= NIGHTS else None


def next_probe(held_since: datetime, *, now: datetime) -> datetime:
    """Return when it is next tried whether a refusal still holds: each full hour since it began,
    so that nothing that happens between puts it off."""
    hours = max((now - held_since) // PROBE_EVERY, 0)
    return held_since + (hours + 1) * PROBE_EVERY
