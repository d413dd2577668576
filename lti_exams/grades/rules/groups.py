"""How outcomes are told to people: sent, on their way, or in need of somebody. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from lti_exams.grades.rules.deciding import OutcomeState


class Group(StrEnum):
    """Whether anybody has to do something about an outcome."""

    SENT = "sent"
    WAITING = "waiting"
    NEEDS_YOU = "needs-you"


_OF_STATE: Mapping[str, Group] = {
    OutcomeState.DELIVERED: Group.SENT,
    OutcomeState.WAITING: Group.WAITING,
    OutcomeState.SENDING: Group.WAITING,
}


def group_of(state: str, reason: str) -> Group:
    """Say in which group an outcome is; what the LMS took and does not show is to be looked at."""
    group = _OF_STATE.get(state, Group.NEEDS_YOU)
    return Group.NEEDS_YOU if group is Group.SENT and reason else group


def expected_time(backlog: int, *, window: float, seconds_each: float) -> timedelta:
    """Say how long a backlog takes at the pace that the LMS bears now."""
    return timedelta(seconds=backlog * seconds_each / max(int(window), 1))
