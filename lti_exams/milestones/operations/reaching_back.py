"""A rule that is new, or that holds again, also judges what was completed before it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction

from lti_exams.milestones.models import Holder
from lti_exams.milestones.operations.courses import complete_courses
from lti_exams.milestones.operations.reconsidering import reconsider

# Nothing that is told goes on for so long before it is committed.
_MEANWHILE = timedelta(hours=1)


def reach_back(milestones: Collection[int], *, by: str, now: datetime) -> None:
    """Judge everybody who completed what gives these milestones, with the courses that follow."""
    complete_courses(reconsider(milestones, by=by, now=now), now=now)
    if connection.vendor == "postgresql":
        again = partial(_look_again, tuple(milestones), by=by, now=now)
        transaction.on_commit(again, robust=True)


def _look_again(milestones: Collection[int], *, by: str, now: datetime) -> None:
    """Judge who was being recorded meanwhile: they saw no rule yet, and it saw nothing of them."""
    _wait_for_those_before()
    with transaction.atomic():
        changed = reconsider(milestones, by=by, now=now, since=now - _MEANWHILE)
        complete_courses(changed, now=now)


@transaction.atomic
def _wait_for_those_before() -> None:
    # Whoever records holds people first, and by that this table, until it is committed. Nothing is
    # done under this lock and nothing else is held, so it keeps nobody waiting but for that.
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Holder._meta.db_table} IN SHARE MODE")
