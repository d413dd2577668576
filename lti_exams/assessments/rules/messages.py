"""A message about somebody's work: read strictly, and what it means for the attempt. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from lti_exams.assessments.errors import MessageRefused
from lti_exams.assessments.rules.words import Activity, Grading
from lti_exams.kernel.points import PointsRefused, scaled

# Two servers seldom agree to the second; a minute apart is no mistake.
SKEW = timedelta(minutes=1)
LONGEST_COMMENT = 5_000
LONGEST_EVIDENCE = 10_000
_ENDS = frozenset({Activity.SUBMITTED, Activity.COMPLETED})
W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What each thing is called in one of the two forms that messages come in."""

    score: str
    maximum: str
    activity: str
    grading: str
    said_at: str
    started_at: str
    submitted_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a tool, a page outside or a member of staff says of somebody's work."""

    points: int | None
    maximum: int | None
    activity: Activity
    grading: Grading
    said_at: datetime
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    comment: str = ""
    evidence: Mapping[str, object] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Tell whether the work is handed in; whatever is in progress ends nothing."""
        return self.activity in _ENDS

    @property
    def clears(self) -> bool:
        """Tell whether an earlier score is taken back: none is told of work that is done or new."""
        return self.points is None and (self.ends or self.activity is Activity.INITIALIZED)

    @property
    def decides(self) -> bool:
        """Tell whether this says which score there is, or that there is none."""
        return self.has_score or self.clears

    @property
    def has_score(self) -> bool:
        """Tell whether the score is one to count: of a grading under way none is."""
        return self.points is not None and self.grading is Grading.FULLY_GRADED


def points_in(said: Mapping[str, object], name: str) -> int | None:
    """Return scaled points; nothing where there are none."""
    value = said.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MessageRefused("completion-score-invalid", field=name, why="not a number")
    try:
        points = scaled(value)
    except PointsRefused:
        raise MessageRefused("completion-score-invalid", field=name, why="too large") from None
    # Of less than nothing, what is lost in rounding is left.
    if value < 0:
        raise MessageRefused("completion-score-invalid", field=name, why="below zero")
    return points


def score_in(said: Mapping[str, object], names: Names) -> tuple[int | None, int | None]:
    """Return points and the maximum that they are of."""
    points, maximum = points_in(said, names.score), points_in(said, names.maximum)
    if points is None:
        return None, None
    check_score(points, maximum, names)
    return points, maximum


def check_score(points: int | None, maximum: int | None, names: Names) -> None:
    """Refuse points below zero, and those that are of no maximum."""
    if points is not None and points < 0:
        raise MessageRefused("completion-score-invalid", field=names.score, why="below zero")
    if points is not None and (maximum is None or maximum < 1):
        why = "missing" if maximum is None else "not above zero"
        raise MessageRefused("completion-score-invalid", field=names.maximum, why=why)


def check_extra_credit(message: Message, *, allowed: bool, field: str) -> None:
    """Refuse a score above its maximum where the exam gives no extra credit."""
    if allowed or message.points is None or message.maximum is None:
        return
    if message.points > message.maximum:
        raise MessageRefused("completion-above-maximum", field=field)


def word_in(said: Mapping[str, object], name: str, enum: type[W]) -> W:
    """Return one word of a vocabulary."""
    value = said.get(name)
    if not isinstance(value, str) or value not in set(enum):
        known = ", ".join(enum)
        raise MessageRefused("completion-word-unknown", field=name, why=f"not one of {known}")
    return enum(value)


def instant_in(said: Mapping[str, object], name: str) -> datetime | None:
    """Return an instant in UTC; one without a zone could be any."""
    value = said.get(name)
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
        instant = read.astimezone(UTC) if read and read.utcoffset() is not None else None
    except (ValueError, OverflowError):
        instant = None
    if instant is None:
        why = "not a date and time with its zone"
        raise MessageRefused("completion-time-invalid", field=name, why=why)
    return instant


def check_times(message: Message, names: Names, *, now: datetime) -> None:
    """Refuse what is told of the future, and work that ended before it began."""
    told = {
        names.said_at: message.said_at,
        names.started_at: message.started_at,
        names.submitted_at: message.submitted_at,
    }
    for name, instant in told.items():
        if instant is not None and instant > now + SKEW:
            raise MessageRefused("completion-time-ahead", field=name)
    if message.started_at and message.submitted_at and message.submitted_at < message.started_at:
        raise MessageRefused(
            "completion-time-invalid", field=names.submitted_at, why="before the start"
        )


def check_not_before(message: Message, names: Names, *, created_at: datetime) -> None:
    """Refuse what was said, or handed in, before there was an attempt to say it of."""
    told = {names.said_at: message.said_at, names.submitted_at: message.submitted_at}
    for name, instant in told.items():
        if instant is not None and instant < created_at - SKEW:
            raise MessageRefused("completion-time-stale", field=name)


def handed_in_at(
    message: Message,
    *,
    known: datetime | None,
    ended_at: datetime | None,
    now: datetime,
) -> datetime:
    """Say when the answers were handed in: as told, as told before, when it ended, or now.

    What is here now was handed in by now, however far ahead the other clock goes.
    """
    told = message.submitted_at or known or ended_at or message.said_at
    return min(told, now)


def text_in(said: Mapping[str, object], name: str) -> str:
    """Return a text that somebody wrote; nothing where there is none."""
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_COMMENT or "\x00" in value:
        why = f"not a text of at most {LONGEST_COMMENT} characters"
        raise MessageRefused("completion-text-invalid", field=name, why=why)
    return value


def object_in(said: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return an object inside a message; an empty one where there is none."""
    value = said.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict) or len(json.dumps(value)) > LONGEST_EVIDENCE:
        raise MessageRefused("completion-text-invalid", field=name, why="no object, or too large")
    return value


def message_in(said: Mapping[str, object], names: Names, *, now: datetime) -> Message:
    """Read a whole message, and refuse what no work can have."""
    points, maximum = score_in(said, names)
    said_at = instant_in(said, names.said_at)
    if said_at is None:
        raise MessageRefused("completion-time-invalid", field=names.said_at, why="missing")
    message = Message(
        points=points,
        maximum=maximum,
        activity=word_in(said, names.activity, Activity),
        grading=word_in(said, names.grading, Grading),
        said_at=said_at,
        started_at=instant_in(said, names.started_at),
        submitted_at=instant_in(said, names.submitted_at),
        comment=text_in(said, "comment"),
        evidence=object_in(said, "evidence"),
    )
    check_times(message, names, now=now)
    return message
