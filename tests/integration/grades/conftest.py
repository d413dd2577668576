import os
from collections.abc import Iterator

import pytest

from tests.factories.at_once import told_at_once
from tests.factories.grading import PROFILES, Gradebook, gradebook_at
from tests.factories.sandbox import shared

LONG = os.environ.get("LONG") == "1"


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
