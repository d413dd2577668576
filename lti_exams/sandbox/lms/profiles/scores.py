"""What happens to a score: the facts a profile judges by, and the verdicts it may give."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

FULLY_GRADED = "FullyGraded"


class Effect(StrEnum):
    """What truly happened, which is not always what the answer says."""

    RECORDED = "recorded"
    CLEARED = "cleared"
    KEPT = "kept"
    DROPPED = "dropped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Score:
    """A score as a tool sent it."""

    user_id: str
    activity_progress: str
    grading_progress: str
    timestamp: datetime
    given: float | None
    maximum: float | None
    comment: str
    submitted_at: datetime | None
    extension: dict[str, Any]

    @property
    def is_final(self) -> bool:
        """Tell whether the tool says that nobody needs to grade any further."""
        return self.grading_progress == FULLY_GRADED


@dataclass(frozen=True, slots=True)
class Cell:
    """What the gradebook held in the addressed cell before the score came."""

    given: float | None = None
    maximum: float | None = None
    timestamp: datetime | None = None
    submissions: int = 0


@dataclass(frozen=True, slots=True)
class Addressee:
    """How the person of a score stands in the course of the line item."""

    is_known: bool
    is_enrolled: bool
    is_gradable: bool
    course_is_concluded: bool
    attempts_allowed: int | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a score; the points count only where the effect is *recorded*."""

    status: int
    effect: Effect
    reason: str = ""
    given: float | None = None
    adds_submission: bool = False


def refuse(status: int, reason: str) -> Verdict:
    """Return the verdict that writes nothing."""
    return Verdict(status, Effect.REFUSED, reason)
