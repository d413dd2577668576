"""Staff grant time to many people at once: all of them, or none where one cannot be granted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.journeys.give_time import accommodate
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one person is granted, where and why; `line` is where it was written."""

    line: int
    person: launches.Person
    where: exams.Exam | launches.Course
    allowance: exams.Allowance
    reason: str


class SomeNotGranted(LtiExamsError):
    """Some rows cannot be granted; `refused` says of each line why."""

    code = "grants-refused"


@transaction.atomic
def grant_many(
    caller: Caller, grants: Iterable[Grant], *, now: datetime
) -> list[exams.Accommodation]:
    """Grant every row, or nothing where one is refused."""
    granted: list[exams.Accommodation] = []
    refused: dict[int, LtiExamsError] = {}
    for one in grants:
        try:
            granted.append(
                accommodate(
                    caller, one.person, one.where, one.allowance, reason=one.reason, now=now
                )
            )
        except LtiExamsError as error:
            refused[one.line] = error
    if refused:
        raise SomeNotGranted(refused=refused)
    return granted
