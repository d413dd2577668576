"""The sweeper: what the clock does, written down for everybody whose time has come."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.swap import (
    Moved,
    columns_of,
    entry_of_clock,
    moved_by_clock,
    store_alike,
)
from lti_exams.exams.rules.snapshots import ClockMove, settled

log = structlog.get_logger(__name__)

# Runs in the transaction that ends the attempts: what must be true together becomes true together.
Then = Callable[[Sequence[Moved]], None]
_COLUMNS = (
    "state",
    "ended_at",
    "ended_by",
    "paused_at",
    "paused_seconds",
    "deadline",
    "acts_at",
    "version",
)


def _nothing(_: Sequence[Moved]) -> None:
    return None


def sweep_deadlines(*, now: datetime, batch: int = 500, then: Then = _nothing) -> int:
    """Move every attempt whose time has come; return how many moves were made.

    A batch that fails is done row by row, so that one bad row stops no other.
    """
    made = 0
    for ids in _batches(now, batch):
        try:
            made += _swept(ids, now=now, then=then)
        except Exception:
            log.exception("sweep of a batch failed", attempts=len(ids))
            made += sum(_swept_alone(pk, now=now, then=then) for pk in ids)
    return made


def _batches(now: datetime, batch: int) -> Iterator[list[int]]:
    """Walk through what is due. A row that could not be moved is passed over until next time."""
    waiting = Attempt.objects.filter(acts_at__lt=now).order_by("id")
    last = 0
    while ids := list(waiting.filter(pk__gt=last).values_list("pk", flat=True)[:batch]):
        yield ids
        last = ids[-1]


def _swept_alone(pk: int, *, now: datetime, then: Then) -> int:
    try:
        return _swept([pk], now=now, then=then)
    except Exception:
        log.exception("sweep of an attempt failed", attempt=pk)
        return 0


@transaction.atomic
def _swept(ids: Sequence[int], *, now: datetime, then: Then) -> int:
    # Whoever holds a row is changing it right now, and the clock is asked again after that.
    due = Attempt.objects.select_for_update(of=("self",), skip_locked=True)
    attempts = list(_with_exams(due).filter(pk__in=ids, acts_at__lt=now))
    done = [(attempt, move) for attempt in attempts for move in settled(attempt.snapshot, now)]
    for attempt, move in done:
        _take(attempt, move)
    store_alike(attempts, _COLUMNS)
    audit.record_all(entry_of_clock(attempt, move) for attempt, move in done)
    then([moved_by_clock(attempt, move) for attempt, move in done])
    return len(done)


def _with_exams(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Bring the exams along, but leave sealed what would be opened once a row for nothing."""
    return attempts.select_related("exam").defer("exam__access_document")


def _take(attempt: Attempt, move: ClockMove) -> None:
    for name, value in columns_of(move.after).items():
        setattr(attempt, name, value)
    attempt.version += 1
