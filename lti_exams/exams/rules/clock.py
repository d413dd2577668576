"""How long somebody has: instants in UTC and whole seconds, never local hours. Pure.

Where a part of a second is left over, it goes to the learner.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil, floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Everything that decides when an attempt ends."""

    started_at: datetime | None = None
    limit_seconds: int | None = None
    # The person's own close date. What staff give on top of it is counted apart.
    closes_at: datetime | None = None
    close_extra_seconds: int = 0
    extra_seconds: int = 0
    # What earlier attempts of the same sitting took of the limit.
    used_seconds: int = 0
    paused_at: datetime | None = None
    paused_seconds: int = 0
    pause_limit_seconds: int | None = None
    grace_seconds: int = 0

    def __post_init__(self) -> None:
        # Python adds hours to a local time as a wall shows them, over a change of summer time too.
        for name in ("started_at", "closes_at", "paused_at"):
            moment = getattr(self, name)
            if moment is not None:
                object.__setattr__(self, name, moment.astimezone(UTC))


def whole(moment: datetime) -> datetime:
    """Return an instant in UTC, up to the next whole second."""
    instant = moment.astimezone(UTC)
    if not instant.microsecond:
        return instant
    return instant.replace(microsecond=0) + timedelta(seconds=1)


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Count the seconds from one instant to a later one; nothing when it is not later."""
    return max(0, ceil((later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds()))


def closing(clock: Clock) -> datetime | None:
    """Say when it ends for this person whatever time is left."""
    if clock.closes_at is None:
        return None
    return whole(clock.closes_at + timedelta(seconds=clock.close_extra_seconds))


def _runs_out(clock: Clock) -> datetime | None:
    if clock.started_at is None or clock.limit_seconds is None or clock.paused_at is not None:
        return None
    return whole(clock.started_at + timedelta(seconds=_budget(clock, clock.limit_seconds)))


def _budget(clock: Clock, limit_seconds: int) -> int:
    return max(0, limit_seconds + clock.extra_seconds + clock.paused_seconds - clock.used_seconds)


def deadline(clock: Clock) -> datetime | None:
    """Say when the work must be done; while the clock is paused only the close date holds."""
    ends = [end for end in (_runs_out(clock), closing(clock)) if end is not None]
    return min(ends, default=None)


def last_moment(clock: Clock) -> datetime | None:
    """Say until when answers that are already on their way are taken."""
    end = deadline(clock)
    return None if end is None else end + timedelta(seconds=clock.grace_seconds)


def is_in_time(clock: Clock, handed_in_at: datetime) -> bool:
    """Tell whether answers count: what decides is when they were handed in."""
    last = last_moment(clock)
    return last is None or handed_in_at <= last


def is_over(clock: Clock, now: datetime) -> bool:
    """Tell whether deadline and grace have passed."""
    return not is_in_time(clock, now)


def remaining(clock: Clock, now: datetime) -> int | None:
    """Count the seconds that are left; None where nothing limits them."""
    ends = [seconds_between(now, end) for end in (closing(clock),) if end is not None]
    if clock.limit_seconds is not None:
        # While paused, and before the start, the time stands still.
        at = clock.paused_at or (now if clock.started_at else None)
        ends.append(_left_of_limit(clock, clock.limit_seconds, at))
    return min(ends, default=None)


def _left_of_limit(clock: Clock, limit_seconds: int, at: datetime | None) -> int:
    budget = _budget(clock, limit_seconds)
    if clock.started_at is None or at is None:
        return budget
    left = seconds_between(at, whole(clock.started_at + timedelta(seconds=budget)))
    # A part of a second that goes to the learner is never told as a second on top of the limit.
    return min(left, max(0, budget - clock.paused_seconds))


def paused(clock: Clock, at: datetime) -> Clock:
    """Stop the clock."""
    return replace(clock, paused_at=at)


def resumed(clock: Clock, at: datetime) -> Clock:
    """Let the clock go on; the time in between is given back."""
    if clock.paused_at is None:
        return clock
    given_back = seconds_between(clock.paused_at, at)
    return replace(clock, paused_at=None, paused_seconds=clock.paused_seconds + given_back)


def pause_ends(clock: Clock) -> datetime | None:
    """Say when a pause ends by itself."""
    if clock.paused_at is None or clock.pause_limit_seconds is None:
        return None
    return whole(clock.paused_at + timedelta(seconds=clock.pause_limit_seconds))


def extended(clock: Clock, seconds: int) -> Clock:
    """Give time: to the limit and to the close date, so that it reaches whoever it is given to."""
    return replace(
        clock,
        extra_seconds=clock.extra_seconds + seconds,
        close_extra_seconds=clock.close_extra_seconds + seconds,
    )


def shortened(clock: Clock, seconds: int, *, now: datetime) -> Clock:
    """Take an extension back, as far as it is not used yet: nobody's past becomes too late."""
    left = remaining(clock, now)
    taken = min(
        seconds if left is None else min(seconds, left),
        clock.extra_seconds,
        clock.close_extra_seconds,
    )
    return extended(clock, -taken)


def running_until_now_at_least(clock: Clock, now: datetime) -> Clock:
    """Give what is missing where new terms would have ended an attempt in the past.

    The time of one that is paused stands still, but it goes on from where it stands.
    """
    end = deadline(resumed(clock, now))
    if end is None or end >= now:
        return clock
    missing = seconds_between(end, now)
    return extended(clock, missing)


def reopened(clock: Clock, seconds: int, *, ended_at: datetime, now: datetime) -> Clock:
    """Give so many seconds from now to somebody whose time had ended."""
    clock = replace(
        clock,
        extra_seconds=clock.extra_seconds + seconds,
        paused_seconds=clock.paused_seconds + seconds_between(ended_at, now),
    )
    return _open_until(clock, whole(now) + timedelta(seconds=seconds))


def kept_open(clock: Clock, seconds: int | None, *, now: datetime) -> Clock:
    """Let so many seconds from now be of use, whatever closes meanwhile."""
    if seconds is None:
        return clock
    return _open_until(clock, whole(now) + timedelta(seconds=seconds))


def going_on(clock: Clock, ended_at: datetime) -> Clock:
    """Return what the next attempt of a sitting begins with: what was used, and given on top."""
    return Clock(
        used_seconds=used(clock, ended_at),
        extra_seconds=clock.extra_seconds,
        close_extra_seconds=clock.close_extra_seconds,
    )


def _open_until(clock: Clock, until: datetime) -> Clock:
    if clock.closes_at is None:
        return clock
    missing = seconds_between(clock.closes_at, until)
    return replace(clock, close_extra_seconds=max(clock.close_extra_seconds, missing))


def used(clock: Clock, ended_at: datetime) -> int:
    """Count what a sitting has taken of its limit: what a later attempt of it does not get."""
    if clock.started_at is None:
        return clock.used_seconds
    worked = floor((ended_at - clock.started_at).total_seconds()) - clock.paused_seconds
    return clock.used_seconds + max(0, worked)
