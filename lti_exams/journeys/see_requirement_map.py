"""The map of a course: what leads to what, also through other courses, as far as it goes back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

# So many steps back are drawn, and so many ties: a picture of more shows nothing.
MOST_STEPS, MOST_TIES = 12, 300
_Side = milestones.Side


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementMap:
    """The ties around a course, and the names of what they tie."""

    course: launches.Course
    asks: Sequence[milestones.Tie]
    gives: Sequence[milestones.Tie]
    names: Mapping[str, str]
    troubles: Sequence[milestones.Trouble]
    is_cut: bool


def see_requirement_map(
    caller: Caller, course: launches.Course, *, now: datetime
) -> RequirementMap:
    """Return what a course asks and gives, and what gives that, and what that asks for."""
    caller.check_may(Act.SEE_MILESTONES, course)
    found = _ties_back(course, now=now)
    ties = sorted(found.values(), key=lambda one: (one.side.value, one.key))
    shown = ties[:MOST_TIES]
    return RequirementMap(
        course=course,
        asks=[one for one in shown if one.side is _Side.REQUIRES],
        gives=[one for one in shown if one.side is _Side.FULFILS],
        names=names_of_subjects(one.subject for one in shown),
        troubles=milestones.troubles_of_course(str(course.pk), now=now),
        is_cut=len(ties) > MOST_TIES,
    )


def _ties_back(
    course: launches.Course, *, now: datetime
) -> dict[tuple[_Side, int], milestones.Tie]:
    """Go back from what the course asks to what gives it, a step for two queries."""
    here = milestones.ties(milestones.Wanted(courses=[str(course.pk)]), now=now)
    found = {(one.side, one.key): one for one in here}
    for _step in range(MOST_STEPS):
        asked = _keys(found.values(), _Side.REQUIRES)
        givers = milestones.Wanted(milestones=asked, side=_Side.FULFILS)
        gives = milestones.ties(givers, now=now)
        askers = milestones.Wanted(subjects={one.subject for one in gives}, side=_Side.REQUIRES)
        new = [*gives, *milestones.ties(askers, now=now)]
        if all((one.side, one.key) in found for one in new) or len(found) > MOST_TIES:
            break
        found |= {(one.side, one.key): one for one in new}
    return found


def _keys(ties: Collection[milestones.Tie], side: _Side) -> set[int]:
    return {one.milestone.key for one in ties if one.side is side and one.milestone}
