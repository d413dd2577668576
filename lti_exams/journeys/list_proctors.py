"""Teachers say who watches an exam, one by one or by a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one line of a list: a listing, or the code of its refusal."""

    line: int
    listed: proctoring.Proctor | None = None
    why: str = ""


def see_proctors(
    caller: Caller, course: launches.Course, exam: exams.Exam | None = None
) -> Sequence[proctoring.Proctor]:
    """Return who is listed for an exam, or for whatever exam of a course."""
    caller.check_may(Act.SEE_EXAMS, course)
    return list(proctoring.proctors_of(course, exam))


def list_proctor(
    caller: Caller,
    course: launches.Course,
    person: launches.Person,
    part: proctoring.Part,
    *,
    exam: exams.Exam | None = None,
    now: datetime,
) -> proctoring.Proctor:
    """Put somebody who belongs to a course on the list of an exam, or of all exams."""
    caller.check_may(Act.LIST_PROCTORS, course)
    return proctoring.list_proctor(course, exam, person, part, by=caller.name, now=now)


def unlist_proctor(caller: Caller, course: launches.Course, key: int, *, now: datetime) -> None:
    """Take somebody off a list."""
    caller.check_may(Act.LIST_PROCTORS, course)
    proctoring.unlist_proctor(proctoring.proctor_known(course, key), by=caller.name, now=now)


@transaction.atomic
def list_from_csv(
    caller: Caller, course: launches.Course, text: str, *, now: datetime
) -> list[Result]:
    """List everybody in a CSV whom the course knows; each line is told what became of it."""
    caller.check_may(Act.LIST_PROCTORS, course)
    known = {exam.slug: exam for exam in exams.exams_of(course)}
    return [_listed(caller, course, row, known, now=now) for row in proctoring.read_list(text)]


def _listed(
    caller: Caller,
    course: launches.Course,
    row: proctoring.Row,
    known: dict[str, exams.Exam],
    *,
    now: datetime,
) -> Result:
    if row.slug and row.slug not in known:
        return Result(row.line, why="exam-unknown")
    try:
        person = reach.person(course, sub=row.sub)
    except reach.NoSuchPerson as error:
        return Result(row.line, why=error.refusal_code)
    exam = known.get(row.slug)
    listed = proctoring.list_proctor(course, exam, person, row.part, by=caller.name, now=now)
    return Result(row.line, listed)
