"""The embedded worker: runs every kind of work behind the scenes, one after the other."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import close_old_connections
from django.utils import timezone

from lti_exams.trust import api as trust

log = structlog.get_logger(__name__)

KINDS: Mapping[str, Callable[..., int]] = {"single_uses_swept": trust.sweep}


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the work has done of each kind, and the kinds that failed."""

    done: dict[str, int]
    failed: list[str]


def do_due_work(*, now: datetime) -> Round:
    """Do each kind of work that is due; one that fails does not stop the others."""
    this = Round({}, [])
    for kind, work in KINDS.items():
        try:
            this.done[kind] = work(now=now)
        except Exception:
            log.exception("work failed", kind=kind)
            this.failed.append(kind)
    return this


def keep_working(told_to_stop: threading.Event, *, every: float) -> int:
    """Do what is due, again and again; what is begun when told to stop is finished."""
    rounds = 0
    while not told_to_stop.is_set():
        close_old_connections()
        log.info("worked", **do_due_work(now=timezone.now()).done)
        rounds += 1
        told_to_stop.wait(every)
    return rounds
