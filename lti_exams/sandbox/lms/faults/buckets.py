"""Leaky buckets, one for each client, as Canvas keeps them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.profiles.base import Bucket

_levels: dict[str, tuple[float, float]] = {}
_lock = threading.Lock()


@contextmanager
def held(client: str, bucket: Bucket) -> Iterator[None]:
    """Hold the up-front cost while a request runs, and only its true cost afterwards."""
    _pour(client, bucket, bucket.up_front, at_most=bucket.high_water_mark)
    try:
        yield
    finally:
        _pour(client, bucket, bucket.cost - bucket.up_front)


def remaining(client: str, bucket: Bucket) -> float:
    """Return how much this client may still spend."""
    with _lock:
        return bucket.high_water_mark - _level(client, bucket)


def empty() -> None:
    """Forget what everybody spent."""
    with _lock:
        _levels.clear()


def _pour(client: str, bucket: Bucket, amount: float, at_most: float | None = None) -> None:
    with _lock:
        level = _level(client, bucket)
        if at_most is not None and level + amount >= at_most:
            raise Refusal(403, "rate-limit-exceeded", "403 Forbidden (Rate Limit Exceeded)")
        _levels[client] = (max(0.0, level + amount), time.monotonic())


def _level(client: str, bucket: Bucket) -> float:
    level, since = _levels.get(client, (0.0, time.monotonic()))
    return max(0.0, level - bucket.outflow * (time.monotonic() - since))
