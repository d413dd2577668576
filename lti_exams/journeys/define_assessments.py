"""Staff define the places where questions can lie."""

from collections.abc import Sequence
from datetime import datetime

from lti_exams.assessments import api as assessments
from lti_exams.journeys.access import Act, Caller


def see_assessments(caller: Caller) -> Sequence[assessments.Assessment]:
    """Return every place where questions can lie, to staff of the service."""
    caller.check_may(Act.SEE_ASSESSMENTS)
    return list(assessments.all_assessments())


def see_assessment(caller: Caller, key: int) -> assessments.Assessment:
    """Return one of them."""
    caller.check_may(Act.SEE_ASSESSMENTS)
    return assessments.by_number(key)


def define_assessment(
    caller: Caller, new: assessments.NewAssessment, *, now: datetime
) -> assessments.Assessment:
    """Make a place that exams can name."""
    caller.check_may(Act.DEFINE_ASSESSMENTS)
    return assessments.define(new, by=caller.name, now=now)


def edit_assessment(
    caller: Caller,
    assessment: assessments.Assessment,
    new: assessments.NewAssessment,
    *,
    now: datetime,
) -> None:
    """Change what is known of a place."""
    caller.check_may(Act.DEFINE_ASSESSMENTS)
    assessments.edit(assessment, new, by=caller.name, now=now)


def renew_secret(caller: Caller, assessment: assessments.Assessment, *, now: datetime) -> str:
    """Give a page outside another secret to sign with; it is shown this once."""
    caller.check_may(Act.DEFINE_ASSESSMENTS)
    return assessments.renew_secret(assessment, by=caller.name, now=now)
