"""What it costs to launch somebody into a tool."""

import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.installations import installation, server_version
from benchmarks.runner import Measured, figure

LAPS = 15
MESSAGES = 100


@figure("tools.start_message_cpu", unit="ms", goal=3)
def start_message_cpu() -> Measured:
    """CPU of the web process for a StartProctoring message: asked for, signed, and posted.

    The best of many rounds: on a machine that others use, what disturbs only ever adds.
    """
    found = _found()
    taken = found["milliseconds"]
    return Measured(
        round(min(taken), 3),
        {
            "database": f"{server_version()} on this machine",
            "rounds": LAPS,
            "messages_a_round": MESSAGES,
            "median": round(median(taken), 3),
            "spread": round((max(taken) - min(taken)) / median(taken), 3),
            "queries": found["queries"],
        },
    )


def _found() -> dict[str, Any]:
    """Measure in a process and an installation of its own."""
    with installation("tools") as settings:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.exam_hall",
                "start_message",
                str(LAPS),
                str(MESSAGES),
            ],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return json.loads(done.stdout)
