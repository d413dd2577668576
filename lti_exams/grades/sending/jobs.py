"""What a thread is given to do, and what it brings back: no row of a database in either."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from lti_exams.grades.rules.answers import Meaning, Said
from lti_exams.grades.rules.results import Mark, Shown
from lti_exams.grades.rules.scores import Payload


class Unread(Enum):
    """Nobody has looked yet at what the LMS shows."""

    YET = "yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One score to tell."""

    outcome: int
    version: int
    user_id: str
    url: str
    payload: Payload
    timestamp: datetime
    # It may have arrived before.
    is_repeat: bool = False
    # Write over what somebody else wrote.
    forced: bool = False
    # What was known before, should it turn out that nothing was sent.
    unanswered_before: dict[str, Any] | None = None
    attempt_before: int | None = None
    # What the LMS may show without anybody else having written it.
    written: Mark | None = None
    doubtful: tuple[Mark, ...] = ()
    telling: Mark | None = None
    shown: Shown | Unread | None = Unread.YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one score."""

    job: Job
    meaning: Meaning
    said: Said
    sent: Mapping[str, object] | None
    timestamp: datetime
    sent_at: datetime
    answered_at: datetime
    wait: timedelta | None = None
    left: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """A link to get ready: its column found or made, what stands in it read."""

    link: int
    url: str
    claimed_url: str
    list_url: str
    link_id: str
    resource_id: str
    label: str
    maximum: int | float
    may_make: bool
    making_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A link's column, or why there is none; and what it shows, by the LMS's own ids."""

    link: int
    url: str = ""
    meaning: Meaning = Meaning.DELIVERED
    said: Said = field(default_factory=lambda: Said(0))
    shown: Mapping[str, Shown] | None = None
    wait: timedelta | None = None
    left: float | None = None
