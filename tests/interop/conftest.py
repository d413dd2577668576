"""Other people's programs, each in an environment of its own that is made when it is missing."""

import fcntl
from pathlib import Path

import pytest

from benchmarks.environments import ROOT, python_of


@pytest.fixture(scope="session")
def openedx() -> Path:
    """Return the interpreter that has Open edX's packages; of several runs one makes it."""
    lock = ROOT / "var" / "peers" / "openedx.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return python_of("openedx")
