"""Run the tests: on SQLite and on PostgreSQL, and in Chromium where it is installed.

What is missing is named, with how to get it; with CI=true or REQUIRE_ALL=1 it is a failure.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GET_POSTGRES = (
    "The tests on PostgreSQL are left out: nothing answers at {address}.\n"
    "  Get them: docker run -d -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:16\n"
    "  or name a server: TEST_POSTGRES_URL=postgres://user:password@host:5432/postgres"
)
GET_CHROMIUM = (
    "The tests in a browser are left out: Chromium was not found.\n"
    "  Get them: apt-get install chromium, or name it: CHROMIUM=/path/to/chromium"
)


QUICK = "not browser and not slow and not sandbox"
SLOW = "slow and not browser and not sandbox"
NOTHING_TO_RUN = 5
# What reads no database is the same on both.
WITHOUT_A_DATABASE = ("tests/unit", "tests/test_architecture.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pytest: the marks of its tests, and what its environment has besides."""

    name: str
    marks: str
    more: Mapping[str, str] = field(default_factory=dict)
    # Folders that would tell nothing new.
    without: tuple[str, ...] = ()
    # What is dear and serves all tests of a file is then made once.
    keeps_files_together: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """What this machine has that some tests need."""

    chromium: str
    postgres: str
    postgres_answers: bool


def main(chosen: list[str]) -> int:
    """Run what can be run, say what cannot, and return the exit status."""
    machine = look_around(os.environ)
    missing = what_is_missing(machine)
    print("\n".join(missing), flush=True)
    if missing and required(os.environ):
        return 1
    is_long = os.environ.get("LONG") == "1"
    codes = [_pytest(one, chosen) for one in runs(machine, long=is_long)]
    print("\n".join(missing), flush=True)
    return max(codes)


def look_around(environment: Mapping[str, str]) -> Machine:
    """Find Chromium and PostgreSQL."""
    named = environment.get("CHROMIUM", "")
    found = next(filter(None, map(shutil.which, [named, *NAMES_OF_CHROMIUM])), "")
    postgres = environment.get("TEST_POSTGRES_URL", POSTGRES)
    return Machine(found, postgres, _answers(postgres))


def required(environment: Mapping[str, str]) -> bool:
    """Tell whether what is missing is a failure."""
    return environment.get("CI") == "true" or environment.get("REQUIRE_ALL") == "1"


def what_is_missing(machine: Machine) -> list[str]:
    """Say which tests are left out and how to get them."""
    address = urlsplit(machine.postgres).netloc.rpartition("@")[2]
    missing = [] if machine.chromium else [GET_CHROMIUM]
    return missing if machine.postgres_answers else [*missing, GET_POSTGRES.format(address=address)]


def runs(machine: Machine, *, long: bool = False) -> list[Run]:
    """Return the runs of pytest: what is quick on each database, and then what takes its time.

    Where both databases are there, pages and addresses are asked on PostgreSQL, and in the browser
    on SQLite; the long form asks everything on both.
    """
    if not machine.postgres_answers:
        quick = [Run("what is quick, on SQLite", QUICK), *_slow_on("SQLite", {})]
        return [*quick, *_with_the_sandbox(machine)]
    on_postgres = {"DATABASE_URL": machine.postgres}
    planned = [
        Run("what is quick, on SQLite", QUICK, without=() if long else ("tests/functional",)),
        Run("what is quick, on PostgreSQL", QUICK, on_postgres, WITHOUT_A_DATABASE),
        *(_slow_on("SQLite", {}) if long else ()),
        *_slow_on("PostgreSQL", on_postgres),
    ]
    return [*planned, *_with_the_sandbox(machine)]


def _slow_on(name: str, where: Mapping[str, str]) -> list[Run]:
    return [Run(f"what is slow, on {name}", SLOW, where, keeps_files_together=True)]


def _with_the_sandbox(machine: Machine) -> list[Run]:
    if not machine.chromium:
        return [Run("the sandbox", "sandbox and not browser", keeps_files_together=True)]
    more = {"CHROMIUM": machine.chromium}
    name, marks = "the sandbox and the browser", "sandbox or browser"
    return [Run(name, marks, more, keeps_files_together=True)]


def _answers(postgres: str) -> bool:
    parts = urlsplit(postgres)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 5432), timeout=2):
            return True
    except OSError:
        return False


def _pytest(one: Run, chosen: list[str]) -> int:
    print(f"\nThe tests: {one.name}", flush=True)
    environment = {name: os.environ[name] for name in os.environ if name != "DATABASE_URL"}
    workers = ["-n", os.environ.get("TEST_WORKERS", "2")]
    options = [f"--ignore={folder}" for folder in one.without]
    options += ["--dist=loadfile"] if one.keeps_files_together else []
    command = [sys.executable, "-m", "pytest", "-q", *workers, "-m", one.marks, *options, *chosen]
    root = Path(__file__).resolve().parent.parent
    ended = subprocess.run(command, cwd=root, env={**environment, **one.more}, check=False)
    # Tests that somebody chose may all belong to other runs.
    return 0 if chosen and ended.returncode == NOTHING_TO_RUN else ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
