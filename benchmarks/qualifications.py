"""What it costs to see who qualifies for the final exam, and why, and to save it."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.installations import installation, server_version
from benchmarks.runner import Measured, figure

STUDENTS = int(os.environ.get("STUDENTS", "100000"))
ASSIGNMENTS = int(os.environ.get("ASSIGNMENTS", "50"))


@cache
def _measured(students: int, assignments: int, rounds: int) -> dict[str, Any]:
    with installation("qualifications") as settings:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.final_list",
                *map(str, (students, assignments, rounds)),
            ],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return {"database": f"{server_version()} on this machine", **json.loads(done.stdout)}


def _small() -> dict[str, Any]:
    return _measured(1_000, 10, 9)


def _large() -> dict[str, Any]:
    return _measured(STUDENTS, ASSIGNMENTS, 3)


def _slower(found: dict[str, Any], what: str) -> float:
    return float(max(found["approved"][what], found["points"][what]))


@figure("qualifications.statements_of_1000", unit="statements", goal=5)
def statements() -> Measured:
    """Statements to decide about 1,000 students by 10 assignments; the ancestor needs 38,242."""
    return Measured(_slower(_small(), "statements"), _small())


@figure("qualifications.decided_1000", unit="s", goal=0.17)
def decided() -> Measured:
    """Deciding about 1,000 students by 10 assignments, by the slower of approved and points."""
    return Measured(_slower(_small(), "decided"), _small())


@figure("qualifications.preview_100000", unit="s", goal=3)
def preview() -> Measured:
    """Computing the preview of 100,000 students by 50 assignments, all parts, and its page."""
    return Measured(_slower(_large(), "preview"), _large())


@figure("qualifications.changed_limit_100000", unit="s", goal=0.3)
def changed_limit() -> Measured:
    """Counting and naming who would change sides under another limit."""
    return Measured(_large()["changed_limit"], _large())


@figure("qualifications.saved_100000", unit="s", goal=15)
def saved() -> Measured:
    """Saving 100,000 decisions with what they were made from, all of them computed again."""
    return Measured(_large()["save"], _large())


@figure("qualifications.memory_100000", unit="MB", goal=50)
def memory() -> Measured:
    """How much the process grows by all that."""
    return Measured(_large()["grown_mb"], _large())
