"""What becomes of an outcome after a try. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lti_exams.grades.rules import trying
from lti_exams.grades.rules.answers import Meaning


class OutcomeState(StrEnum):
    """How far an outcome is on its way; the last four are ends."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    SUPERSEDED = "superseded"
    PARKED = "parked"
    STALLED = "stalled"


class Circle(StrEnum):
    """For whom a refusal holds."""

    ONE = "one"
    LINK = "link"
    DEPLOYMENT = "deployment"


# What is wrong for more people than the one whose score met it.
CIRCLES: Mapping[Meaning, Circle] = {
    Meaning.COLUMN_GONE: Circle.LINK,
    Meaning.COURSE_OVER: Circle.LINK,
    Meaning.NO_SERVICE: Circle.LINK,
    Meaning.NO_COLUMN: Circle.LINK,
    Meaning.MANY_COLUMNS: Circle.LINK,
    Meaning.ORIGIN: Circle.LINK,
    Meaning.SCOPE: Circle.DEPLOYMENT,
    Meaning.REGISTRATION: Circle.DEPLOYMENT,
}
# What puts a whole deployment aside, and what a link.
HOLDING = tuple(one.value for one, circle in CIRCLES.items() if circle is Circle.DEPLOYMENT)
TROUBLING = tuple(one.value for one, circle in CIRCLES.items() if circle is Circle.LINK)
# Tried again by itself: the LMS may have changed its mind.
PASSING = frozenset(
    {Meaning.THROTTLED, Meaning.UNCERTAIN, Meaning.NOT_NOW, Meaning.STALE, Meaning.TOKEN}
)
_TOKENS_REFUSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How the tries of one version went so far."""

    failures: int = 0
    failing_since: datetime | None = None

    def failed(self, now: datetime) -> "Tries":
        return replace(self, failures=self.failures + 1, failing_since=self.failing_since or now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Where an outcome stands now, when it is tried again, and why it is not there yet."""

    state: OutcomeState
    at: datetime | None = None
    reason: str = ""
    tries: Tries = Tries()


def circle_of(meaning: Meaning) -> Circle:
    """Say for whom a refusal holds."""
    return CIRCLES.get(meaning, Circle.ONE)


def after_try(
    meaning: Meaning, tries: Tries, *, is_newest: bool, now: datetime, draw: float
) -> Next:
    """Say what follows of a try; what changed meanwhile is tried again, whatever became of it."""
    after = _after(meaning, tries, now=now, draw=draw)
    if is_newest or (meaning in PASSING and after.state is OutcomeState.WAITING):
        return after
    return Next(state=OutcomeState.WAITING, at=now)


def _after(meaning: Meaning, tries: Tries, *, now: datetime, draw: float) -> Next:
    if meaning is Meaning.DELIVERED:
        return Next(state=OutcomeState.DELIVERED)
    if meaning is Meaning.NOT_SHOWN:
        return Next(state=OutcomeState.DELIVERED, reason=meaning.value)
    if meaning is Meaning.OVERRIDDEN:
        return Next(state=OutcomeState.SUPERSEDED, reason=meaning.value)
    if meaning is Meaning.THROTTLED:
        # Not an attempt; the pace of the platform says when.
        return Next(state=OutcomeState.WAITING, at=now, reason=meaning.value, tries=tries)
    if meaning is Meaning.COLUMN_GONE:
        return _sought(tries, now=now, draw=draw)
    if meaning in PASSING:
        return _failed(meaning, tries.failed(now), now=now, draw=draw)
    return parked(meaning, tries.failed(now), now=now, draw=draw)


def _sought(tries: Tries, *, now: datetime, draw: float) -> Next:
    """Look for the column anew, at once; one that is found and gone again takes longer."""
    wait = trying.backoff(tries.failures, draw=draw) if tries.failures else timedelta()
    reason = Meaning.COLUMN_GONE.value
    state = OutcomeState.WAITING
    return Next(state=state, at=now + wait, reason=reason, tries=tries.failed(now))


def _failed(meaning: Meaning, tries: Tries, *, now: datetime, draw: float) -> Next:
    assert tries.failing_since is not None  # noqa: S101 - it has just failed
    if meaning is Meaning.TOKEN and tries.failures >= _TOKENS_REFUSED:
        return parked(Meaning.REGISTRATION, tries, now=now, draw=draw)
    if trying.has_waited_enough(tries.failing_since, now=now):
        return Next(state=OutcomeState.STALLED, reason=meaning.value, tries=tries)
    wait = trying.backoff(tries.failures, draw=draw)
    return Next(state=OutcomeState.WAITING, at=now + wait, reason=meaning.value, tries=tries)


def parked(meaning: Meaning, tries: Tries, *, now: datetime, draw: float) -> Next:
    """Put aside what people must mend; somebody who is not in the course may come back to it."""
    at: datetime | None = None
    if meaning is Meaning.PERSON:
        at = trying.next_night(tries.failing_since or now, now=now, draw=draw)
    elif circle_of(meaning) is Circle.DEPLOYMENT:
        at = now + trying.PROBE_EVERY
    return Next(state=OutcomeState.PARKED, at=at, reason=meaning.value, tries=tries)
