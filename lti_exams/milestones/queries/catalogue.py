"""Milestones as staff look for them: also those that are off, and how many people hold each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from lti_exams.milestones.models import Award, Milestone
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.subjects import digest_of_all, is_storable
from lti_exams.milestones.values import MilestoneValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which milestones somebody looks for; what is left out narrows nothing.

    `shared` leaves those whose namespace begins with none of these.
    """

    search: str = ""
    namespace: str | None = None
    keys: Collection[int] | None = None
    shared: Collection[str] = ()
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was looked for, and how many there are of it altogether."""

    milestones: tuple[MilestoneValue, ...]
    total: int


def find_milestones(sought: Sought, *, offset: int = 0, limit: int = 200) -> Found:
    """Return milestones by namespace and name, also those that are off."""
    rows = _sought(sought)
    part = rows[offset : offset + limit]
    return Found(tuple(MilestoneValue.of(row) for row in part), rows.count())


def _sought(sought: Sought) -> QuerySet[Milestone]:
    wanted = Q()
    if sought.namespace is not None:
        name = sought.namespace
        wanted &= Q(namespace_digest=digest_of_all(name)) if is_storable(name) else Q(pk__in=[])
    if sought.keys is not None:
        wanted &= Q(pk__in=sought.keys)
    if sought.is_active is not None:
        wanted &= Q(is_active=sought.is_active)
    for prefix in sought.shared:
        wanted &= ~Q(namespace__startswith=prefix)
    for word in sought.search.split():
        if is_storable(word):
            wanted &= _holds(word)
    return Milestone.objects.filter(wanted)


def _holds(word: str) -> Q:
    names = ("namespace", "name", "display_name")
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": word})
    return found


def count_holders(milestones: Collection[int], *, now: datetime) -> dict[int, int]:
    """Return how many people hold each of these milestones, in one query."""
    rows = Award.objects.filter(counts(now), milestone__in=milestones).order_by()
    found = dict(rows.values_list("milestone").annotate(Count("person")))
    return {key: found.get(key, 0) for key in milestones}
