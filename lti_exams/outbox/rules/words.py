"""The words of what leaves: its kinds, how far it is, how an event is written. Pure."""

import re
from enum import StrEnum

from lti_exams.kernel.errors import LtiExamsError


class MessageKind(StrEnum):
    """By which way a message leaves."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class MessageState(StrEnum):
    """How far a message is.

    Parked: the other side will never take it as it is. Stalled: it was tried as often as we try.
    Both wait for somebody who sends them again.
    """

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"
    STALLED = "stalled"


class Form(StrEnum):
    """How an event is written for a subscriber."""

    JSON = "json"
    OPENEDX = "openedx"


_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*(\.\*)?|\*")
_LONGEST = 100


class SubscriptionRefused(LtiExamsError):
    """A subscription makes no sense; the values name the field."""

    code = "subscription-invalid"


def is_pattern(name: str) -> bool:
    """Tell whether this names events: one, all that begin alike, or all."""
    return len(name) <= _LONGEST and _NAME.fullmatch(name) is not None


def matches(pattern: str, event: str) -> bool:
    """Tell whether a pattern names an event: `attempt.started`, `attempt.*` or `*`."""
    if pattern.endswith("*"):
        return event.startswith(pattern[:-1])
    return pattern == event
