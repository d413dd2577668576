"""Both sides of the race, each a process with a database of its own on the same server."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from cryptography.fernet import Fernet

from benchmarks.environments import ROOT, python_of
from benchmarks.launches_race.browser import HOST, ORIGIN
from tests.run import POSTGRES

SERVER = os.environ.get("TEST_POSTGRES_URL", POSTGRES)
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
    with _database("ours") as url, tempfile.TemporaryDirectory() as data:
        settings = {
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "DATABASE_URL": url,
            "DATA_DIR": data,
            "SECRET_KEY": "of-one-benchmark",
            "MASTER_KEYS": Fernet.generate_key().decode(),
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_ORIGIN": ORIGIN,
            "LOG_LEVEL": "WARNING",
        }
        with _running(sys.executable, "benchmarks.launches_race.ours", settings) as side:
            yield side


@contextmanager
def pylti1p3() -> Iterator[Side]:
    """Run pylti1p3 in an environment of its own."""
    with _database("pylti1p3") as url:
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


@contextmanager
def _database(side: str) -> Iterator[str]:
    """Make a database of this run's own, and drop it afterwards."""
    name = f"lti_exams_bench_{side}_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server_version() -> str:
    with psycopg.connect(SERVER) as server:
        return f"PostgreSQL {server.info.server_version // 10000}"
