"""Who stands where in the onboarding of a course: oneself, or for staff everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
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
    exam = exams.onboarding_exam(course)
    if exam is None:
        return Onboarding(None, NONE, now)
    attempts = exams.attempts_of(exam, caller.person) if caller.person else []
    status = attempts[0].status(now).value if attempts else NOT_STARTED
    return Onboarding(exam.pk, status, now)


@dataclass(frozen=True, slots=True)
class LearnerOnboarding:
    """How one learner stands, and the newest attempt if there is one."""

    person: launches.Person
    status: str
    attempt: exams.Attempt | None


@dataclass(frozen=True, slots=True)
class OnboardingOfAll:
    """The onboarding exam of a course, if it has one, some of its learners, and how many fit."""

    exam: exams.Exam | None
    learners: Sequence[LearnerOnboarding]
    total: int


def see_onboarding_of_all(
    caller: Caller, course: launches.Course, wanted: exams.LearnersWanted, *, now: datetime
) -> OnboardingOfAll:
    """Return a page of how the learners of a course stand in its onboarding."""
    caller.check_may(Act.SEE_ATTEMPTS, course)
    exam = exams.onboarding_exam(course)
    if exam is None:
        return OnboardingOfAll(None, (), 0)
    page = exams.onboarding_of(exam, wanted)
    learners = [
        _learner(member.person, page.attempts.get(member.person_id), now=now)
        for member in page.members
    ]
    return OnboardingOfAll(exam, learners, page.total)


def _learner(
    person: launches.Person, attempt: exams.Attempt | None, *, now: datetime
) -> LearnerOnboarding:
    status = attempt.status(now).value if attempt else NOT_STARTED
    return LearnerOnboarding(person, status, attempt)
