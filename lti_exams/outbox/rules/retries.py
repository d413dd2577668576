"""When what could not be sent is tried again, and when no more. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.outbox.rules.words import MessageState

# With the pauses below, the last try is a little more than three days after the first.
TRIES = 20
_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=6)
# Answers after which the same message will be refused for ever, and not only for now.
_FOR_EVER = frozenset({400, 410, 413, 422})


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a try: done, or why not, and whether another try can help."""

    done: bool
    reason: str = ""
    again: bool = False


DONE = Said(done=True)


def pause(*, tries: int, jitter: float) -> timedelta:
    """Half a minute, then double, at most six hours; jitter between 0 and 1 takes up to half off.

    Without it, everything that failed together would come back together.
    """
    whole = min(_FIRST * 2 ** min(tries - 1, 16), _LONGEST)
    return whole * (1 - jitter / 2)


def said_by(status: int) -> Said:
    """Say what an HTTP status means for a message."""
    if 200 <= status < 300:
        return DONE
    if 300 <= status < 400:
        return Said(done=False, reason=f"http-{status}")
    return Said(done=False, reason=f"http-{status}", again=status not in _FOR_EVER)


@dataclass(frozen=True, slots=True)
class Next:
    """What a message becomes after a try."""

    state: MessageState
    due_at: datetime


def after(said: Said, *, tries: int, jitter: float, now: datetime) -> Next:
    """Decide what follows the try with this number."""
    if said.done:
        return Next(MessageState.SENT, now)
    if not said.again:
        return Next(MessageState.PARKED, now)
    if tries >= TRIES:
        return Next(MessageState.STALLED, now)
    return Next(MessageState.WAITING, now + pause(tries=tries, jitter=jitter))
