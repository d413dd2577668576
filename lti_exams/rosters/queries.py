from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from lti_exams.launches import api as launches
from lti_exams.rosters.models import Roster

# Whoever teaches or assists as well is no learner there, as `launches.standing` has it; nor is the
# student that an LMS plays for its teachers.
_NO_LEARNERS = ('"Instructor', '"Administrator', '"ContentDeveloper', f'"{launches.TEST_USER}')


def learners(course: launches.Course) -> QuerySet[launches.Membership]:
    """Return who is in a course now to learn there."""
    found = _with_roles(course).filter(is_active=True, told_roles__contains='"Learner')
    for role in _NO_LEARNERS:
        found = found.exclude(told_roles__contains=role)
    return found


def _with_roles(course: launches.Course) -> QuerySet[Any, Any]:
    told = launches.Membership.objects.annotate(told_roles=Cast("roles", TextField()))
    return told.filter(course=course)


def roster_of(course: launches.Course) -> Roster | None:
    """Return how well we know who is in a course; None where nobody has asked."""
    return Roster.objects.filter(course=course).first()


def is_being_read(course: launches.Course, *, now: datetime) -> bool:
    """Tell whether a worker reads the roster now, or will as soon as it comes by."""
    return Roster.objects.filter(course=course, due_at__lte=now).exists()


def awaits_first_reading(course: launches.Course, *, now: datetime) -> bool:
    """Tell whether the roster was never read yet, and is just now."""
    never = Roster.objects.filter(course=course, read_at=None, failures=0)
    return never.filter(due_at__lte=now).exists()


@dataclass(frozen=True, slots=True)
class Drift:
    """Who came and who went since a list of people was made."""

    joined: QuerySet[launches.Membership]
    left: QuerySet[launches.Membership]


def drift(course: launches.Course, listed: Iterable[int] | QuerySet) -> Drift:
    """Compare the learners of today with a list of memberships, in one query for each side."""
    today = learners(course)
    named = launches.Membership.objects.filter(course=course, pk__in=listed)
    return Drift(
        joined=today.exclude(pk__in=listed).select_related("person").order_by("person__name"),
        left=named.exclude(pk__in=today.values("pk"))
        .select_related("person")
        .order_by("person__name"),
    )


def strangers(
    course: launches.Course, people: QuerySet[launches.Person]
) -> QuerySet[launches.Person]:
    """Return those of some people who do not learn in a course today, however that came."""
    here = learners(course).values("person_id")
    played = _with_roles(course).filter(told_roles__contains=f'"{launches.TEST_USER}')
    found = people.filter(~Q(pk__in=here), ~Q(pk__in=played.values("person_id")))
    return found.order_by("name", "sub")
