"""What a grade costs on its way, and what gets lost of it: nothing, whatever happens."""

import json
import os
import subprocess
import sys
from functools import cache
from statistics import median
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.installations import installation, server_version
from benchmarks.runner import Measured, figure

SCORES = int(os.environ.get("SCORES", "5000"))
KILLS = int(os.environ.get("KILLS", "100"))
COST_SCORES = 300
COST_ROUNDS = 7


def _found(what: str, *numbers: int) -> dict[str, Any]:
    """Measure in a process and an installation of its own, which may call LMSs on this machine."""
    with installation("grades") as settings:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.grade_book", what, *map(str, numbers)],
            cwd=ROOT,
            # The settings of the tests let it call plain addresses of this machine.
            env={**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return {"database": f"{server_version()} on this machine", **json.loads(done.stdout)}


@cache
def _cost() -> dict[str, Any]:
    return _found("cost", COST_SCORES, COST_ROUNDS)


def _told_cost() -> dict[str, Any]:
    found = _cost()
    medians = {
        f"{name}_milliseconds": round(median(laps), 2) for name, laps in found["laps"].items()
    }
    return {
        "database": found["database"],
        "rounds": COST_ROUNDS,
        "scores_a_round": COST_SCORES,
        "scores_a_second": found["scores_a_second"],
        **medians,
    }


@figure("grades.score_cpu", unit="ms", goal=4)
def score_cpu() -> Measured:
    """CPU of the worker for a score to an LMS that answers at once, with its own statements."""
    return Measured(round(median(_cost()["laps"]["ours"]), 2), _told_cost())


@figure("grades.score_cpu_ratio", unit="times less than pylti1p3", goal=2, better="higher")
def score_cpu_ratio() -> Measured:
    """CPU of pylti1p3's `put_grade` with a service for each launch, over ours.

    With its connector reused it saves the token and the signature: that ratio is told beside.
    """
    found = _cost()
    reused = {"ratio_with_its_connector_reused": round(found["ratio_reused"], 2)}
    return Measured(round(found["ratio_per_launch"], 2), {**_told_cost(), **reused})


@cache
def _drained() -> dict[str, Any]:
    return _found("drain", SCORES)


@figure("grades.drain_wall", unit="s besides the outage", goal=300)
def drain_wall() -> Measured:
    """All scores of a bad day in a final state, at most eight at once, none lost or doubled."""
    found = _drained()
    if found["lost"] or found["doubled"] or found["most_at_once"] > 8:
        raise RuntimeError(f"the day went wrong: {found}")
    return Measured(found["seconds"], found)


@figure("grades.drain_ratio", unit="times faster than pylti1p3", goal=5, better="higher")
def drain_ratio() -> Measured:
    """Seconds per score of a sequential loop of `put_grade` on the same day, over ours."""
    found = _drained()
    return Measured(found["ratio"], found)


@cache
def _killed() -> dict[str, Any]:
    return _found("kills", KILLS)


@figure("grades.killed_lost_or_doubled", unit="scores", goal=0)
def killed_lost_or_doubled() -> Measured:
    """Scores lost or doubled while workers are killed at random points, by the LMS's ledger."""
    found = _killed()
    return Measured(len(found["lost"]) + len(found["doubled"]), found)


@figure("grades.killed_rescue", unit="s", goal=30)
def killed_rescue() -> Measured:
    """From a kill to the next score that another worker tells, with leases as they are."""
    found = _killed()
    return Measured(found["slowest_rescue_with_real_leases"], found)
