"""Writing by turns: threads that wait for SQLite sleep, those that wait here go on at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

_pen = threading.Lock()


@contextmanager
def writing() -> Iterator[None]:
    """Hold the only pen of this process, inside a transaction."""
    with _pen, transaction.atomic():
        yield
