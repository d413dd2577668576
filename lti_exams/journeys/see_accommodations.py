"""Staff look at what is granted in a course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.name_actors import names_of
from lti_exams.launches import api as launches


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedHere:
    """What is granted in a course, and by whom."""

    accommodations: Sequence[exams.Accommodation]
    # What people of the course are granted in all courses. Why is for those who granted it.
    profiles: Sequence[exams.Accommodation]
    exams: Sequence[exams.Exam]
    names: Mapping[str, str]
    may_grant: bool


def see_accommodations(caller: Caller, course: launches.Course) -> GrantedHere:
    """Return what is granted in a course now."""
    caller.check_may(Act.SEE_ATTEMPTS, course)
    granted = list(exams.accommodations_of(course))
    return GrantedHere(
        accommodations=granted,
        profiles=list(exams.profiles_within(course)),
        exams=list(exams.exams_of(course)),
        names=names_of(one.granted_by for one in granted),
        may_grant=caller.may(Act.GRANT_TIME, course),
    )
