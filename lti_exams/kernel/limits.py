"""How often somebody may do something: a count per window of time, in Django's cache.

It keeps a flood away; it is no ledger. With a cache per process each process counts for itself.
"""

from datetime import timedelta
from time import time

from django.core.cache import cache

from lti_exams.kernel.digests import digest_of


def allow(name: str, key: str, *, at_most: int, per: timedelta) -> bool:
    """Count one more for this key and tell whether it is still within the limit."""
    seconds = int(per.total_seconds())
    window = int(time()) // seconds
    # A digest: a key may be an address or a client_id of any length and any characters.
    counter = f"limit:{name}:{window}:{digest_of(key)}"
    return _counted(counter, seconds) <= at_most


def _counted(counter: str, seconds: int) -> int:
    try:
        return cache.incr(counter)
    except ValueError:
        # The first of this window; of several at once one makes the counter and each counts.
        return 1 if cache.add(counter, 1, timeout=seconds) else _counted_again(counter)


def _counted_again(counter: str) -> int:
    try:
        return cache.incr(counter)
    except ValueError:
        # The window closed between the two lines.
        return 1
