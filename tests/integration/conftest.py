from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.factories.campus import Campus, campus
from tests.factories.sandbox import shared
from tests.factories.university import University


@pytest.fixture(scope="session")
def university() -> Iterator[University]:
    """The sandbox's LMS, as a process."""
    with shared("lms") as lms:
        yield University(lms.origin)


@pytest.fixture
def under(
    live_server: LiveServer, settings: Any, university: University
) -> Iterator[Callable[[str], Campus]]:
    """Return what founds the LMS under a profile, with a course of it that we know."""
    settings.PUBLIC_ORIGIN = live_server.url
    with ExitStack() as stack:
        yield lambda profile: stack.enter_context(campus(university, live_server.url, profile))


@pytest.fixture
def campus_(under: Callable[[str], Campus]) -> Campus:
    """A course of an LMS without quirks."""
    return under("plain")
