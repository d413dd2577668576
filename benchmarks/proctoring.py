"""What it costs to send somebody to a vendor and to hear from one, and what is let through."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.installations import SERVER
from benchmarks.runner import Measured, figure

FORGERIES = int(os.environ.get("FUZZ_PROCTORING", "20000"))
CALLS = 1_240


@figure("proctoring.acs_cpu", unit="ms of CPU", goal=5)
def acs_cpu() -> Measured:
    """Take a control call, from its address to the database and back; of all actions, the mean."""
    told = _paced("calls", CALLS)
    return Measured(told["milliseconds"], told)


@figure(
    "proctoring.acs_queries", unit="queries more for the dearest call of a busy attempt", goal=0
)
def acs_queries() -> Measured:
    """Ask as many questions about an attempt with a thousand incidents as about one with none."""
    told = _paced("calls", CALLS)
    return Measured(told["queries_after"] - told["queries_before"], told)


@figure("proctoring.start_message_cpu", unit="ms of CPU", goal=3)
def start_message_cpu() -> Measured:
    """Sign LtiStartProctoring and write the form that posts it, keys loaded once."""
    told = _paced("messages", CALLS)
    return Measured(told["milliseconds"], told)


@figure("proctoring.forged_accepted", unit="messages and calls", goal=0)
def forged_accepted() -> Measured:
    """Forged messages and calls of a vendor that had any effect."""
    return _forged("accepted")


@figure("proctoring.forged_5xx", unit="answers", goal=0)
def forged_5xx() -> Measured:
    """Forged messages and calls of a vendor that were answered with an error of ours."""
    return _forged("server_errors")


@figure("proctoring.forged_wrong_code", unit="answers", goal=0)
def forged_wrong_code() -> Measured:
    """Forged messages and calls that were refused, but not by the code of what was wrong."""
    return _forged("wrong_codes")


def _forged(ended: str) -> Measured:
    told = _run("tests.fuzz", "proctoring", FORGERIES)
    posted = told["posted"]
    return Measured(
        sum(told[ended].values()),
        {
            "posted": sum(posted.values()),
            "codes": len(posted),
            "signed_share": told["signed_share"],
            "seed": told["seed"],
            "database": told["database"],
            "found": told[ended],
        },
    )


def _paced(what: str, times: int) -> dict[str, Any]:
    return _run("benchmarks.proctoring_pace", what, times)


@cache
def _run(module: str, what: str, times: int) -> dict[str, Any]:
    """Run in a process and a database of its own, once for all that is asked of it."""
    about = {"PGOPTIONS": "-c synchronous_commit=off", "TEST_RUN": f"bench_{os.getpid()}"}
    done = subprocess.run(
        [sys.executable, "-m", module, what, str(times)],
        cwd=ROOT,
        env={"DATABASE_URL": SERVER, **os.environ, **about},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)
