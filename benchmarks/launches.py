"""What a launch costs, and what it lets through."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from itertools import count
from statistics import median
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.installations import SERVER, server_version
from benchmarks.launches_race import sides, verification
from benchmarks.rounds import cpu_seconds, race
from benchmarks.runner import Measured, figure

ROUNDS = 7
# Short laps and many of them: on a machine that others use, what disturbs comes and goes.
LAPS = 31
LAUNCHES = 40
VERIFICATIONS = 2_000
FORGERIES = int(os.environ.get("FUZZ_TOKENS", "100000"))
VARIANTS = 1_000


@figure("launches.validated_launch_cpu", unit="ratio to pylti1p3", goal=0.8)
def validated_launch_cpu() -> Measured:
    """Login and launch, with state, nonce, person, course and link in the database.

    Of learners who launch for the first time and of those who come again, the dearer ratio counts.
    """
    spent: dict[str, list[dict[str, float]]] = {}
    with ExitStack() as stack:
        ours, peer = stack.enter_context(sides.ours()), stack.enter_context(sides.pylti1p3())
        laps = race(
            {
                "ours_first": _lap(ours, spent.setdefault("ours_first", [])),
                "pylti1p3_first": _lap(peer, spent.setdefault("pylti1p3_first", [])),
                "ours_again": _lap(ours, spent.setdefault("ours_again", [])),
                "pylti1p3_again": _lap(peer, spent.setdefault("pylti1p3_again", [])),
            },
            rounds=LAPS,
        )
    first = laps.ratio("ours_first", "pylti1p3_first")
    again = laps.ratio("ours_again", "pylti1p3_again")
    return Measured(
        max(first, again),
        {
            **laps.conditions(),
            "ratio_first": first,
            "ratio_again": again,
            "milliseconds": "CPU of the web process a login and launch",
            "database_server_milliseconds": {name: _server(told) for name, told in spent.items()},
            "launches_a_round": LAUNCHES,
            "database": f"{server_version()} on this machine",
            "key_sets": "cached on both sides; the LMS's signing is not measured",
        },
    )


def _lap(side: sides.Side, told: list[dict[str, float]]) -> Callable[[], float]:
    """Let each round launch learners that no round before it launched."""
    starts = count(0, LAUNCHES)

    def lap() -> float:
        told.append(side.round(first=next(starts), launches=LAUNCHES))
        return told[-1]["login"] + told[-1]["launch"]

    return lap


def _server(told: list[dict[str, float]]) -> float:
    return round(median(spent["database"] for spent in told), 3)


@figure("launches.token_verification", unit="ratio to the floor", goal=5)
def token_verification() -> Measured:
    """Verify a token, and read its header and claims once, against what no verifier can skip."""
    laps = race(
        {
            "ours": cpu_seconds(verification.ours, times=VERIFICATIONS),
            "floor": cpu_seconds(verification.floor, times=VERIFICATIONS),
        },
        rounds=ROUNDS,
    )
    floor = "bare RS256 verification with a loaded RSA-2048 key, and JSON of header and claims"
    told = {"verifications_a_round": VERIFICATIONS, "token_bytes": len(verification.TOKEN)}
    return Measured(laps.ratio("ours", "floor"), {**laps.conditions(), **told, "floor": floor})


@figure("launches.forged_accepted", unit="launches", goal=0)
def forged_accepted() -> Measured:
    """Forged launches that were opened."""
    return _forged("accepted")


@figure("launches.forged_5xx", unit="answers", goal=0)
def forged_5xx() -> Measured:
    """Forged launches that were answered with an error of ours."""
    return _forged("server_errors")


@figure("launches.forged_wrong_code", unit="answers", goal=0)
def forged_wrong_code() -> Measured:
    """Forged launches that were refused, but not by the code of what was wrong with them."""
    return _forged("wrong_codes")


def _forged(ended: str) -> Measured:
    told = _fuzzed("forgeries", FORGERIES)
    posted = told["posted"]
    return Measured(
        sum(told[ended].values()),
        {
            "posted": sum(posted.values()),
            "kinds": len(posted),
            "least_of_a_kind": min(posted.values()),
            "signed_share": round(told["signed_share"], 3),
            "seed": told["seed"],
            "database": told["database"],
            "found": told[ended],
        },
    )


@figure("launches.valid_refused", unit="launches", goal=0)
def valid_refused() -> Measured:
    """Valid launches, as six LMSs send them, that were refused."""
    told = _fuzzed("variants", VARIANTS)
    refused = told.pop("refused")
    return Measured(sum(refused.values()), {"posted": VARIANTS, **told, "found": refused})


@cache
def _fuzzed(what: str, times: int) -> dict[str, Any]:
    """Post to a service in a process and a database of its own, once for all that is asked of it.

    Whether a row survives a power cut is not what is measured: the server need not wait for a disk.
    """
    about = {"PGOPTIONS": "-c synchronous_commit=off", "TEST_RUN": f"bench_{os.getpid()}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", what, str(times)],
        cwd=ROOT,
        env={"DATABASE_URL": SERVER, **os.environ, **about},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)
