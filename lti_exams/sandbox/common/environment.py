"""What `serve` hands to a counterpart's settings through the environment."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Without it an error inside a counterpart would leave no trace anywhere.
COMPLAINTS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django": {"handlers": ["stderr"], "propagate": False}},
}


def data() -> Path:
    """Return the directory that holds everything this counterpart remembers."""
    fallback = Path(tempfile.gettempdir()) / "lti-exams-sandbox"
    return Path(os.environ.get("SANDBOX_DATA", fallback))


def origin() -> str:
    """Return the scheme, host and port under which browsers and the product reach us."""
    return os.environ.get("SANDBOX_ORIGIN", "http://127.0.0.1:8000")


def host() -> str:
    """Return the host name inside the origin."""
    return urlsplit(origin()).hostname or ""


def seed() -> int:
    """Return the number from which everything random here starts."""
    return int(os.environ.get("SANDBOX_SEED", "1"))


def databases(name: str) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: one SQLite file that many threads may write."""
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data() / f"{name}.sqlite3",
            # A thread serves one connection of a client, and closes its own to this at the end.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Without IMMEDIATE two threads that read and then write deadlock at once.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }


def secret_key() -> str:
    """Return Django's SECRET_KEY, made at the first start and kept beside the database."""
    kept = data() / "secret-key"
    if not kept.exists():
        data().mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()
