"""What holds in a course where an exam says nothing else."""

from collections.abc import Iterable, Mapping

from lti_exams.exams.models import CourseSettings
from lti_exams.exams.rules.courses import Usual
from lti_exams.launches.api import Course


def usual_of(course: Course) -> Usual:
    return usual_of_all([course.pk])[course.pk]


def usual_of_all(courses: Iterable[int]) -> Mapping[int, Usual]:
    """Return what is usual in each of these courses, in one query."""
    wanted = set(courses)
    said = {
        one.course_id: Usual(vendor=one.vendor, escalation_email=one.escalation_email)
        for one in CourseSettings.objects.filter(course_id__in=wanted)
    }
    return {course: said.get(course, Usual()) for course in wanted}
