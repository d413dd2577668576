"""The embedded worker: runs every kind of work behind the scenes, one after the other."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections
from django.utils import timezone

from lti_exams.journeys.close_due_attempts import close_due_attempts
from lti_exams.trust import api as trust

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work, and how long it may wait from one time to the next."""

    work: Callable[..., int]
    every: timedelta


KINDS: Mapping[str, Kind] = {
    # Whoever waits for the clock sees it act: a page that shows no time left must soon say why.
    "attempts_closed": Kind(close_due_attempts, every=timedelta(seconds=2)),
    "single_uses_swept": Kind(trust.sweep, every=timedelta(minutes=5)),
}


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the work has done of each kind, and the kinds that failed."""

    done: dict[str, int]
    failed: list[str]


def do_due_work(kinds: Iterable[str] | None = None, *, now: datetime) -> Round:
    """Do each kind of work, or only these; one that fails does not stop the others."""
    this = Round({}, [])
    for kind in KINDS if kinds is None else kinds:
        try:
            this.done[kind] = KINDS[kind].work(now=now)
        except Exception:
            log.exception("work failed", kind=kind)
            this.failed.append(kind)
    return this


def keep_working(told_to_stop: threading.Event, *, every: float) -> int:
    """Do what is due, again and again; what is begun when told to stop is finished."""
    rounds = 0
    began: dict[str, float] = {}
    while not told_to_stop.is_set():
        due = _due(began, time.monotonic())
        close_old_connections()
        this = do_due_work(due, now=timezone.now())
        tell = log.info if any(this.done.values()) else log.debug
        tell("worked", **this.done)
        rounds += 1
        told_to_stop.wait(every)
    return rounds


def _due(began: dict[str, float], moment: float) -> list[str]:
    """Return the kinds whose time has come, and note that they begin."""
    due = [
        name
        for name, kind in KINDS.items()
        if name not in began or moment - began[name] >= kind.every.total_seconds()
    ]
    began.update(dict.fromkeys(due, moment))
    return due
