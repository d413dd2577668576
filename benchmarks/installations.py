"""Installations of the product for one run: production's settings, a database of their own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from cryptography.fernet import Fernet

from tests.run import POSTGRES

HOST = "exams.example"
SERVER = os.environ.get("TEST_POSTGRES_URL", POSTGRES)


@contextmanager
def installation(name: str) -> Iterator[dict[str, str]]:
    """Yield the environment of an installation whose database is empty, and drop it afterwards."""
    with database(name) as url, tempfile.TemporaryDirectory() as data:
        yield {
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "DATABASE_URL": url,
            "DATA_DIR": data,
            "SECRET_KEY": "of-one-benchmark",
            "MASTER_KEYS": Fernet.generate_key().decode(),
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_ORIGIN": f"https://{HOST}",
            "LOG_LEVEL": "WARNING",
        }


@contextmanager
def database(name: str) -> Iterator[str]:
    """Make a database of this run's own, and drop it afterwards."""
    name = f"lti_exams_bench_{name}_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server_version() -> str:
    with psycopg.connect(SERVER) as server:
        return f"PostgreSQL {server.info.server_version // 10000}"
