"""Workers are killed while scores flow; nothing may be lost, and no effect doubled."""

from datetime import timedelta
from random import Random
from typing import Any

from lti_exams.kernel import leases
from tests.factories.grading import gradebook_at
from tests.factories.killing import Slaughter, crowd
from tests.factories.sandbox import running

PEOPLE = 500
# Leases live a second, or each kill would be waited after; a few are as long as they are.
SHORT = timedelta(seconds=1)
REAL_RESCUES = 2


def measure(kills: int) -> dict[str, Any]:
    """Return what was lost and doubled, and how long it took until another went on."""
    with running("lms", host="localhost") as lms, gradebook_at(lms.origin, "canvas") as book:
        # Another fault than being killed would only make it slower.
        book.lms.break_by("bucket", high_water_mark=10**9)
        book.lms.break_by("reset", endpoints=["scores"], probability=0.01)
        link = book.link(column=False)
        people = crowd(book, link, PEOPLE)
        truth: dict[int, int] = {}
        first = Slaughter(book, link, people, SHORT, Random(kills), truth)
        first.kill(kills, longest=0.6, each=30)
        real = Slaughter(book, link, people, leases.LIFE, Random(kills + 1), truth)
        real.told = first.told
        real.kill(REAL_RESCUES, each=100)
        found = real.found()
    return {
        "kills": len(first.rescues) + len(real.rescues),
        "scores": found.scores,
        "lost": found.lost,
        "doubled": found.doubled,
        "slowest_rescue_with_leases_of_a_second": round(max(first.rescues), 1),
        "slowest_rescue_with_real_leases": round(max(real.rescues), 1),
    }
