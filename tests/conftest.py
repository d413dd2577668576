"""What every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, settings

from lti_exams.trust.operations import remote_keys
from tests.factories.demo import Demo, running_demo, somewhere
from tests.factories.lms import Lms
from tests.factories.sandbox import RunCounterpart, running

# A busy machine is no failure, and an example must not need the file of another run.
settings.register_profile(
    "house",
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("house")

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A moment that the test decides about."""
    return NOW


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """Forget what another test kept: its rows are gone, and their numbers are given out anew."""
    cache.clear()
    remote_keys._parsed.clear()


@pytest.fixture
def lms(db: None) -> Lms:
    """An LMS that is registered with us and has one deployment."""
    return Lms.registered()


@pytest.fixture
def browser() -> Client:
    """A browser that keeps the cookies it is given."""
    return Client()


@pytest.fixture(scope="session")
def sandbox_process() -> RunCounterpart:
    """Return what starts a counterpart: `with sandbox_process("lms", host="localhost") as lms`."""
    return running


@pytest.fixture(scope="session")
def _demo() -> Iterator[Demo]:
    with somewhere() as place, running_demo(place) as demo:
        yield demo


@pytest.fixture
def demo(_demo: Demo) -> Demo:
    """The demo, started once for all tests, with everything in it as the tour finds it."""
    _demo.tidy_up()
    return _demo
