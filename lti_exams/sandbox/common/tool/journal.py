"""Every message, both ways, for people to read and for tests to compare."""

from datetime import datetime
from typing import Any

from lti_exams.sandbox.common.tool.models import Entry


def received(kind: str, *, now: datetime, **facts: Any) -> Entry:
    """Write down a message that came in."""
    return _write("received", kind, now, facts)


def sent(kind: str, *, now: datetime, **facts: Any) -> Entry:
    """Write down a message that went out."""
    return _write("sent", kind, now, facts)


def refused(kind: str, *, now: datetime, **facts: Any) -> Entry:
    """Write down a message that came in and was not believed."""
    return _write("refused", kind, now, facts)


def as_json(entry: Entry) -> dict[str, Any]:
    """Describe one entry as the control API shows it."""
    names = ("id", "direction", "kind", "url", "status", "detail")
    return {"at": entry.at.isoformat(), **{name: getattr(entry, name) for name in names}}


def latest(kind: str) -> Entry | None:
    """Return the newest entry of one kind."""
    return Entry.objects.filter(kind=kind).order_by("-id").first()


def first(kind: str) -> Entry | None:
    """Return the oldest entry of one kind."""
    return Entry.objects.filter(kind=kind).order_by("id").first()


def _write(direction: str, kind: str, now: datetime, facts: dict[str, Any]) -> Entry:
    return Entry.objects.create(
        at=now,
        direction=direction,
        kind=kind,
        url=facts.pop("url", ""),
        status=str(facts.pop("status", "")),
        detail=facts,
    )
