"""The short form of `make kill`: workers end by SIGKILL, and nothing is lost or doubled."""

import os
from datetime import timedelta
from random import Random

import pytest

from tests.factories.killing import Slaughter, crowd

BRIEFLY = 1
KILLS = int(os.environ.get("KILLS", "5"))
# Leases live a moment here, so that a dead worker's is soon over: the ratio is what counts.
LIFE = timedelta(seconds=0.6)


@pytest.mark.parametrize("profile", ["canvas"])
class TestKilledWorkers:
    @pytest.mark.parametrize("kills", [BRIEFLY, pytest.param(KILLS, marks=pytest.mark.slow)])
    def test_lose_nothing_and_double_nothing(self, threaded_book, kills):
        link = threaded_book.link(column=False)
        threaded_book.lms.break_by("bucket", high_water_mark=10**9)
        threaded_book.lms.break_by("latency", endpoints=["scores", "line-items"], seconds=0.02)
        threaded_book.lms.break_by("reset", endpoints=["scores"], probability=0.02)
        people = crowd(threaded_book, link, 8 if kills == BRIEFLY else 40)
        slaughter = Slaughter(threaded_book, link, people, LIFE, Random(kills))

        slaughter.kill(kills, longest=0.1 if kills == BRIEFLY else 0.6)

        found = slaughter.found()
        assert (found.lost, found.doubled) == ([], [])
        assert found.slowest_rescue < 10, "a lease of a moment, and a busy machine"
