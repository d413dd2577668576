"""Staff send grades again: one, all that need it, or all; and make a deleted column anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.see_deliveries import outcomes_here
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


class Which(StrEnum):
    """What is sent again."""

    ONE = "one"
    FAILED = "failed"
    ALL = "all"


class ResendUnclear(LtiExamsError):
    """It was not said what to send again."""

    code = "resend-unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """What staff want sent again, and whether over what somebody else wrote in the LMS.

    In a rehearsal it is only counted.
    """

    which: Which
    outcome: int | None = None
    exam: exams.Exam | None = None
    overwrite: bool = False
    is_rehearsal: bool = False


@transaction.atomic
def resend_outcomes(
    caller: Caller, course: launches.Course, wanted: Resend, *, now: datetime
) -> int:
    """Bring outcomes of a course on their way again; return how many."""
    caller.check_may(Act.RESEND_OUTCOMES, course)
    chosen = _chosen(course, wanted)
    if wanted.is_rehearsal:
        return grades.count_to_send_again(chosen)
    many = grades.send_again(chosen, overwrite=wanted.overwrite, now=now)
    audit.record(
        actor=caller.name,
        action="outcomes.sent-again",
        subject=f"course:{course.pk}",
        after={
            "which": wanted.which.value,
            "outcome": wanted.outcome,
            "exam": wanted.exam.pk if wanted.exam else None,
            "overwrite": wanted.overwrite,
            "many": many,
        },
        now=now,
    )
    return many


def _chosen(course: launches.Course, wanted: Resend) -> QuerySet[grades.Outcome]:
    every = outcomes_here(course, wanted.exam)
    if wanted.which is Which.ONE:
        if wanted.outcome is None:
            raise ResendUnclear(field="outcome")
        return every.filter(pk=grades.outcome_in(course, wanted.outcome).pk)
    return grades.of_group(every, grades.Group.NEEDS_YOU) if wanted.which is Which.FAILED else every


@transaction.atomic
def make_column_anew(
    caller: Caller, course: launches.Course, link_key: int, *, now: datetime
) -> int:
    """Make the column of a link once more that somebody deleted in the LMS."""
    caller.check_may(Act.RESEND_OUTCOMES, course)
    link = launches.links_of(course).filter(pk=link_key).first()
    if link is None:
        raise grades.NoSuchOutcome
    many = grades.make_column_anew(link, now=now)
    audit.record(
        actor=caller.name,
        action="column.made-anew",
        subject=f"link:{link.pk}",
        after={"many": many},
        now=now,
    )
    return many


def resend_everywhere(
    caller: Caller, wanted: Resend, courses: Iterable[launches.Course] | None, *, now: datetime
) -> int:
    """Send again in every course that the caller reaches, or in these."""
    every = reach.courses(caller) if courses is None else courses
    return sum(resend_outcomes(caller, course, wanted, now=now) for course in every)
