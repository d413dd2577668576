"""The words of assessments: where questions lie, how a score comes, and what became of it. Pure."""

from enum import StrEnum


class Way(StrEnum):
    """Where the questions of an exam lie, and so how people get there and scores come back."""

    LTI = "lti"
    OUTSIDE = "outside"
    BY_HAND = "by-hand"


class Channel(StrEnum):
    """By which door a message came."""

    SCORE_SERVICE = "score-service"
    CALLBACK = "callback"
    BY_HAND = "by-hand"


class Fate(StrEnum):
    """What became of a message in the inbox."""

    WAITING = "waiting"
    APPLIED = "applied"
    # A newer message had been applied before it.
    SUPERSEDED = "superseded"
    # The answers came after the last moment: evidence, not graded.
    LATE = "late"
    # About a line item that the tool made for itself: it says nothing of the exam's score.
    KEPT = "kept"
    # It could be taken when it came, and not any more when its turn was.
    REFUSED = "refused"


class Activity(StrEnum):
    """How far somebody is with the work, as AGS names it."""

    INITIALIZED = "Initialized"
    STARTED = "Started"
    IN_PROGRESS = "InProgress"
    SUBMITTED = "Submitted"
    COMPLETED = "Completed"


class Grading(StrEnum):
    """How far the grading is, as AGS names it."""

    FULLY_GRADED = "FullyGraded"
    PENDING = "Pending"
    PENDING_MANUAL = "PendingManual"
    FAILED = "Failed"
    NOT_READY = "NotReady"
