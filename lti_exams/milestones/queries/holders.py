"""Who holds what."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from lti_exams.milestones.errors import NoSuchAward
from lti_exams.milestones.models import Award, PastAward
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.subjects import digest_of_all, is_storable
from lti_exams.milestones.values import Holding, Past

LARGEST_KEY = 2**63 - 1


def holds(person: int, milestone: int, *, now: datetime) -> bool:
    """Tell whether a person holds a milestone that is on."""
    if not (0 < person <= LARGEST_KEY and 0 < milestone <= LARGEST_KEY):
        return False
    mine = Award.objects.filter(counts(now), person=person, milestone=milestone)
    return mine.filter(milestone__is_active=True).exists()


def who_hold(
    people: Collection[int], milestones: Collection[int], *, now: datetime
) -> set[tuple[int, int]]:
    """Return the pairs of person and milestone that hold, of all these."""
    rows = Award.objects.filter(counts(now), person__in=people, milestone__in=milestones)
    return set(rows.filter(milestone__is_active=True).values_list("person", "milestone"))


def held_by(
    people: Collection[int], *, namespaces: Collection[str] | None = None, now: datetime
) -> dict[int, list[Holding]]:
    """Return what each of these people holds, in every namespace or in these."""
    rows = _awards(people, namespaces).filter(counts(now), milestone__is_active=True)
    return _by_person(people, rows, now=now)


def records_of(
    people: Collection[int], *, namespaces: Collection[str] | None = None, now: datetime
) -> dict[int, list[Holding]]:
    """Return everything that these people were ever awarded, as it stands now."""
    return _by_person(people, _awards(people, namespaces), now=now)


def _awards(people: Collection[int], namespaces: Collection[str] | None) -> QuerySet[Award]:
    rows = Award.objects.filter(person__in=people).select_related("milestone").order_by("id")
    if namespaces is None:
        return rows
    digests = [digest_of_all(one) for one in namespaces if is_storable(one)]
    return rows.filter(milestone__namespace_digest__in=digests)


def _by_person(
    people: Collection[int], rows: QuerySet[Award], *, now: datetime
) -> dict[int, list[Holding]]:
    found: dict[int, list[Holding]] = {person: [] for person in people}
    for row in rows:
        found[row.person_id].append(Holding.of(row, now=now))
    return found


def award_of(person: int, milestone: int, *, now: datetime) -> Holding:
    """Return how a person stands to a milestone that they were awarded once."""
    row = Award.objects.filter(person=person, milestone=milestone).select_related("milestone")
    found = row.first()
    if found is None:
        raise NoSuchAward
    return Holding.of(found, now=now)


def histories_of(person: int) -> dict[int, tuple[Past, ...]]:
    """Return what a person's awards were before, by milestone, newest first."""
    rows = PastAward.objects.filter(award__person=person).select_related("award")
    found: dict[int, list[Past]] = {}
    for row in rows.order_by("award", "-version"):
        found.setdefault(row.award.milestone_id, []).append(Past.of(row))
    return {key: tuple(past) for key, past in found.items()}


def history_of(person: int, milestone: int) -> QuerySet[PastAward]:
    """Return what an award was before, newest first."""
    about = Q(award__person=person, award__milestone=milestone)
    return PastAward.objects.filter(about).order_by("-version")
