"""The words of proctoring. Pure."""

from enum import StrEnum


class Way(StrEnum):
    """How a vendor is spoken to."""

    LTI = "lti"
    REST = "rest"
    NULL = "null"


class SessionState(StrEnum):
    """Where somebody is with the vendor, in one visit of an attempt."""

    ASKED = "asked"
    ADMITTED = "admitted"
    ENDED = "ended"
    REPLACED = "replaced"
    REFUSED = "refused"


class Action(StrEnum):
    """What a vendor tells of an attempt that goes on, as the specification calls it."""

    FLAG = "flag"
    PAUSE = "pause"
    RESUME = "resume"
    TERMINATE = "terminate"
    UPDATE = "update"


class Standing(StrEnum):
    """What a vendor is told of an attempt, as the specification calls it."""

    NONE = "none"
    RUNNING = "running"
    PAUSED = "paused"
    TERMINATED = "terminated"
    COMPLETE = "complete"


class Outcome(StrEnum):
    """What follows from everything that was told of a sitting."""

    NONE = "none"
    VERIFY = "verify"
    WAIT = "wait"
    SECOND = "second"
    REJECT = "reject"
    ERROR = "error"


class Part(StrEnum):
    """What somebody on the list of an exam does there: watch it, or decide about it as well."""

    PROCTOR = "proctor"
    REVIEWER = "reviewer"


OPEN_SESSIONS = frozenset({SessionState.ASKED, SessionState.ADMITTED})
