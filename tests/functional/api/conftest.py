import pytest

from tests.factories.lms import Lms
from tests.factories.rest import Hall


@pytest.fixture
def hall(lms: Lms) -> Hall:
    """A course with a timed exam of an hour, a learner and a teacher."""
    return Hall.opened(lms)
