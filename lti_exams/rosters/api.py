"""The only door to rosters."""

from lti_exams.rosters.lti import Read, RosterNotOffered, read_members
from lti_exams.rosters.models import Roster
from lti_exams.rosters.operations import Compared, ask, ask_if_old, compare, read_due
from lti_exams.rosters.queries import (
    Drift,
    awaits_first_reading,
    drift,
    is_being_read,
    learners,
    roster_of,
    strangers,
)
from lti_exams.rosters.rules import Member, RosterUnreadable

__all__ = [
    "Compared",
    "Drift",
    "Member",
    "Read",
    "Roster",
    "RosterNotOffered",
    "RosterUnreadable",
    "ask",
    "ask_if_old",
    "awaits_first_reading",
    "compare",
    "drift",
    "is_being_read",
    "learners",
    "read_due",
    "read_members",
    "roster_of",
    "strangers",
]
