"""What holds in a course where an exam says nothing else."""

from lti_exams.exams.models import CourseSettings
from lti_exams.exams.rules.courses import Usual
from lti_exams.launches.api import Course


def usual_of(course: Course) -> Usual:
    known = CourseSettings.objects.filter(course=course).first()
    if known is None:
        return Usual()
    return Usual(vendor=known.vendor, escalation_email=known.escalation_email)
