"""The keys that open every secret in the database: where they are, newest first."""

import os
import stat
import tempfile
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from lti_exams.kernel.errors import LtiExamsError

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


class MissingMasterKey(LtiExamsError):
    """No master key is configured, or its file is not there or cannot be read."""

    code = "master-key-missing"


class MalformedMasterKey(LtiExamsError):
    """A line that should hold a master key holds something else."""

    code = "master-key-malformed"


def master_keys() -> tuple[str, ...]:
    """Return the keys that settings name: MASTER_KEYS, or else the lines of MASTER_KEY_FILE.

    Where settings allow it, a missing file is made first. The file is read again when it changes,
    so a new key needs no restart.
    """
    if settings.MASTER_KEYS:
        return tuple(settings.MASTER_KEYS)
    path = Path(settings.MASTER_KEY_FILE)
    if settings.MASTER_KEY_MAY_BE_MADE and not path.exists():
        make_key_file(path)
    try:
        found = path.stat()
        return _keys_in(path, found.st_mtime_ns, found.st_ino)
    except OSError as error:
        raise MissingMasterKey(why=error.strerror) from error


@lru_cache(maxsize=8)
def _keys_in(path: Path, _changed_at: int, _inode: int) -> tuple[str, ...]:
    keys = tuple(filter(None, map(str.strip, path.read_text().splitlines())))
    if not keys:
        raise MissingMasterKey(why="the file is empty")
    return keys


def make_key_file(path: Path) -> bool:
    """Write a new key that only we can read; of two that try at once, one does and one is told.

    The file appears with its content or not at all: a link, unlike a write, is one step.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=".master-key-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(written, path)
    except FileExistsError:
        return False
    finally:
        Path(written).unlink()
    return True


def others_may_read(path: Path) -> bool:
    """Tell whether anybody but the owner has a right to the file."""
    return bool(path.stat().st_mode & OTHERS_MAY)
