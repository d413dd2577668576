"""Both sides of the race, each a process with a database of its own on the same server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.environments import ROOT, python_of
from benchmarks.installations import database, installation

_RACER = "benchmarks.launches_race.racer"


@dataclass(frozen=True)
class Side:
    """A process that launches when it is told to."""

    process: subprocess.Popen[str]

    def round(self, *, first: int, launches: int) -> dict[str, float]:
        """Return the milliseconds of CPU a launch, by part."""
        assert self.process.stdin
        assert self.process.stdout
        print(
            json.dumps({"first": first, "launches": launches}), file=self.process.stdin, flush=True
        )
        return json.loads(self.process.stdout.readline())


@contextmanager
def ours() -> Iterator[Side]:
    """Run the product with production's settings."""
    with (
        installation("ours") as settings,
        _running(sys.executable, "benchmarks.launches_race.ours", settings) as side,
    ):
        yield side


@contextmanager
def pylti1p3() -> Iterator[Side]:
    """Run pylti1p3 in an environment of its own."""
    with database("pylti1p3") as url:
        settings = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.peers.pylti1p3.settings",
            "DATABASE_URL": url,
            "SECRET_KEY": "of-one-benchmark",
        }
        python = str(python_of("pylti1p3"))
        with _running(python, "benchmarks.peers.pylti1p3.registration", settings) as side:
            yield side


@contextmanager
def _running(python: str, registering: str, settings: dict[str, str]) -> Iterator[Side]:
    with subprocess.Popen(
        [python, "-m", _RACER, registering],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Side(process)
