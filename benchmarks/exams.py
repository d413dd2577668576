"""What exams cost when a whole university sits them, and what no race and no late write gets."""

import json
import os
import subprocess
import sys
from functools import cache
from statistics import median, quantiles
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.installations import installation, server_version
from benchmarks.runner import Measured, figure

START_ROUNDS = int(os.environ.get("START_ROUNDS", "1000"))
LATE_WRITES = int(os.environ.get("LATE_WRITES", "100000"))
SEED = 20_270_327
ATTEMPTS = 10_000
SWEEPS = 3
LAPS = 15
REQUESTS = 100


def _found(what: str, *numbers: int) -> dict[str, Any]:
    """Measure in a process and an installation of its own."""
    with installation("exams") as settings:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.exam_hall", what, *map(str, numbers)],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return {"database": f"{server_version()} on this machine", **json.loads(done.stdout)}


@figure("exams.start_race_lost", unit="rounds", goal=0)
def start_race_lost() -> Measured:
    """Rounds in which eight starts of one person made a second attempt or an unequal answer."""
    found = _found("start_race", START_ROUNDS)
    return Measured(found.pop("wrong"), {"rounds": START_ROUNDS, "threads": 8, **found})


@figure("exams.sweep_wall", unit="s", goal=20)
def sweep_wall() -> Measured:
    """Attempts that end in the same second, each with its audit and its outcome."""
    found = _found("sweep", ATTEMPTS, SWEEPS)
    together, apart = (_seconds(found[how]) for how in ("together", "apart"))
    told = {"database": found["database"], "attempts": ATTEMPTS, "rounds": SWEEPS}
    return Measured(together, {**told, "each_in_its_own_second": apart})


def _seconds(sweeps: list[dict[str, float]]) -> float:
    """Return how long a sweep took that left nothing undone."""
    for sweep in sweeps:
        if {sweep["ended"], sweep["audit_rows"], sweep["outcome_rows"]} != {ATTEMPTS}:
            raise RuntimeError(f"the sweeper left some undone: {sweep}")
    return round(median(sweep["seconds"] for sweep in sweeps), 2)


@figure("exams.late_writes_accepted", unit="writes", goal=0)
def late_writes_accepted() -> Measured:
    """Writes after the last moment that were accepted or left a trace on an attempt.

    Work that is handed in within the last second must count on the same attempts.
    """
    found = _found("late_writes", LATE_WRITES, SEED)
    if found["punctual_refused"]:
        raise RuntimeError(f"work in time was refused: {found}")
    return Measured(found.pop("accepted") + found.pop("changed"), found)


@cache
def _requests() -> dict[str, Any]:
    return _found("requests", LAPS, REQUESTS)


def _requested(value: float, *kinds: str) -> Measured:
    found = _requests()
    about = {
        f"{kind}_milliseconds": round(median(found["milliseconds"][kind]), 3) for kind in kinds
    }
    queries = {f"{kind}_queries": found["queries"][kind] for kind in kinds}
    told = {"database": found["database"], "rounds": LAPS, "requests_a_round": REQUESTS}
    return Measured(round(value, 3), {**told, **about, **queries})


@figure("exams.heartbeat_queries", unit="queries above an empty request", goal=1)
def heartbeat_queries() -> Measured:
    """Queries of the request with which an open exam tells that somebody is there."""
    queries = _requests()["queries"]
    return _requested(queries["heartbeat"] - queries["empty"], "heartbeat", "empty")


@figure("exams.heartbeat_cpu", unit="ms above an empty request", goal=1)
def heartbeat_cpu() -> Measured:
    """CPU of the web process for a heartbeat."""
    taken = _requests()["milliseconds"]
    above = [one - other for one, other in zip(taken["heartbeat"], taken["empty"], strict=True)]
    return _requested(median(above), "heartbeat", "empty")


@figure("exams.attempt_read_cpu", unit="ms", goal=3)
def attempt_read_cpu() -> Measured:
    """CPU of the web process for a learner's own attempt, with everything around it."""
    return _requested(median(_requests()["milliseconds"]["read"]), "read", "empty")


@figure("exams.access_token_cpu", unit="ms", goal=2)
def access_token_cpu() -> Measured:
    """CPU of the web process for an exam access token, with everything around it."""
    return _requested(median(_requests()["milliseconds"]["token"]), "token", "empty")


@cache
def _lists() -> dict[str, Any]:
    return _found("lists")


@figure("exams.attempt_list_p95", unit="ms", goal=300)
def attempt_list_p95() -> Measured:
    """Wall time of a page of 10,000 attempts, searched, filtered and sorted in every way."""
    found = _lists()
    taken = found["milliseconds"]
    told = {"database": found["database"], "lists": len(taken), "median": round(median(taken), 1)}
    return Measured(round(quantiles(taken, n=20)[-1], 1), told)


@figure("exams.attempt_list_queries", unit="queries more for 10,000 than for 1", goal=0)
def attempt_list_queries() -> Measured:
    """Whether a list of many asks the database more than a list of one."""
    found = _lists()
    most = [max(each) for each in found["queries"].values()]
    return Measured(max(most) - min(most), {"queries_by_size": found["queries"]})
