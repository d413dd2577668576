"""A teacher chooses what a link of the course opens."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.journeys import access
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


class PlacementKind(StrEnum):
    """What a link can open."""

    DASHBOARD = "dashboard"


class PlacementRefused(LtiExamsError):
    """A link cannot open what was chosen for it."""

    codes = ("placement-kind-unknown", "placement-without-a-link")


@transaction.atomic
def place_link(launch: launches.Launch, *, kind: str, now: datetime) -> launches.Placement:
    """Store what the link of this launch opens from now on."""
    access.check_launch_may(launch, access.Act.PLACE_LINK)
    if launch.link is None:
        raise PlacementRefused("placement-without-a-link")
    if kind not in set(PlacementKind):
        raise PlacementRefused("placement-kind-unknown")
    before = opened_by(launch.link)
    placement = launches.place(launch.link, kind=kind, now=now)
    audit.record(
        actor=access.actor_of(launch),
        action="link.placed",
        subject=f"link:{launch.link.pk}",
        before={"opens": before},
        after={"opens": kind},
        now=now,
    )
    return placement


def opened_by(link: launches.Link) -> str | None:
    """Return the kind of what a link opens, or None while nobody has chosen."""
    placement = launches.Placement.objects.filter(link=link).first()
    return placement.kind if placement else None
