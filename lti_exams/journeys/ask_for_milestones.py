"""Staff say with one form what something in a course asks for: all, any or some of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import (
    NOT_SHARED,
    check_usable,
    own_namespace,
    subject_in,
)
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for: all, any or some of these, each like this, maybe within a group."""

    subject: str
    wanted: Sequence[int]
    mode: milestones.Mode = milestones.Mode.ALL
    count: int | None = None
    condition: milestones.Condition = milestones.ALWAYS
    parent: int | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether this needs no group: one milestone, or all of them side by side."""
        is_all = self.mode is milestones.Mode.ALL and self.parent is None
        return is_all or len(self.wanted) == 1


@transaction.atomic
def ask_for(caller: Caller, course: launches.Course, wish: Wish, *, now: datetime) -> None:
    """Let something in a course ask for milestones, side by side or as a group."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    check_usable(caller, course, wish.wanted, now=now)
    subject, parent = subject_in(course, wish.subject), wish.parent
    if not wish.is_plain:
        new = milestones.NewGroup(
            subject=subject, mode=wish.mode, count=wish.count, milestones=(), parent=parent
        )
        parts = len(wish.wanted)
        parent = milestones.require_group(new, by=caller.name, now=now, parts=parts).key
    asked = [
        milestones.NewRequirement(
            subject=subject, milestone=key, condition=wish.condition, parent=parent
        )
        for key in wish.wanted
    ]
    milestones.require(asked, by=caller.name, now=now)


def usable_milestones(course: launches.Course) -> Sequence[milestones.MilestoneValue]:
    """Return what the teachers of a course may choose from: its own, and what courses share."""
    own = milestones.Sought(namespace=own_namespace(course), is_active=True)
    shared = milestones.Sought(shared=NOT_SHARED, is_active=True)
    found = [milestones.find_milestones(one).milestones for one in (own, shared)]
    return [one for part in found for one in part]
