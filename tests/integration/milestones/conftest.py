import pytest

from tests.conftest import NOW
from tests.factories import exams as make


@pytest.fixture
def person(db: None) -> int:
    """The key of somebody."""
    return make.person(make.course(NOW)).pk


@pytest.fixture
def people(db: None) -> list[int]:
    """The keys of ten people."""
    return [one.pk for one in make.people(make.course(NOW), 10)]
