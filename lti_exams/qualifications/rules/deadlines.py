"""What is told of a deadline by itself, and when: three steps, each once. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Step(StrEnum):
    """How far a course has been told of its deadline."""

    SOON = "soon"
    LATE = "late"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Window:
    """Which deadlines a step is due for, and the courses that had come how far."""

    after: datetime | None
    until: datetime
    told: tuple[str, ...]


def window_of(step: Step, *, now: datetime, ahead: timedelta, patience: timedelta) -> Window:
    """Return whom a step is due for; whoever was late at once is not told that it is soon."""
    match step:
        case Step.SOON:
            return Window(now, now + ahead, ("",))
        case Step.LATE:
            return Window(None, now, ("", Step.SOON.value))
        case Step.ESCALATED:
            return Window(None, now - patience, (Step.LATE.value,))
