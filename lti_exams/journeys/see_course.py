"""A teacher looks at a course: its links, who came, and the latest visits."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_exams.grades import api as grades
from lti_exams.journeys import access
from lti_exams.launches import api as launches

_PEOPLE_SHOWN = 200
_VISITS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCourse:
    """What the dashboard shows."""

    course: launches.Course
    links: Sequence[launches.Link]
    people: Sequence[launches.Membership]
    people_count: int
    visits: Sequence[launches.Launch]
    visit_count: int
    # Grades that do not reach the LMS by themselves.
    grades_in_need: int


def see_course(launch: launches.Launch) -> SeenCourse:
    """Return what a course has, to somebody who teaches or assists in it."""
    access.check_launch_may(launch, access.Act.SEE_COURSE)
    course = launch.course
    assert course is not None  # noqa: S101 - nobody teaches or assists outside a course
    people = launches.people_who_came(course)
    return SeenCourse(
        course=course,
        links=list(launches.links_of(course)),
        people=list(people[:_PEOPLE_SHOWN]),
        people_count=people.count(),
        visits=list(launches.newest_launches_of(course, at_most=_VISITS_SHOWN)),
        visit_count=launches.count_launches(course=course),
        grades_in_need=grades.count_groups(grades.outcomes_in(course))[grades.Group.NEEDS_YOU],
    )
