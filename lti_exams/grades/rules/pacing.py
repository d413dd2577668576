"""How much one LMS is asked at once: less when it groans, more when it does not. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FIRST_WINDOW = 4.0
# Canvas's default bucket admits eleven at once of one client.
WIDEST = 8
_NARROWEST = 1.0
# What a request costs in advance where an LMS counts so, and what is left alone for others.
_UP_FRONT = 50.0
_SPARE = 50.0
# So many failures in a row, with nothing between that worked, are an outage.
_OUTAGE = 5
PROBE_EVERY = timedelta(seconds=30)
_BREATH = timedelta(seconds=2)
_LONGEST_QUIET = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many may be under way, since when nothing works, and until when nothing is sent."""

    window: float = FIRST_WINDOW
    failures: int = 0
    is_open: bool = False
    quiet_until: datetime | None = None

    def room(self, under_way: int, *, now: datetime) -> int:
        """Return how many more may be sent now."""
        at_most = 1 if self.is_open else int(self.window)
        return 0 if self.is_quiet(now) else max(at_most - under_way, 0)

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether nothing may be sent for a while."""
        return self.quiet_until is not None and now < self.quiet_until


def after_success(pace: Pace, *, left: float | None = None, under_way: int = 0) -> Pace:
    """Widen a little; an LMS that says how much is left, besides what is under way, is believed."""
    if pace.is_open:
        return Pace()
    wider = min(pace.window + 1 / pace.window, float(WIDEST))
    if left is not None:
        wider = min(wider, max(_NARROWEST, under_way + (left - _SPARE) / _UP_FRONT))
    return replace(pace, window=wider, failures=0)


def after_throttle(pace: Pace, *, wait: timedelta | None, now: datetime) -> Pace:
    """Halve, and be quiet as long as the LMS asks; of a crowd turned away at once one counts."""
    if pace.quiet_until is not None and now < pace.quiet_until and not wait:
        return pace
    until = now + min(wait or _BREATH, _LONGEST_QUIET)
    until = max(until, pace.quiet_until or until)
    return replace(pace, window=max(pace.window / 2, _NARROWEST), quiet_until=until)


def after_failure(pace: Pace, *, now: datetime) -> Pace:
    """Count what did not work; in an outage only one now and then finds out whether it is over."""
    failures = pace.failures + 1
    if failures < _OUTAGE and not pace.is_open:
        return replace(pace, failures=failures)
    return replace(
        pace,
        failures=failures,
        window=FIRST_WINDOW,
        is_open=True,
        quiet_until=now + PROBE_EVERY,
    )


def after_answer(pace: Pace) -> Pace:
    """An LMS that refuses is there: an outage is over, its window stays as it was."""
    return Pace() if pace.is_open else replace(pace, failures=0)
