from collections.abc import Iterable, Mapping
from datetime import datetime

from lti_exams.audit.models import Entry


def record(
    *,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> Entry:
    """Write down what was done, in the transaction of the deed."""
    return Entry.objects.create(
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )


def record_all(entries: Iterable[Entry]) -> None:
    """Write down many deeds at once, in their transaction."""
    Entry.objects.bulk_create(entries)
