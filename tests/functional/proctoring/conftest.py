"""An exam with a vendor, and somebody who sits it."""

import pytest

from tests.factories.lms import Lms
from tests.factories.proctoring import Guard, Sat, guarded_exam, lti_vendor, seated


@pytest.fixture
def guard(lms: Lms) -> Guard:
    """A vendor that watches the exam of the link."""
    guard = lti_vendor()
    guarded_exam(lms, guard.vendor)
    return guard


@pytest.fixture
def learner(lms: Lms, guard: Guard) -> Sat:
    """Somebody at whose seat that exam is open."""
    return seated(lms, guard)
