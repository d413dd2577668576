"""A bad day: everybody's scores to an LMS that is slow, ill, throttled, changed and away."""

import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import connections
from django.utils import timezone

from benchmarks.grade_book import peer
from lti_exams.grades import api as grades
from lti_exams.grades.sending import telling
from lti_exams.kernel import leases
from lti_exams.launches import api as launches
from tests.factories.grading import Gradebook, gradebook_at, graded
from tests.factories.killing import crowd
from tests.factories.sandbox import running

LINKS = 10
DELETED = 3
GONE = 50
AWAY = timedelta(minutes=30)
# The outage lasts so long here; both clocks are put forward by the rest of it.
AWAY_HERE = 10.0
OF_THE_PEER = 200
CUT_AT = 10
_FINAL = ("delivered", "superseded", "parked", "stalled")


def measure(scores: int) -> dict[str, Any]:
    """Return how long our scores took, what was lost and doubled, and the same of the peer."""
    with running("lms", host="localhost") as lms, gradebook_at(lms.origin, "canvas") as book:
        day = _Day(book, scores)
        ours = day.ours()
        with peer.running() as other:
            theirs = day.theirs(other)
    each, other_each = ours["seconds"] / scores, theirs["seconds"] / OF_THE_PEER
    return {
        **ours,
        "scores": scores,
        "ratio": round(other_each / each, 1),
        "seconds_each": round(each, 4),
        "pylti1p3": {**theirs, "seconds_each": round(other_each, 3), "scores": OF_THE_PEER},
    }


class _Day:
    """An LMS on a bad day, and everybody who is graded on it."""

    def __init__(self, book: Gradebook, scores: int) -> None:
        self.book, self.scores = book, scores
        self.links = [book.link() for _ in range(LINKS)]
        self.people = crowd(book, self.links[0], scores)
        self.ahead = timedelta()
        self.at_once, self.most_at_once = 0, 0
        self._counting = threading.Lock()

    def clock(self) -> datetime:
        return timezone.now() + self.ahead

    def _fall_ill(self) -> None:
        """Be slow and ill, and count requests as Canvas does: a fifth of a second costs that."""
        services = ["scores", "line-items", "line-item", "results"]
        self.book.lms.break_by("bucket", high_water_mark=600, up_front=50, outflow=10, cost=0.2)
        self.book.lms.break_by("latency", endpoints=services, seconds=0.2)
        self.book.lms.break_by("error", endpoints=["scores"], probability=0.05, seed=2)
        self.book.lms.break_by("hang", endpoints=["scores"], probability=0.02, seed=3)
        self.book.lms.break_by("reset", endpoints=["scores"], probability=0.01, seed=4)

    def ours(self) -> dict[str, Any]:
        """Let a worker send, while the day goes wrong step by step."""
        self._fall_ill()
        for gone in self.people[:GONE]:
            self.book.lms.post(
                "courses/stat101/enrolments", person=self._key(gone), standing="Deleted"
            )
        grades.Channel.objects.get_or_create(platform=self.book.platform)
        grades.Channel.objects.update(makes_columns_anew=True)
        self._grade_everybody()
        began, away = time.monotonic(), 0.0
        steps = [
            (self.scores // 5, self._delete_columns),
            (self.scores // 3, self._be_away),
        ]
        worker = self._worker()
        with worker:
            while (ended := self._ended()) < self.scores:
                if not worker.thread.is_alive():
                    raise RuntimeError("the worker ended before the scores did")
                if steps and ended >= steps[0][0]:
                    away += steps.pop(0)[1]() or 0.0
                time.sleep(0.2)
            seconds = time.monotonic() - began - away
        return {
            "seconds": round(seconds, 1),
            "most_at_once": self.most_at_once,
            "ends": dict(Counter(grades.Outcome.objects.values_list("state", flat=True))),
            **self._held_against_the_ledger(),
        }

    def _key(self, person: launches.Person) -> str:
        return person.sub

    def _grade_everybody(self) -> None:
        now = self.clock()
        news = [
            grades.News(
                link_id=self.links[number % LINKS].pk,
                person_id=person.pk,
                document=graded(number % 100 + 1),
                source=f"score:{number}",
            )
            for number, person in enumerate(self.people)
        ]
        grades.enqueue_many(news, now=now)

    def _ended(self) -> int:
        return grades.Outcome.objects.filter(state__in=_FINAL).count()

    def _delete_columns(self) -> None:
        for column in self.book.columns()[:DELETED]:
            self.book.lms.delete(f"line-items/{column['id']}")

    def _be_away(self) -> float:
        """Be away for half an hour of the clock; return how long that took here."""
        began = time.monotonic()
        fault = self.book.lms.post("faults", kind="down", minutes=600, status=503)
        time.sleep(AWAY_HERE)
        self.ahead = AWAY
        self.book.lms.post("clock", offset_seconds=round(AWAY.total_seconds()))
        self.book.lms.delete(f"faults/{fault['id']}")
        return time.monotonic() - began

    def _worker(self) -> "_Worker":
        return _Worker(self)

    def tell(self, original: Any, *arguments: Any) -> Any:
        """Count how many scores are under way at once."""
        with self._counting:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return original(*arguments)
        finally:
            with self._counting:
                self.at_once -= 1

    def _held_against_the_ledger(self) -> dict[str, Any]:
        """Compare what each person's cell shows with what is true; a gone person has none."""
        true = {person.sub: number % 100 + 1 for number, person in enumerate(self.people)}
        gone = {person.sub for person in self.people[:GONE]}
        shown: dict[str, Any] = {}
        for column in self.book.columns():
            shown |= {one["user_id"]: one for one in column["grades"]}
        lost = [
            sub for sub, points in true.items() if sub not in gone and _points(shown, sub) != points
        ]
        doubled = [sub for sub, one in shown.items() if one["submissions"] > 1]
        columns = len(self.book.columns())
        twice = [f"{columns} columns"] if columns > LINKS else []
        return {"lost": lost[:20], "doubled": doubled[:20] + twice}

    def theirs(self, other: peer.Peer) -> dict[str, Any]:
        """Let pylti1p3 tell some of them on the same day, one after the other."""
        self.book.lms.post("clock", offset_seconds=0)
        # The same misfortunes from the first on, for as many as it tells.
        self.book.lms.delete("faults")
        self._fall_ill()
        link = self.book.link()
        people = [person.sub for person in self.people[-OF_THE_PEER:]]
        order = peer.order_of(
            self.book.platform,
            link.line_item_url,
            people=people,
            reuses_connector=True,
            cut_at=CUT_AT,
        )
        told = other.tell(order)
        column = next(one for one in self.book.columns() if one["id"] == self._number(link))
        cells = {one["user_id"]: one for one in column["grades"]}
        return {
            "seconds": round(told["seconds"], 1),
            "raised": told["failed"],
            "lost": sum(_points(cells, sub) != 80 for sub in people),
            "doubled": sum(one["submissions"] > 1 for one in cells.values()),
        }

    def _number(self, link: launches.Link) -> int:
        return int(link.line_item_url.split("?")[0].rstrip("/").rsplit("/", 1)[1])


class _Worker:
    """A worker in a thread of its own, until the block ends."""

    def __init__(self, day: _Day) -> None:
        self.day, self.enough = day, threading.Event()
        self.thread = threading.Thread(target=self._work)
        self.original = telling.tell

    def __enter__(self) -> None:
        telling.tell = partial(self.day.tell, self.original)
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        grades.finish_soon()
        self.thread.join()
        telling.tell = self.original

    def _work(self) -> None:
        with leases.heartbeat():
            while not self.enough.is_set():
                clock = self.day.clock
                grades.deliver_due(now=clock(), clock=clock, draws=Random(1))
                self.enough.wait(0.5)
        connections.close_all()


def _points(cells: dict[str, Any], sub: str) -> float | None:
    return cells[sub]["given"] if sub in cells else None
