"""Where a course has an onboarding exam, its vendor's exams ask for one that was verified.

One verified in another course counts as well, as long as it is valid and the vendor is the same.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring


def with_onboarding(
    exam: exams.Exam, person: launches.Person, presented: exams.Presented, *, now: datetime
) -> exams.Presented:
    """Add to what somebody brings whether they must be, and are, known to the vendor."""
    onboarding = _asked_for(exam)
    if onboarding is None:
        return presented
    key = f"onboarding:{exam.vendor}"
    valid = timedelta(days=proctoring.proctoring_of(onboarding).onboarding_days)
    held = proctoring.verified_onboarding(person, vendor=exam.vendor, since=now - valid)
    return replace(
        presented,
        prerequisites=presented.prerequisites | {key},
        held=presented.held | ({key} if held else frozenset()),
    )


def _asked_for(exam: exams.Exam) -> exams.Exam | None:
    """Return the onboarding exam of the same course and vendor, if there is one."""
    if exam.kind != exams.Kind.PROCTORED or not exam.vendor:
        return None
    onboarding = exams.onboarding_exam(exam.course)
    return onboarding if onboarding and onboarding.vendor == exam.vendor else None
