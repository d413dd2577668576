"""Both sides of the race."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from benchmarks.environments import ROOT, python_of
from benchmarks.installations import database, installation

_RACER = "benchmarks.milestone_race.racer"
_numbers = count(1)


@dataclass(frozen=True)
class Side:
    """A process that does what it is told to."""

    process: subprocess.Popen[str]

    def do(self, deed: str, *, number: int, is_counted: bool = False) -> dict[str, float]:
        assert self.process.stdin
        asked = {"deed": deed, "number": number, "count": is_counted}
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        return self.answer()

    def answer(self) -> dict[str, float]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("one side of the race ended")
        return json.loads(line)

    def lap(self, deed: str) -> Callable[[], float]:
        """Return what does a deed once, in milliseconds; never twice for the same people."""
        return lambda: self.do(deed, number=next(_numbers))["milliseconds"]

    def queries(self, deed: str) -> float:
        return self.do(deed, number=next(_numbers), is_counted=True)["queries"]


@contextmanager
def ours(awards: int) -> Iterator[Side]:
    """Run the product with production's settings."""
    with (
        installation("milestones") as settings,
        _running(sys.executable, "benchmarks.milestone_race.ours", settings, awards) as side,
    ):
        yield side


@contextmanager
def edx_milestones(awards: int) -> Iterator[Side]:
    """Run edx-milestones in an environment of its own."""
    with database("edx_milestones") as url:
        settings = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.peers.edx_milestones.settings",
            "DATABASE_URL": url,
        }
        python = str(python_of("edx_milestones"))
        with _running(python, "benchmarks.peers.edx_milestones.deeds", settings, awards) as side:
            yield side


@contextmanager
def _running(python: str, module: str, settings: dict[str, str], awards: int) -> Iterator[Side]:
    with subprocess.Popen(
        [python, "-m", _RACER, module, str(awards)],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        side = Side(process)
        side.answer()
        yield side
        assert process.stdin
        process.stdin.close()
