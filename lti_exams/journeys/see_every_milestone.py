"""The service's staff look after milestones across courses, and after who asks for a review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.define_milestones import shut_without
from lti_exams.journeys.find_subjects import number
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.journeys.warn_of_shut_gates import warn_of_shut_gates
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

_OF_COURSES = "course:"
_REQUESTS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryMilestone:
    """A part of all milestones: how many people hold each, and which course it is of."""

    milestones: Sequence[milestones.MilestoneValue]
    total: int
    holders: Mapping[int, int]
    courses: Mapping[str, str]


def see_every_milestone(
    caller: Caller, *, search: str = "", offset: int = 0, limit: int = 100, now: datetime
) -> EveryMilestone:
    """Return milestones of every course, and those that courses share, in four queries."""
    caller.check_may(Act.EDIT_EVERY_MILESTONE)
    sought = milestones.Sought(search=search)
    found = milestones.find_milestones(sought, offset=offset, limit=limit)
    spaces = {one.namespace for one in found.milestones if one.namespace.startswith(_OF_COURSES)}
    subjects = [milestones.Subject.named(one) for one in spaces if one != _OF_COURSES]
    return EveryMilestone(
        milestones=found.milestones,
        total=found.total,
        holders=milestones.count_holders([one.key for one in found.milestones], now=now),
        courses=names_of_subjects(subjects),
    )


def make_shared(
    caller: Caller, new: milestones.NewMilestone, *, now: datetime
) -> milestones.MilestoneValue:
    """Make a milestone that any course may ask for, or switch on the one of this name."""
    caller.check_may(Act.EDIT_EVERY_MILESTONE)
    return milestones.add_milestones([new], by=caller.name, now=now)[0]


@transaction.atomic
def switch_shared(caller: Caller, key: int, *, is_active: bool, now: datetime) -> None:
    """Switch any milestone off or on; whoever holds it keeps it."""
    caller.check_may(Act.EDIT_EVERY_MILESTONE)
    found = milestones.find_milestones(milestones.Sought(keys=[key])).milestones
    if not found:
        raise milestones.NoSuchMilestone
    if is_active:
        again = milestones.NewMilestone(namespace=found[0].namespace, name=found[0].name)
        milestones.add_milestones([again], by=caller.name, now=now)
    else:
        milestones.remove_milestones([key], by=caller.name, now=now)
        warn_of_shut_gates(shut_without(key, now=now), now=now)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for a review, in which course, and what was missing."""

    appeal: milestones.Appeal
    course: launches.Course
    missing: Sequence[str]


def see_every_request(caller: Caller) -> list[Request]:
    """Return the open requests of the courses that the caller reaches, the oldest first."""
    caller.check_may(Act.SEE_MILESTONES)
    asked = milestones.Appeal.objects.filter(outcome=milestones.Outcome.OPEN.value)
    rows = list(asked.select_related("person").order_by("pk")[:_REQUESTS_SHOWN])
    here = reach.courses(caller).filter(pk__in=[number(one.course_key) for one in rows])
    courses = {str(one.pk): one for one in here}
    known = milestones.milestones({key for one in rows for key in one.missing})
    return [
        Request(
            one,
            courses[one.course_key],
            [known[key].title for key in one.missing if key in known],
        )
        for one in rows
        if one.course_key in courses
    ]
