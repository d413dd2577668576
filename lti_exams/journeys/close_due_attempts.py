"""The clock: whoever's time has come is moved, and what follows is stored with it."""

from collections.abc import Sequence
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes


def close_due_attempts(*, now: datetime) -> int:
    """Move every attempt whose time has come; return how many moves were made."""

    def then(moves: Sequence[exams.Moved]) -> None:
        follow_changes(moves, now=now)

    return exams.sweep_deadlines(now=now, then=then)
