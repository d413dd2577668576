"""A page that is open tells that somebody is there, and learns how much time is left.

It is called every 25 seconds by every open exam, so it costs one query: who calls is kept in the
cache for a minute, and so is when they were last seen.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from lti_exams.exams import api as exams
from lti_exams.kernel.digests import digest_of
from lti_exams.launches import api as launches

_KNOWN_FOR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What an open page sends: its launch, its browser, and the seat it believes to have."""

    key: str
    browser: str
    attempt: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Presence:
    """What an open page is told."""

    time_left: exams.TimeLeft
    is_here: bool


def note_presence(beat: Beat, *, now: datetime) -> Presence:
    """Remember that somebody is there, and say where the attempt is and at which device."""
    attempt = exams.attempt_at_a_page(beat.attempt)
    if attempt.person_id != _person_of(beat, now=now):
        raise exams.NoSuchAttempt
    exams.note_seen(attempt.pk, now=now)
    return Presence(exams.time_left(attempt, now=now), _is_here(attempt, beat.epoch))


def _person_of(beat: Beat, *, now: datetime) -> int:
    """Return whose launch it is. One that ends is known here for up to a minute longer."""
    kept = f"journeys:present:{digest_of(f'{beat.key} {beat.browser}')}"
    person: int | None = cache.get(kept)
    if person is None:
        person = launches.open_launch(beat.key, browser=beat.browser, now=now).person_id
        cache.set(kept, person, timeout=_KNOWN_FOR)
    return person


def _is_here(attempt: exams.Attempt, epoch: int) -> bool:
    try:
        exams.check_device(attempt, epoch)
    except exams.AnotherDeviceTookOver:
        return False
    return True
