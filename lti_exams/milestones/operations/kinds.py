"""The kinds of relation that every installation has."""

from lti_exams.milestones.models import RelationKind, Side
from lti_exams.milestones.operations.ties import FULFILS, REQUIRES

_SHIPPED = {
    REQUIRES: (Side.REQUIRES, "The subject asks for the milestone."),
    FULFILS: (Side.FULFILS, "The completion of the subject gives the milestone."),
}


def make_kinds(*, using: str = "default", **_: object) -> None:
    """Make the kinds that are shipped where they are missing; one that is off stays off."""
    rows = [
        RelationKind(name=name, side=side.value, description=description)
        for name, (side, description) in _SHIPPED.items()
    ]
    RelationKind.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def add_kind(name: str, side: Side, *, description: str = "") -> RelationKind:
    """Add a word of a site's own for what asks or gives."""
    kind, _ = RelationKind.objects.get_or_create(
        name=name, defaults={"side": side.value, "description": description}
    )
    return kind


def switch_kind(name: str, *, on: bool) -> None:
    """Switch a kind on or off. While it is off nothing of it gives; what it asks stays shut."""
    RelationKind.objects.filter(name=name).update(is_active=on)
