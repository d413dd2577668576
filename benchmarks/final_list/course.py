"""A course of any size, filled by the database itself."""

from datetime import datetime

from django.db import connection

from lti_exams.kernel.points import SCALE, scaled
from lti_exams.launches import api as launches
from lti_exams.results import api as results
from tests.factories import exams as make

# Of a hundred results 98 pass, as in the figures of the ancestor.
_FAILS = 2


def filled(students: int, assignments: int, *, now: datetime) -> launches.Course:
    """Return a course in which everybody has a result in every assignment."""
    course = make.course(now)
    _enrol(course, students, now)
    for number in range(assignments):
        wanted = results.ColumnDefinition(
            title=f"Assignment {number + 1}", maximum=scaled(100), pass_limit=scaled(50)
        )
        _grade(results.define_column(course, wanted, by="command", now=now), now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return course


def _enrol(course: launches.Course, students: int, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO launches_person (platform_id, sub, name, given_name, family_name, email)"
            " SELECT %s, 'student-' || n, 'Student ' || n, 'Student', lpad(n::text, 7, '0'), ''"
            " FROM generate_series(1, %s) n",
            (course.deployment.platform_id, students),
        )
        cursor.execute(
            "INSERT INTO launches_membership (course_id, person_id, roles, is_active, as_of)"
            " SELECT %s, id, '[\"Learner\"]', TRUE, %s FROM launches_person",
            (course.pk, now),
        )


def _grade(column: results.Column, now: datetime) -> None:
    """Give points from 50 to 100 to most, and less to a few."""
    fails = f"(p.id * 7 + %s * 13) %% 100 < {_FAILS}"
    points = f"(CASE WHEN {fails} THEN 30 ELSE 50 + (p.id + %s) %% 50 END)"
    with connection.cursor() as cursor:
        # Nothing is checked that the statement itself makes right: filling took longer than all.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "INSERT INTO results_result (column_id, person_id, points, is_passing, is_published,"
            " counts, grade, source, source_key, as_of, recorded_at, by)"
            f" SELECT %s, p.id, {points} * {SCALE}, {points} >= 50, TRUE, TRUE, '', 'hand', '',"
            " %s, %s, 'command' FROM launches_person p",
            (column.pk, *[column.pk] * 4, now, now),
        )
        cursor.execute("SET session_replication_role = DEFAULT")
