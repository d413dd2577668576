"""What we believe that LMSs have is held against what they have, and sent again where it is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.grades import api as grades
from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What was found in one course, and how many were sent again for it."""

    course: launches.Course
    compared: Sequence[grades.Compared]
    sent_again: int

    @property
    def differences(self) -> list[grades.Difference]:
        return [one for each in self.compared for one in each.differences]


def reconcile(
    caller: Caller,
    courses: Iterable[launches.Course],
    *,
    is_rehearsal: bool,
    overwrite: bool = False,
    now: datetime,
) -> list[Reconciled]:
    """Compare course by course; in a rehearsal nothing is sent again.

    What an LMS lost is sent again; what somebody wrote there instead, only over it where asked.
    """
    found = []
    for course in courses:
        caller.check_may(Act.RESEND_OUTCOMES, course)
        compared = list(grades.compare(course, now=now))
        again = 0
        if not is_rehearsal:
            again = _send_again(caller, course, compared, overwrite=overwrite, now=now)
        found.append(Reconciled(course=course, compared=compared, sent_again=again))
    return found


@transaction.atomic
def _send_again(
    caller: Caller,
    course: launches.Course,
    compared: Sequence[grades.Compared],
    *,
    overwrite: bool,
    now: datetime,
) -> int:
    lost = {grades.Differs.MISSING} | (set(grades.Differs) if overwrite else set())
    keys = [one.outcome.pk for each in compared for one in each.differences if one.how in lost]
    if not keys:
        return 0
    mine = grades.outcomes_in(course).filter(pk__in=keys)
    many = grades.send_again(mine, overwrite=overwrite, now=now)
    audit.record(
        actor=caller.name,
        action="outcomes.reconciled",
        subject=f"course:{course.pk}",
        after={"outcomes": keys, "overwrite": overwrite},
        now=now,
    )
    return many
