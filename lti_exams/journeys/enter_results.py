"""A teacher enters results by hand, and takes them back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.keep_results import record_results
from lti_exams.launches import api as launches
from lti_exams.results import api as results


@transaction.atomic
def enter_results(
    caller: Caller,
    course: launches.Course,
    column: results.Column,
    points: Mapping[int, int | None],
    *,
    now: datetime,
) -> int:
    """Keep the points of people in a column; None takes back what was entered before."""
    caller.check_may(Act.EDIT_RESULTS, course)
    _check(column, points)
    told = [
        results.Told(
            column_id=column.pk,
            person_id=person,
            points=each,
            source=results.Source.HAND,
            as_of=now,
            by=caller.name,
        )
        for person, each in points.items()
        if each is not None
    ]
    changed = record_results(caller, course, told, now=now)
    gone = [key for key, each in points.items() if each is None]
    changed += sum(results.withdraw(column, key, results.Source.HAND) for key in gone)
    if changed:
        after = {"people": sorted(points), "changed": changed}
        subject = f"column:{column.pk}"
        audit.record(
            actor=caller.name, action="results-entered", subject=subject, now=now, after=after
        )
    return changed


def _check(column: results.Column, points: Mapping[int, int | None]) -> None:
    if any(each is not None and each > column.maximum for each in points.values()):
        raise results.ResultRefused(field="points", why="they are more than the maximum")


def switch_column(caller: Caller, column: results.Column, *, on: bool, now: datetime) -> None:
    """Take a column out of the gradebook, or put it back."""
    caller.check_may(Act.EDIT_RESULTS, column.course)
    results.switch_column(column, on=on, by=caller.name, now=now)
