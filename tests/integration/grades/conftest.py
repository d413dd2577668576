import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from lti_exams.journeys.register_platform import register_platform
from lti_exams.platforms import api as platforms
from tests.factories.at_once import told_at_once
from tests.factories.fake_lms_server import FakeLms, running_lms
from tests.factories.grading import PROFILES, Gradebook, gradebook_at
from tests.factories.sandbox import shared

LONG = os.environ.get("LONG") == "1"
# Nobody signs before there was a key: it is older than any clock of a story goes back to.
LONG_BEFORE = datetime(2027, 1, 1, 9, tzinfo=UTC)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let every failure happen at every LMS in the long form, but those that only one has."""
    named = (mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    is_chosen = any("profile" in names for names in named)
    if LONG and "profile" in metafunc.fixturenames and not is_chosen:
        metafunc.parametrize("profile", PROFILES)


@pytest.fixture(scope="session")
def lms_origin() -> Iterator[str]:
    with shared("lms", host="localhost") as lms:
        yield lms.origin


@pytest.fixture
def profile() -> str:
    """Name the LMS that the sandbox behaves like; a test that wants another says so."""
    return "plain"


@pytest.fixture
def book(db: None, lms_origin: str, profile: str) -> Iterator[Gradebook]:
    """An LMS of that profile, and us in it."""
    with told_at_once(), gradebook_at(lms_origin, profile) as book:
        yield book


@pytest.fixture
def threaded_book(transactional_db: None, lms_origin: str, profile: str) -> Iterator[Gradebook]:
    """The same for those who send from several threads or processes."""
    with gradebook_at(lms_origin, profile) as book:
        yield book


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLms]:
    with running_lms() as lms:
        monkeypatch.setattr("socketserver.BaseServer.handle_error", lambda *_: None)
        yield lms


@pytest.fixture
def platform(db: None, server: FakeLms) -> Iterator[platforms.Platform]:
    url = server.url
    registered = register_platform(
        platforms.NewRegistration(
            name="Riverside University",
            issuer=url,
            client_id="client-1",
            auth_url=f"{url}/auth",
            token_url=f"{url}/token",
            jwks_url=f"{url}/jwks",
            deployments=("1",),
        ),
        by=None,
        now=LONG_BEFORE,
    )
    with told_at_once():
        yield registered
