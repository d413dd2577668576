"""A term's work: assignments of each course, and what everybody got for them."""

import random
from datetime import datetime

from django.db import transaction

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms.models import Course, Grade, LineItem, Role, Standing

ASSIGNMENTS = 6
MAXIMUM = 20.0
# One in twelve hands something in too late, or not at all.
HANDED_IN = 11 / 12


@transaction.atomic
def grade_the_term(*, now: datetime) -> int:
    """Fill the gradebooks of the term so far; a course that has assignments keeps them."""
    made = 0
    for course in Course.objects.all():
        if course.line_items.filter(tool=None).exists():
            continue
        for number in range(1, ASSIGNMENTS + 1):
            item = LineItem.objects.create(
                course=course, label=f"Assignment {number}", score_maximum=MAXIMUM
            )
            made += len(Grade.objects.bulk_create(_grades(item, number, now=now)))
    return made


def _grades(item: LineItem, number: int, *, now: datetime) -> list[Grade]:
    students = item.course.enrolments.filter(
        person__role=Role.STUDENT, standing=Standing.ACTIVE
    ).select_related("person")
    chance = random.Random(f"{environment.seed()}:{item.course.key}:{number}")
    return [
        Grade(
            line_item=item,
            person=each.person,
            given=float(chance.randint(6, int(MAXIMUM))),
            maximum=MAXIMUM,
            activity_progress="Completed",
            grading_progress="FullyGraded",
            changed_at=now,
            set_by_teacher=True,
        )
        for each in students
        if chance.random() < HANDED_IN
    ]
