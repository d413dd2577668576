"""Workers that are killed at random points while scores flow, and what the LMS's ledger says."""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from django.db import connections
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.kernel import http, leases
from lti_exams.launches import api as launches
from tests.factories.grading import Gradebook, graded

_ON_THEIR_WAY = ("waiting", "sending")
_PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Found:
    """What went wrong, by the ledger; nothing should have."""

    lost: list[str]
    doubled: list[str]
    slowest_rescue: float
    kills: int
    scores: int


@dataclass
class Slaughter:
    """Lets scores flow through workers that do not live long."""

    book: Gradebook
    link: launches.Link
    people: list[launches.Person]
    life: timedelta
    draws: Random
    truth: dict[int, int] = field(default_factory=dict)
    rescues: list[float] = field(default_factory=list)
    told: int = 0

    def tell(self, many: int) -> None:
        """Grade so many people, or grade them anew."""
        chosen = self.draws.sample(self.people, min(many, len(self.people)))
        now, news = timezone.now(), []
        for person in chosen:
            self.told += 1
            self.truth[person.pk] = points = self.draws.randrange(1, 100)
            news.append(
                grades.News(
                    link_id=self.link.pk,
                    person_id=person.pk,
                    document=graded(points),
                    source=f"flow:{self.told}",
                )
            )
        grades.enqueue_many(news, now=now)

    def kill(self, kills: int, *, longest: float = 1.0, each: int = 20) -> None:
        """Start a worker, let it live for a moment, and kill it, so many times."""
        killed_at = None
        for _ in range(kills):
            self.tell(each)
            with self.worker() as pid:
                self._see_it_work(killed_at)
                time.sleep(self.draws.uniform(0, longest))
                os.kill(pid, signal.SIGKILL)
                killed_at = time.monotonic()
        with self.worker():
            self._see_it_work(killed_at)
            self._wait_for_the_end()

    def _see_it_work(self, killed_at: float | None) -> None:
        """Wait until another try is recorded, or nothing is left to try."""
        before, began = _tries(), time.monotonic()
        while _tries() == before and _left():
            if time.monotonic() - began > _PATIENCE:
                raise AssertionError("no worker took up what another left")
            time.sleep(0.02)
        if killed_at is not None:
            self.rescues.append(time.monotonic() - killed_at)

    def _wait_for_the_end(self) -> None:
        began = time.monotonic()
        while _left():
            if time.monotonic() - began > _PATIENCE:
                raise AssertionError(f"{_left()} outcomes found no end")
            time.sleep(0.1)

    @contextmanager
    def worker(self) -> Iterator[int]:
        """Run a worker in a process of its own; it is dead when the block ends."""
        connections.close_all()
        pid = os.fork()
        if pid == 0:
            self._work()
        try:
            yield pid
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _work(self) -> None:
        try:
            http.session.cache_clear()
            leases._claims.clear()
            leases._named.cache_clear()
            leases.LIFE = self.life
            with leases.heartbeat(self.life / 3):
                while True:
                    grades.deliver_due(now=timezone.now())
                    time.sleep(0.02)
        finally:
            os._exit(1)

    def found(self) -> Found:
        """Hold what the LMS has against what is true, and against what it was told on the way."""
        column = self.book.columns()[0]
        cells = {one["user_id"]: one for one in column["grades"]}
        subs = {person.pk: person.sub for person in self.people}
        lost = [
            f"{subs[pk]}: {points} is true, {_given(cells, subs[pk])} is there"
            for pk, points in self.truth.items()
            if _given(cells, subs[pk]) != points
        ]
        doubled = [f"{len(self.book.columns())} columns"] if len(self.book.columns()) > 1 else []
        doubled += [f"{key}: submissions" for key, one in cells.items() if one["submissions"] > 1]
        ledger = self.book.lms.get("ledger", kind="score.recorded")
        return Found(
            lost=lost + _unfinished(),
            doubled=doubled + _backwards(ledger),
            slowest_rescue=max(self.rescues, default=0.0),
            kills=len(self.rescues),
            scores=len(ledger),
        )


def _given(cells: dict[str, Any], sub: str) -> float | None:
    return cells[sub]["given"] if sub in cells else None


def _tries() -> int:
    return grades.Delivery.objects.count()


def _left() -> int:
    return grades.Outcome.objects.filter(state__in=_ON_THEIR_WAY).count()


def _unfinished() -> list[str]:
    rows = grades.Outcome.objects.exclude(state="delivered")
    return [f"outcome {row.pk} is {row.state}: {row.reason} {row.answer}" for row in rows]


def _backwards(ledger: list[dict[str, Any]]) -> list[str]:
    """Return where an older score was written over a newer one, or two bear one time."""
    told: dict[str, list[tuple[datetime, float]]] = defaultdict(list)
    for entry in ledger:
        at = datetime.fromisoformat(entry["timestamp"])
        told[entry["user_id"]].append((at, entry["value"]))
    wrong = []
    for user, scores in told.items():
        for (before, was), (after, given) in pairwise(scores):
            if after < before or (after == before and was != given):
                wrong.append(f"{user}: {given} of {after} over {was} of {before}")
    return wrong


def crowd(book: Gradebook, link: launches.Link, many: int) -> list[launches.Person]:
    """Let so many more students be in the LMS's course, and known to us."""
    made = book.lms.post("people", course="stat101", count=many)
    return launches.Person.objects.bulk_create(
        launches.Person(platform=book.platform, sub=one["user_id"]) for one in made
    )
