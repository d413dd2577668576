"""What is decided for all exams of a course, with every change kept."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.models import CourseSettings
from lti_exams.exams.operations.swap import Who
from lti_exams.exams.queries.courses import usual_of
from lti_exams.exams.rules.courses import Usual, check_usual
from lti_exams.launches.api import Course


@transaction.atomic
def decide_usual(course: Course, usual: Usual, *, by: Who, now: datetime) -> Usual:
    """Store what holds in a course where an exam says nothing else."""
    check_usual(usual)
    before = usual_of(course)
    CourseSettings.objects.update_or_create(course=course, defaults=asdict(usual))
    audit.record(
        actor=by.name,
        action="course.decide_usual",
        subject=f"course:{course.pk}",
        before=asdict(before),
        after=asdict(usual),
        now=now,
    )
    return usual
