"""Unit tests read no database: they run once, and not again on PostgreSQL."""

import pytest


@pytest.fixture
def db() -> None:
    """Refuse the database to tests that would need it on both servers."""
    pytest.fail("a unit test reads no database: its place is tests/integration")
