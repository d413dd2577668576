"""Leases: many workers share one table of work, and what a dead one held is free again soon.

A row belongs to one claim for as long as a heartbeat keeps it. A worker that was asleep longer than
its leases may find them gone: a result is recorded through `held`, which then touches nothing.
"""

import os
import platform
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

import structlog
from django.db import DatabaseError, connections, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

log = structlog.get_logger(__name__)

# How long a lease outlives the last beat.
LIFE = timedelta(seconds=15)
BEAT = timedelta(seconds=5)
# What a row is given whose work is over, in the same update that records the result.
FREE: dict[str, Any] = {"leased_by": "", "leased_until": None}

# The claims of this process that are still at work, and the table of each.
_claims: dict[str, type["Leased"]] = {}
_guard = threading.Lock()


class Leased(models.Model):
    """The columns of a row that a worker claims; nobody but this module writes them."""

    leased_by = models.CharField(max_length=120, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Leased)


def lease_is_whole(model: str) -> models.CheckConstraint:
    """Return the constraint that whoever holds a row holds it until some time, and nobody never."""
    held = ~Q(leased_by="") & Q(leased_until__isnull=False)
    free = Q(leased_by="", leased_until__isnull=True)
    return models.CheckConstraint(condition=held | free, name=f"{model}_lease_is_whole")


def claim(rows: QuerySet[Row], *, limit: int, now: datetime, worker: str = "") -> list[Row]:
    """Take up to so many rows that nobody holds, in their order; no two claims get the same row.

    PostgreSQL steps over rows that another claim is just taking. SQLite has begun to write before
    it reads, so claims take turns.
    """
    holder = f"{worker or this_worker()}/{secrets.token_hex(4)}"
    until = now + LIFE
    with transaction.atomic(durable=True):
        nobodys = rows.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))
        mine = list(nobodys.select_for_update(skip_locked=True, of=("self",), no_key=True)[:limit])
        keys = [row.pk for row in mine]
        rows.model._base_manager.filter(pk__in=keys).update(leased_by=holder, leased_until=until)
    for row in mine:
        row.leased_by, row.leased_until = holder, until
    if mine:
        with _guard:
            _claims[holder] = rows.model
    return mine


def held(row: Row) -> QuerySet[Row]:
    """Return the row for as long as the lease it was claimed under is the newest, else nothing."""
    return type(row)._base_manager.filter(pk=row.pk, leased_by=row.leased_by)


def release(rows: Sequence[Row]) -> None:
    """Put back what was claimed together and is not done."""
    if not rows:
        return
    holder = rows[0].leased_by
    # First: should the database fail now, the lease at least is kept no longer.
    with _guard:
        _claims.pop(holder, None)
    type(rows[0])._base_manager.filter(leased_by=holder).update(**FREE)


@contextmanager
def claimed(
    rows: QuerySet[Row], *, limit: int, now: datetime, worker: str = ""
) -> Iterator[list[Row]]:
    """Hold up to so many rows during the block, and put back what it leaves undone."""
    mine = claim(rows, limit=limit, now=now, worker=worker)
    try:
        yield mine
    finally:
        release(mine)


def keep(*, now: datetime) -> int:
    """Let everything that this process is at work on stay its own; return how many rows that is."""
    with _guard:
        claims = dict(_claims)
    kept = 0
    for table in set(claims.values()):
        holders = [holder for holder, model in claims.items() if model is table]
        mine = table._base_manager.filter(leased_by__in=holders)
        kept += mine.update(leased_until=now + LIFE)
    return kept


@contextmanager
def heartbeat(every: timedelta = BEAT) -> Iterator[None]:
    """Keep the leases of this process while the block is at work."""
    enough = threading.Event()
    beating = threading.Thread(target=_beat, args=(enough, every), name="heartbeat", daemon=True)
    beating.start()
    try:
        yield
    finally:
        enough.set()
        beating.join()


def _beat(enough: threading.Event, every: timedelta) -> None:
    while not enough.wait(every.total_seconds()):
        try:
            keep(now=timezone.now())
        except DatabaseError:
            log.warning("leases not kept", exc_info=True)
        finally:
            connections.close_all()


def this_worker() -> str:
    """Return the name of this process, which no other process ever has."""
    return _named(os.getpid())


@lru_cache(maxsize=1)
def _named(pid: int) -> str:
    return f"{platform.node()[:60]}:{pid}:{secrets.token_hex(4)}"
