"""The embedded worker: runs every kind of work behind the scenes.

Kinds go one after the other, but those that wait for other people's servers go aside, so that the
clock of an exam never waits for somebody's webhook.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connections
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.journeys.close_due_attempts import close_due_attempts
from lti_exams.journeys.complete_attempt import complete_waiting
from lti_exams.journeys.escalate_deadlines import escalate_deadlines
from lti_exams.journeys.expire_milestones import expire_milestones
from lti_exams.journeys.keep_results import read_due_gradebooks
from lti_exams.journeys.relay_events import relay_events
from lti_exams.journeys.tell_vendors import tell_vendors
from lti_exams.kernel import leases
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters
from lti_exams.trust import api as trust

log = structlog.get_logger(__name__)

# How long what goes aside may take to finish; cut off, it is done again by the next worker.
LAST_WORDS = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work, and how long it may wait from one time to the next."""

    work: Callable[..., int]
    every: timedelta
    # Whether it waits for other people's servers.
    aside: bool = False
    # What lets a long round end with what it has begun.
    finish: Callable[[], None] = lambda: None


KINDS: Mapping[str, Kind] = {
    # Whoever waits for the clock sees it act: a page that shows no time left must soon say why.
    "attempts_closed": Kind(close_due_attempts, every=timedelta(seconds=2)),
    # What came back from where the questions lie, and whose receiver died before applying it.
    "completions_applied": Kind(complete_waiting, every=timedelta(seconds=2)),
    "outcomes_delivered": Kind(
        grades.deliver_due, every=timedelta(seconds=1), aside=True, finish=grades.finish_soon
    ),
    "rosters_read": Kind(rosters.read_due, every=timedelta(seconds=5), aside=True),
    "gradebooks_read": Kind(read_due_gradebooks, every=timedelta(seconds=5), aside=True),
    "qualification_runs_swept": Kind(qualifications.sweep_runs, every=timedelta(hours=1)),
    "deadlines_told": Kind(escalate_deadlines, every=timedelta(minutes=5)),
    "milestones_expired": Kind(expire_milestones, every=timedelta(seconds=30)),
    "single_uses_swept": Kind(trust.sweep, every=timedelta(minutes=5)),
    "events_relayed": Kind(relay_events, every=timedelta(seconds=1)),
    "vendors_told": Kind(tell_vendors, every=timedelta(seconds=5), aside=True),
    "messages_sent": Kind(outbox.deliver_due, every=timedelta(seconds=1), aside=True),
    "outbox_swept": Kind(outbox.sweep, every=timedelta(hours=1)),
}


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the work has done of each kind, and the kinds that failed."""

    done: dict[str, int]
    failed: list[str]


def do_due_work(kinds: Iterable[str] | None = None, *, now: datetime) -> Round:
    """Do each kind of work, or only these; one that fails does not stop the others."""
    this = Round({}, [])
    with leases.heartbeat():
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
    aside = [_set_aside(name, told_to_stop, every) for name, kind in KINDS.items() if kind.aside]
    while not told_to_stop.is_set():
        _work(_due(began, time.monotonic()))
        rounds += 1
        told_to_stop.wait(every)
    for kind in KINDS.values():
        kind.finish()
    for thread in aside:
        thread.join(LAST_WORDS.total_seconds())
    return rounds


def _work(kinds: Iterable[str]) -> None:
    """Do these kinds of work, each at its own time, and log what was done."""
    close_old_connections()
    done: dict[str, int] = {}
    for kind in kinds:
        done |= do_due_work([kind], now=timezone.now()).done
    tell = log.info if any(done.values()) else log.debug
    tell("worked", **done)


def _set_aside(kind: str, told_to_stop: threading.Event, every: float) -> threading.Thread:
    """Let a kind of work go on in a thread of its own until told to stop."""
    pause = max(every, KINDS[kind].every.total_seconds())

    def keep_doing() -> None:
        while not told_to_stop.is_set():
            _work([kind])
            told_to_stop.wait(pause)
        connections.close_all()

    thread = threading.Thread(target=keep_doing, name=kind, daemon=True)
    thread.start()
    return thread


def _due(began: dict[str, float], moment: float) -> list[str]:
    """Return the kinds whose time has come, and note that they begin."""
    due = [
        name
        for name, kind in KINDS.items()
        if not kind.aside
        and (name not in began or moment - began[name] >= kind.every.total_seconds())
    ]
    began.update(dict.fromkeys(due, moment))
    return due
