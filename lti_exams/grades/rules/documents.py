"""What an LMS is told of one person: the words of Assignment and Grade Services 2.0. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Activity(StrEnum):
    """How far the person is."""

    INITIALIZED = "Initialized"
    STARTED = "Started"
    IN_PROGRESS = "InProgress"
    SUBMITTED = "Submitted"
    COMPLETED = "Completed"


class Grading(StrEnum):
    """How far the grading is."""

    NOT_READY = "NotReady"
    FAILED = "Failed"
    PENDING = "Pending"
    PENDING_MANUAL = "PendingManual"
    FULLY_GRADED = "FullyGraded"


class Comment(StrEnum):
    """What is said beside a score; the words for it are chosen when it is sent."""

    NONE = ""
    REJECTED = "rejected"
    TIMED_OUT = "timed-out"
    QUALIFIED = "qualified"
    NOT_QUALIFIED = "not-qualified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that one outcome tells: points are scaled, and None takes a score back.

    `attempt` is the number of the attempt that speaks; the LMS does not see it.
    """

    activity: Activity
    grading: Grading
    points: int | None = None
    maximum: int | None = None
    comment: Comment = Comment.NONE
    attempt: int | None = None
    started_at: datetime | None = None
    submitted_at: datetime | None = None

    @property
    def is_final(self) -> bool:
        """Tell whether an LMS surely records it as the grade."""
        return self.grading is Grading.FULLY_GRADED


# Takes a grade back where nothing else is known of the person.
REVOCATION = Document(activity=Activity.INITIALIZED, grading=Grading.NOT_READY)


def to_json(document: Document) -> dict[str, object]:
    """Return a document as it is kept."""
    return {
        "points": document.points,
        "maximum": document.maximum,
        "activity_progress": document.activity.value,
        "grading_progress": document.grading.value,
        "comment": document.comment.value,
        "attempt": document.attempt,
        "started_at": _written(document.started_at),
        "submitted_at": _written(document.submitted_at),
    }


def from_json(kept: Mapping[str, object]) -> Document:
    """Read a document that was kept."""
    return Document(
        activity=Activity(str(kept["activity_progress"])),
        grading=Grading(str(kept["grading_progress"])),
        points=_number(kept["points"]),
        maximum=_number(kept["maximum"]),
        comment=Comment(str(kept["comment"])),
        attempt=_number(kept["attempt"]),
        started_at=_read(kept["started_at"]),
        submitted_at=_read(kept["submitted_at"]),
    )


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _read(kept: object) -> datetime | None:
    return datetime.fromisoformat(str(kept)) if kept else None


def _number(kept: object) -> int | None:
    return kept if isinstance(kept, int) else None
