"""Forged messages and calls of a vendor by the hundred: none is accepted, none is an error of ours.

`make bench` posts twenty thousand.
"""

import os
from random import Random

import pytest

from tests.fuzz.proctoring_run import ProctoringScene, post_proctoring

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEED = os.environ.get("FUZZ_SEED", "proctoring")


def test_forgeries_are_all_refused_each_by_its_code() -> None:
    tally = post_proctoring(ProctoringScene.set_up(), times=500, rng=Random(SEED))

    assert sum(tally.posted.values()) == 500
    found = (tally.accepted, tally.server_errors, tally.wrong_codes)
    assert [dict(one) for one in found] == [{}, {}, {}], f"seed {SEED}"
