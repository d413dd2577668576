"""Staff grant time to many people at once: each is granted or refused by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.give_time import accommodate
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one person is granted, where and why; `number` is which of the list it is."""

    number: int
    person: launches.Person
    where: exams.Exam | launches.Course
    allowance: exams.Allowance
    reason: str


@dataclass(frozen=True, slots=True)
class Granted:
    """What was granted, and of each that was not, by its number, why."""

    done: Sequence[exams.Accommodation]
    refused: Mapping[int, LtiExamsError]


def grant_many(
    caller: Caller, course: launches.Course, grants: Iterable[Grant], *, now: datetime
) -> Granted:
    """Grant every row that makes sense, each in a transaction of its own."""
    caller.check_may(Act.GRANT_TIME, course)
    done: list[exams.Accommodation] = []
    refused: dict[int, LtiExamsError] = {}
    for one in grants:
        try:
            made = accommodate(
                caller, one.person, one.where, one.allowance, reason=one.reason, now=now
            )
        except LtiExamsError as error:
            refused[one.number] = error
        else:
            done.append(made)
    return Granted(done, refused)
