"""Whether a misfortune strikes: drawn and counted in this process, as the buckets are filled."""

import random
import threading
from dataclasses import dataclass

from lti_exams.sandbox.lms.models import Fault


@dataclass(slots=True)
class Count:
    """How many requests a misfortune was drawn for, and how many it happened to."""

    drawn: int = 0
    happened: int = 0


_counts: dict[int, Count] = {}
_lock = threading.Lock()


def draw(fault: Fault) -> bool:
    """Tell whether it strikes this request; the same seed strikes the same requests."""
    with _lock:
        count = counted(fault)
        if fault.limit is not None and count.happened >= fault.limit:
            return False
        count.drawn += 1
        strikes = chance(fault.seed, count.drawn) < fault.probability
        count.happened += strikes
        return strikes


def counted(fault: Fault) -> Count:
    """Return how often it was drawn for since this process began."""
    return _counts.setdefault(fault.pk, Count())


def chance(seed: int, draw: int) -> float:
    """Return the n-th number between 0 and 1 that a seed gives."""
    return random.Random(f"{seed}:{draw}").random()
