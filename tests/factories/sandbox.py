"""Starts the sandbox's counterparts as real processes and stops them afterwards."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.factories.processes import end, first_line


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A started counterpart: where it answers, and what it has said."""

    name: str
    origin: str
    process: subprocess.Popen[str]


RunCounterpart = Callable[..., AbstractContextManager[Counterpart]]


@contextmanager
def running(name: str, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[Counterpart]:
    """Run `python -m lti_exams.sandbox <name>` on a free port until the block ends."""
    with tempfile.TemporaryDirectory(prefix=f"sandbox-{name}-") as directory:
        data = Path(directory)
        process = _started(name, host=host, port=port, data=data)
        try:
            yield Counterpart(name, _origin_once_ready(process, data), process)
        finally:
            end(process)


@dataclass
class _Shared:
    """A counterpart that several fixtures of one session use, and how many still do."""

    counterpart: Counterpart
    process: ExitStack
    users: int = 0


_shared: dict[tuple[str, str], _Shared] = {}


@contextmanager
def shared(name: str, *, host: str = "127.0.0.1") -> Iterator[Counterpart]:
    """Yield a counterpart that is started once for whoever founds it anew before each test.

    It ends with the last block that uses it: those of session fixtures end together.
    """
    key = (name, host)
    if key not in _shared:
        process = ExitStack()
        _shared[key] = _Shared(process.enter_context(running(name, host=host)), process)
    one = _shared[key]
    one.users += 1
    try:
        yield one.counterpart
    finally:
        one.users -= 1
        if not one.users:
            del _shared[key]
            one.process.close()


def _started(name: str, *, host: str, port: int, data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "lti_exams.sandbox", name]
    options = ["--host", host, "--port", str(port), "--data", str(data)]
    # The product's own settings must not leak into a counterpart.
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    # A pipe that nobody reads would fill up and stop the counterpart.
    with (data / "complaints").open("w") as complaints:
        return subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=complaints, text=True, env=kept
        )


def _origin_once_ready(process: subprocess.Popen[str], data: Path) -> str:
    line = first_line(process)
    if not line.startswith("ready "):
        pytest.fail(f"It did not start: {(data / 'complaints').read_text()[-2000:]}")
    return line.split()[1]
