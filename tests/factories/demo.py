"""Runs `manage.py demo` as people do, on free ports, with data that are thrown away."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from lti_exams.kernel.ports import is_free
from tests.factories.processes import SECONDS_TO_END, end, first_line
from tests.factories.university import University

# Below what the system hands out by itself.
PORTS = range(20_000, 32_000, 4)
HOSTS = ("127.0.0.1", "localhost", "127.0.0.2", "127.0.0.3")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a demo runs: the first of its four ports, and the directory of its data."""

    port: int
    data: Path

    def command(self, *more: str) -> list[str]:
        """Return the command that starts a demo here."""
        where = ["--port", str(self.port), "--data", str(self.data)]
        return [sys.executable, "manage.py", "demo", *where, *more]

    def start(self, *more: str) -> subprocess.Popen[str]:
        """Start a demo here, and do not wait for it."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command(*more),
            stdout=pipe,
            stderr=pipe,
            text=True,
            cwd=settings.BASE_DIR,
            env=as_at_home(),
        )

    def try_to_start(self, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Start a demo here that is expected to refuse."""
        return subprocess.run(
            self.command(*more),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=settings.BASE_DIR,
            env=as_at_home() | environment,
        )

    def wait_until_free(self) -> None:
        """Let what an earlier test killed be gone: it ends by itself, and takes its moment."""
        latest = time.monotonic() + SECONDS_TO_END
        while not self.is_free() and time.monotonic() < latest:
            time.sleep(0.1)

    def is_free(self) -> bool:
        """Tell whether nothing listens here."""
        return all(is_free(host, self.port + number) for number, host in enumerate(HOSTS))


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs, and the one object that it told."""

    place: Place
    process: subprocess.Popen[str]
    told: dict[str, str] = field(default_factory=dict)

    @property
    def lms(self) -> University:
        return University(f"http://localhost:{self.place.port + 1}")

    def tidy_up(self) -> None:
        """Make everything as the tour finds it: no fault, and links that open nothing."""
        self.lms.delete("faults")
        for link in self.lms.get("links"):
            self.lms.delete(f"links/{link['id']}")
            self.lms.post(
                "links", **{name: link[name] for name in ("course", "title", "client_id")}
            )

    def let_an_hour_pass_for_keys(self) -> None:
        """Let the service ask for keys again, which it does at most once a minute."""
        database = self.place.data / str(self.place.port) / "service" / "lti_exams.sqlite3"
        with closing(sqlite3.connect(database, timeout=20)) as connection, connection:
            connection.execute("UPDATE trust_keyset SET tried_at = datetime(tried_at, '-1 hour')")


def free_port() -> int:
    """Return the first of four ports on which a demo may run."""
    # Not `random`: every run of the tests begins it anew, and two at a time would meet.
    while not Place(port := secrets.choice(PORTS), Path()).is_free():
        pass
    return port


@contextmanager
def running_demo(place: Place, *more: str) -> Iterator[Demo]:
    """Run a demo until the block ends."""
    place.wait_until_free()
    process = place.start("--json", *more)
    try:
        line = first_line(process)
        if not line.startswith("{") or "tour" not in line:
            pytest.fail(f"The demo did not start: {line} {end(process)[1]}")
        yield Demo(place, process, json.loads(line))
    finally:
        end(process)


@contextmanager
def somewhere() -> Iterator[Place]:
    """Give a place to a demo that nothing has run at yet."""
    with tempfile.TemporaryDirectory(prefix="demo-") as directory:
        yield Place(free_port(), Path(directory))


def as_at_home() -> dict[str, str]:
    """Return the environment without the settings of these tests."""
    ours = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if name not in ours}
