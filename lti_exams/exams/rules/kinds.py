"""The words with which an exam is defined. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of exam it is."""

    PROCTORED = "proctored"
    TIMED = "timed"
    PRACTICE = "practice"
    ONBOARDING = "onboarding"


class Purpose(StrEnum):
    """Why somebody goes through an exam: to sit it, to rehearse it, or to see it as a learner."""

    SITTING = "sitting"
    REHEARSAL = "rehearsal"
    PREVIEW = "preview"


class LatePolicy(StrEnum):
    """What becomes of work that nobody handed in before the time was up."""

    COUNTS = "counts"
    DOES_NOT_COUNT = "does-not-count"


class Counting(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"
    AVERAGE = "average"


class GradePolicy(StrEnum):
    """What a rejected or timed-out attempt means for the grade."""

    ZERO = "zero"
    WITHHELD = "withheld"


class SecondDevice(StrEnum):
    """What happens when somebody goes on at a second device."""

    TAKES_OVER = "takes-over"
    IS_REFUSED = "is-refused"
    MAY_JOIN = "may-join"


# Kinds that a vendor must guard, and those that none may.
NEEDS_A_VENDOR = frozenset({Kind.PROCTORED, Kind.ONBOARDING})
TAKES_NO_VENDOR = frozenset({Kind.TIMED})
# Kinds whose review says something; the others end without one.
REVIEWED = frozenset({Kind.PROCTORED, Kind.ONBOARDING})
# Kinds of which the LMS learns nothing.
UNGRADED = frozenset({Kind.PRACTICE, Kind.ONBOARDING})
