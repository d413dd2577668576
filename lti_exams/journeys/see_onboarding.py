"""Somebody asks how they stand in the onboarding of a course."""

from dataclasses import dataclass
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.launches import api as launches

NONE = "none"
NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class Onboarding:
    """The onboarding exam of a course, if it has one, and how somebody stands there."""

    exam: int | None
    status: str
    now: datetime


def see_onboarding(caller: Caller, course: launches.Course, *, now: datetime) -> Onboarding:
    """Return the newest status of the caller in the onboarding exam of a course."""
    offered = exams.exams_of(course, active_only=True).filter(kind=exams.Kind.ONBOARDING.value)
    exam = offered.first()
    if exam is None:
        return Onboarding(None, NONE, now)
    attempts = exams.attempts_of(exam, caller.person) if caller.person else []
    status = attempts[0].status(now).value if attempts else NOT_STARTED
    return Onboarding(exam.pk, status, now)
