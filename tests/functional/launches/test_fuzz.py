"""Forged launches of every kind, and valid ones of six LMSs, through the whole WSGI path."""

import os
import secrets
from collections.abc import Iterator
from random import Random

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.fuzz.forgeries_run import ATTEMPTS, post_forgeries
from tests.fuzz.scene import Scene
from tests.fuzz.variants_run import post_variants

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LONG = os.environ.get("LONG") == "1"
FORGERIES = int(os.environ.get("FUZZ_TOKENS", "100000" if LONG else "2000"))


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection that holds the test's transaction, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def seed() -> str:
    """Say with which random numbers a failure comes again: FUZZ_SEED repeats them."""
    seed = os.environ.get("FUZZ_SEED", secrets.token_hex(4))
    print(f"FUZZ_SEED={seed}")
    return seed


class TestForgedLaunches:
    def test_are_refused_each_by_its_own_code(self, seed: str) -> None:
        tally = post_forgeries(Scene.set_up(), times=FORGERIES, rng=Random(seed))

        assert not tally.accepted
        assert not tally.server_errors
        assert not tally.wrong_codes

    def test_are_mostly_signed_by_the_lms_and_of_every_kind(self, seed: str) -> None:
        tally = post_forgeries(Scene.set_up(), times=len(ATTEMPTS), rng=Random(seed))

        assert tally.signed_share >= 0.5
        assert set(tally.posted) == set(ATTEMPTS)


class TestValidLaunchesOfSixLmss:
    def test_are_all_let_in(self, seed: str) -> None:
        refused = post_variants(times=1_000, rng=Random(seed))

        assert not refused
