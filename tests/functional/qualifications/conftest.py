import pytest

from tests.factories.final_lists import Class, Wizard
from tests.factories.lms import Lms


@pytest.fixture
def school(lms: Lms, db: None) -> Class:
    return Class.of(lms)


@pytest.fixture
def wizard(school: Class) -> Wizard:
    return Wizard.begun(school.teacher)
