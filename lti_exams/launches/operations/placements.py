"""What a link opens."""

from datetime import datetime

from lti_exams.launches.models import Link, Placement


def place(link: Link, *, kind: str, key: str = "", now: datetime) -> Placement:
    """Say what a link opens from now on."""
    placement, _ = Placement.objects.update_or_create(
        link=link, defaults={"kind": kind, "key": key, "placed_at": now}
    )
    return placement
