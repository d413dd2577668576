"""The ledger: every effect that truly happened, and how often."""

from collections import Counter
from datetime import datetime
from typing import Any

from lti_exams.sandbox.lms.models import LedgerEntry

SAME = ("kind", "client_id", "user_id", "line_item", "value", "timestamp")


def write(kind: str, *, at: datetime, **what: Any) -> None:
    """Note one effect."""
    LedgerEntry.objects.create(kind=kind, at=at, **what)


def entries(**wanted: str) -> list[dict[str, Any]]:
    """Return the entries that match, oldest first."""
    columns = ("id", "at", *SAME, "details")
    return list(LedgerEntry.objects.filter(**wanted).values(*columns))


def counted(**wanted: str) -> list[dict[str, Any]]:
    """Return each different effect that matches once, with how often it happened."""
    times = Counter(LedgerEntry.objects.filter(**wanted).values_list(*SAME))
    return [{**dict(zip(SAME, what, strict=True)), "times": n} for what, n in times.items()]
