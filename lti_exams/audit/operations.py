from collections.abc import Iterable, Mapping
from datetime import datetime

from lti_exams.audit.models import Entry
from lti_exams.kernel import prepared

_new = prepared.Entry(Entry)


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
    entry = Entry(
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )
    return _new.store(entry)


def record_all(entries: Iterable[Entry]) -> None:
    """Write down many deeds at once, in their transaction."""
    _new.store_all(list(entries))
