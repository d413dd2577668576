"""The score that is sent: one document in the words of AGS 2.0 section 3.4. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lti_exams.grades.rules.documents import Activity, Document
from lti_exams.kernel.points import plain

# Moodle compares whole seconds, so a later score is later by one at least.
STEP = timedelta(seconds=1)
# A timestamp of ours that lies ahead is waited for, unless a clock was put wrong by more.
_LONGEST_WAIT = timedelta(seconds=5)

Payload = dict[str, object]
_HANDED_IN = frozenset({Activity.SUBMITTED, Activity.COMPLETED})


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is here, and how far the LMS is ahead of us."""

    now: datetime
    ahead: timedelta = timedelta()

    @property
    def theirs(self) -> datetime:
        """Return the latest moment that is in nobody's future."""
        return self.now + min(self.ahead, timedelta())


def timestamp_after(last: datetime | None, *, event: datetime, clock: Clock) -> datetime:
    """Return when a score was true: strictly after what was sent, and never in the LMS's future."""
    at = min(event, clock.theirs)
    return at if last is None else max(at, last + STEP)


def wait_for(timestamp: datetime, clock: Clock) -> timedelta:
    """Return how long a score is held back, so that it does not come from the LMS's future."""
    ahead = timestamp - clock.theirs
    return ahead if timedelta() < ahead <= _LONGEST_WAIT else timedelta()


def payload(document: Document, *, user_id: str, timestamp: datetime, comment: str) -> Payload:
    """Write a score; what has no points takes points back, and no comment clears one."""
    told: Payload = {
        "userId": user_id,
        "activityProgress": document.activity.value,
        "gradingProgress": document.grading.value,
        "timestamp": iso(timestamp),
        "comment": comment,
    }
    if document.points is not None and document.maximum is not None:
        told["scoreGiven"] = number(document.points)
        told["scoreMaximum"] = number(document.maximum)
    submission = _submission(document)
    return told | ({"submission": submission} if submission else {})


def _submission(document: Document) -> dict[str, str]:
    told = {"startedAt": document.started_at, "submittedAt": document.submitted_at}
    return {name: iso(at) for name, at in told.items() if at is not None}


def hands_in(document: Document) -> bool:
    """Tell whether a document speaks of work that was handed in."""
    return document.activity in _HANDED_IN and document.attempt is not None


def number(points: int) -> int | float:
    """Return scaled points as JSON writes them: 80, not 80.0, and 66.6667 without a tail."""
    value = plain(points)
    return int(value) if value == value.to_integral_value() else float(value)


def iso(moment: datetime) -> str:
    """Write an instant with milliseconds and its zone."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def kept_short(sent: Mapping[str, object]) -> dict[str, object]:
    """Return what a try is remembered by: what was said, not of whom."""
    names = ("activityProgress", "gradingProgress", "scoreGiven", "scoreMaximum", "timestamp")
    return {name: sent[name] for name in names if name in sent}
