"""What the requests of an exam cost: CPU of the web process, and queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.exam_hall.desk import Desk
from benchmarks.exam_hall.hall import Hall
from benchmarks.rounds import cpu_seconds, race

DESKS = 50
KINDS: dict[str, Callable[[Desk], None]] = {
    "empty": Desk.ask_for_nothing,
    "heartbeat": Desk.beat,
    "read": Desk.read_attempt,
    "token": Desk.fetch_token,
}


def measure(rounds: int, requests: int) -> dict[str, Any]:
    """Return milliseconds a request in each round, and the most queries that one has made."""
    now = timezone.now()
    hall = Hall.opened(now)
    desks = [Desk.taken(hall, attempt, now=now) for attempt in hall.fill(DESKS, now=now)]
    laps = race({kind: _lap(ask, desks, requests) for kind, ask in KINDS.items()}, rounds=rounds)
    taken = {kind: [1_000 * seconds / requests for seconds in laps.taken[kind]] for kind in KINDS}
    return {"milliseconds": taken, "queries": {kind: _queries(kind, desks) for kind in KINDS}}


def _lap(ask: Callable[[Desk], None], desks: list[Desk], requests: int) -> Callable[[], float]:
    places = cycle(desks)
    return cpu_seconds(lambda: ask(next(places)), times=requests)


def _queries(kind: str, desks: list[Desk]) -> int:
    return max(_queries_of(KINDS[kind], desk) for desk in desks)


def _queries_of(ask: Callable[[Desk], None], desk: Desk) -> int:
    with counted_queries() as queries:
        ask(desk)
    return len(queries)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Yield a list that grows with every query."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *about: Any) -> Any:
        asked.append(sql)
        return execute(sql, *about)

    with connection.execute_wrapper(note):
        yield asked
