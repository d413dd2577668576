"""What milestones cost beside a million awards, and beside edx-milestones."""

import os
from contextlib import ExitStack
from functools import cache
from typing import Any

from benchmarks.installations import server_version
from benchmarks.milestone_race import sides
from benchmarks.milestone_race.course import FULFILLED
from benchmarks.rounds import Laps, race
from benchmarks.runner import Measured, figure

AWARDS = int(os.environ.get("MILESTONE_AWARDS", "1000000"))
ROUNDS = int(os.environ.get("MILESTONE_ROUNDS", "9"))
MOST = f"completes-{max(FULFILLED)}"
LEAST = f"completes-{min(FULFILLED)}"
DEEDS = ("holds", "paths", LEAST, MOST, "crowd", "removal")


@cache
def _raced() -> tuple[dict[str, Laps], dict[str, dict[str, float]]]:
    """Let both sides take turns at each deed, with everything else around it the same."""
    with ExitStack() as stack:
        ours = stack.enter_context(sides.ours(AWARDS))
        theirs = stack.enter_context(sides.edx_milestones(AWARDS))
        laps = {
            deed: race({"ours": ours.lap(deed), "edx": theirs.lap(deed)}, rounds=ROUNDS)
            for deed in DEEDS
        }
        queries = {
            deed: {"ours": ours.queries(deed), "edx": theirs.queries(deed)} for deed in DEEDS
        }
    return laps, queries


def _told(deed: str) -> dict[str, Any]:
    laps, queries = _raced()
    return {
        **laps[deed].conditions(),
        "milliseconds": "wall time of one call",
        "queries": queries[deed],
        "awards": AWARDS,
        "database": f"{server_version()} on this machine",
        "peer": "edx-milestones 2.0.0",
    }


def _queries(deed: str) -> Measured:
    return Measured(_raced()[1][deed]["ours"], _told(deed))


def _times(deed: str) -> Measured:
    return Measured(round(_raced()[0][deed].ratio("edx", "ours"), 1), _told(deed))


@figure("milestones.holds_queries", unit="queries", goal=1)
def holds_queries() -> Measured:
    """Whether a person holds a milestone, among a million awards."""
    return _queries("holds")


@figure("milestones.paths_queries", unit="queries", goal=3)
def paths_queries() -> Measured:
    """What of 50 requirements a person lacks, and the steps that lead there."""
    return _queries("paths")


@figure("milestones.paths_times_faster", unit="times", goal=10, better="higher")
def paths_times_faster() -> Measured:
    """The same, against edx-milestones."""
    return _times("paths")


@figure("milestones.completion_queries", unit="queries", goal=8)
def completion_queries() -> Measured:
    """A completion that fulfils 50 milestones, with its inbox and its audit."""
    return _queries(MOST)


@figure("milestones.completion_queries_growth", unit="queries more for 50 than for 1", goal=0)
def completion_queries_growth() -> Measured:
    """Whether a completion that fulfils more asks more."""
    queries = _raced()[1]
    return Measured(abs(queries[MOST]["ours"] - queries[LEAST]["ours"]), _told(MOST))


@figure("milestones.completion_times_faster", unit="times", goal=10, better="higher")
def completion_times_faster() -> Measured:
    """The same, against edx-milestones, which keeps neither an inbox nor an audit."""
    return _times(MOST)


@figure("milestones.crowd_queries", unit="queries", goal=3)
def crowd_queries() -> Measured:
    """1,000 people against 10 requirements."""
    return _queries("crowd")


@figure("milestones.crowd_wall", unit="ms", goal=20)
def crowd_wall() -> Measured:
    """The same, in time."""
    return Measured(round(_raced()[0]["crowd"].median("ours"), 1), _told("crowd"))


@figure("milestones.crowd_times_faster", unit="times", goal=150, better="higher")
def crowd_times_faster() -> Measured:
    """The same, against edx-milestones' cheapest question, once a person."""
    return _times("crowd")


@figure("milestones.removal_queries", unit="queries", goal=3)
def removal_queries() -> Measured:
    """Removing a milestone that 1,000 people hold."""
    return _queries("removal")
