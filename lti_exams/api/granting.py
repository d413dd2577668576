"""Grants as programs send them: one that is refused refuses nobody else's."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lti_exams.api.reading import valid
from lti_exams.api.shapes.time import AllowanceInput, allowance
from lti_exams.edge.refusals import tell
from lti_exams.exams import api as exams
from lti_exams.journeys import give_time, reach
from lti_exams.journeys.access import Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches

Told = dict[str, Any]


def granted(
    caller: Caller, course: launches.Course, told: Told, *, now: datetime
) -> exams.Accommodation:
    """Grant what was sent to whom it names."""
    person = reach.person(course, key=told.get("person"), sub=told.get("sub", ""))
    key = told.get("exam")
    where = course if key is None else exams.exam_of(course, key)
    return give_time.accommodate(
        caller, person, where, allowance(told), reason=told["reason"], now=now
    )


def grant_each(
    caller: Caller, course: launches.Course, grants: Iterable[Told], *, now: datetime
) -> list[Told]:
    """Grant each by itself, and say of each what became of it."""
    return [
        {"index": index, **_result(caller, course, one, now=now)}
        for index, one in enumerate(grants)
    ]


def _result(caller: Caller, course: launches.Course, sent: Told, *, now: datetime) -> Told:
    try:
        made = granted(caller, course, valid(AllowanceInput(data=sent)), now=now)
    except LtiExamsError as error:
        refusal = tell(error, reference="", at=now)
        told = {"status": refusal.status, "code": refusal.code, "detail": refusal.what}
        return told | {
            name: refusal.members[name] for name in ("field",) if name in refusal.members
        }
    return {"status": 201, "accommodation": made.pk}
