"""New clocks for attempts that are open: extensions, accommodations, other terms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.swap import Who, columns_of, store_alike, told
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.snapshots import as_of
from lti_exams.exams.rules.states import OPEN

_COLUMNS = (
    "terms",
    "limit_seconds",
    "closes_at",
    "extra_seconds",
    "close_extra_seconds",
    "grace_seconds",
    "pause_limit_seconds",
    "deadline",
    "acts_at",
    "version",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclocking:
    """Why clocks change: the action that the audit names, who does it and why."""

    action: str
    by: Who
    now: datetime
    reason: str = ""


def reclock(
    attempts: QuerySet[Attempt], new_clock: Callable[[Attempt], Clock], why: Reclocking
) -> list[Attempt]:
    """Give open attempts new clocks and return those whose clock changed.

    The caller holds the transaction. An attempt whose time has ended, whether or not that is
    written down, keeps its clock: an extension after the end is a reopening.
    """
    rows = attempts.select_for_update(of=("self",)).order_by("pk")
    found = rows.filter(state__in=[state.value for state in OPEN])
    alive = [one for one in found if as_of(one.snapshot, why.now).state in OPEN]
    before = {one.pk: told(one.snapshot) for one in alive}
    changed = [one for one in alive if _changed(one, new_clock)]
    store_alike(changed, _COLUMNS)
    audit.record_all(_entry(one, before[one.pk], why) for one in changed)
    return changed


def _changed(attempt: Attempt, new_clock: Callable[[Attempt], Clock]) -> bool:
    terms_before, snapshot = attempt.terms, attempt.snapshot
    wanted = replace(snapshot, clock=new_clock(attempt))
    if wanted == snapshot and attempt.terms == terms_before:
        return False
    for name, value in columns_of(wanted).items():
        setattr(attempt, name, value)
    attempt.version += 1
    return True


def _entry(attempt: Attempt, before: dict[str, str | None], why: Reclocking) -> audit.Entry:
    return audit.Entry(
        actor=why.by.name,
        action=why.action,
        subject=attempt.key,
        at=why.now,
        before=before,
        after=told(attempt.snapshot),
        reason=why.reason,
    )
