"""Milestones by key, by name and by namespace; and the kinds of relation."""

from collections.abc import Collection, Iterable

from lti_exams.milestones.errors import NoSuchMilestone, NoSuchRelationKind
from lti_exams.milestones.models import Milestone, RelationKind, Side
from lti_exams.milestones.rules.subjects import digest_of_all, is_storable
from lti_exams.milestones.values import Kind, MilestoneValue

# A key above this is no key: databases differ in how they complain.
_LARGEST_KEY = 2**63 - 1


def milestones(keys: Iterable[int]) -> dict[int, MilestoneValue]:
    """Return those of these milestones that are there and on."""
    known = [key for key in keys if 0 < key <= _LARGEST_KEY]
    rows = Milestone.objects.filter(pk__in=known, is_active=True)
    return {row.pk: MilestoneValue.of(row) for row in rows}


def milestone(key: int) -> MilestoneValue:
    found = milestones([key]).get(key)
    if found is None:
        raise NoSuchMilestone
    return found


def milestones_in(*namespaces: str) -> list[MilestoneValue]:
    """Return what is on in these namespaces: each exactly, none as a part of another."""
    digests = [digest_of_all(one) for one in namespaces if is_storable(one)]
    rows = Milestone.objects.filter(namespace_digest__in=digests, is_active=True)
    return [MilestoneValue.of(row) for row in rows]


def milestones_named(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], MilestoneValue]:
    """Return milestones by namespace and name, also those that are off."""
    digests = [digest_of_all(*name) for name in names if is_storable("".join(name))]
    rows = Milestone.objects.filter(digest__in=digests)
    return {(row.namespace, row.name): MilestoneValue.of(row) for row in rows}


def relation_kinds() -> list[Kind]:
    """Return every kind of relation, also those that are off."""
    return [Kind.of(row) for row in RelationKind.objects.all()]


def kinds_named(names: Collection[str], side: Side | None = None) -> dict[str, RelationKind]:
    """Return kinds by their words. One that is unknown, off or of the other side is an error."""
    rows = RelationKind.objects.filter(name__in=[name for name in names if is_storable(name)])
    found = {row.name: row for row in rows if row.is_active and side in (None, row.side)}
    for name in names:
        if name not in found:
            raise NoSuchRelationKind(name=name)
    return found
