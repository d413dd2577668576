"""Somebody decides about one student otherwise than the rule does, and somebody else agrees."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters

# What a browser can offer while somebody types; a larger course is asked for the whole name.
_MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """What is typed to choose a student, and whom that means where it is no name."""

    typed: str
    means: str = ""


def names_for(caller: Caller, period: launches.Course) -> list[Choice]:
    """Return what the students of a course are called, to choose one by it.

    Those who share a name are chosen by their user id.
    """
    if not caller.may(Act.QUALIFY, period):
        return []
    found = rosters.learners(period).select_related("person").order_by("person__name")
    people = [one.person for one in found[:_MOST_NAMES]]
    bearers = Counter(str(one).casefold() for one in people)
    return [
        Choice(str(one)) if bearers[str(one).casefold()] == 1 else Choice(one.sub, str(one))
        for one in people
    ]


def student_named(caller: Caller, period: launches.Course, name: str) -> int:
    """Return the one student of a course who goes by a name or a user id."""
    caller.check_may(Act.QUALIFY, period)
    wanted = " ".join(name.replace("\x00", " ").split())
    here = rosters.learners(period)
    for asked in ({"person__sub": wanted}, {"person__name__iexact": wanted}):
        found = list(here.filter(**asked).values_list("pk", flat=True)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise qualifications.OverrideRefused("override-student-ambiguous", field="student")
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
