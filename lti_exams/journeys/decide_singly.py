"""Somebody decides about one student otherwise than the rule does, and somebody else agrees."""

from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters

# What a browser can offer while somebody types; a larger course is asked for the whole name.
_MOST_NAMES = 500


def names_for(caller: Caller, period: launches.Course) -> list[str]:
    """Return what the students of a course are called, to choose one by it."""
    if not caller.may(Act.QUALIFY, period):
        return []
    found = rosters.learners(period).select_related("person").order_by("person__name")
    return [str(one.person) for one in found[:_MOST_NAMES]]


def student_named(caller: Caller, period: launches.Course, name: str) -> int:
    """Return the one student of a course who goes by a name or a user id."""
    caller.check_may(Act.QUALIFY, period)
    wanted = " ".join(name.replace("\x00", " ").split())
    here = rosters.learners(period)
    for asked in ({"person__sub": wanted}, {"person__name__iexact": wanted}):
        found = list(here.filter(**asked).values_list("pk", flat=True)[:2])
        if len(found) == 1:
            return found[0]
    raise qualifications.OverrideRefused("override-student-unknown", field="student")


def override(
    caller: Caller, period: launches.Course, wanted: qualifications.NewOverride, *, now: datetime
) -> qualifications.Override:
    """Decide about one student, from the next list on."""
    caller.check_may(Act.QUALIFY, period)
    return qualifications.override(period, wanted, by=caller.name, now=now)


def second(
    caller: Caller, period: launches.Course, key: int, *, now: datetime
) -> qualifications.Override:
    """Agree to what somebody else decided."""
    caller.check_may(Act.QUALIFY, period)
    return qualifications.second(period, key, by=caller.name, now=now)


def withdraw(
    caller: Caller, period: launches.Course, key: int, *, now: datetime
) -> qualifications.Override:
    """Let the rule decide about the student again."""
    caller.check_may(Act.QUALIFY, period)
    return qualifications.withdraw(period, key, by=caller.name, now=now)
