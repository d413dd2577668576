from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_exams.kernel.limits import allow

MINUTE = timedelta(minutes=1)
NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def noon():
    """Time stands still until the test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def allowed(key: str = "a", *, name: str = "login", at_most: int = 2) -> bool:
    return allow(name, key, at_most=at_most, per=MINUTE)


@pytest.mark.usefixtures("noon")
class TestAllow:
    def test_allows_so_many_and_no_more(self):
        assert [allowed() for _ in range(4)] == [True, True, False, False]

    def test_counts_each_key_for_itself(self):
        assert [allowed("a", at_most=1), allowed("b", at_most=1)] == [True, True]

    def test_counts_each_name_for_itself(self):
        assert [allowed(name="a", at_most=1), allowed(name="b", at_most=1)] == [True, True]

    def test_begins_anew_with_the_next_window(self, noon):
        allowed(at_most=1)
        noon.shift(MINUTE)

        assert allowed(at_most=1)

    def test_takes_a_key_of_any_length_and_characters(self):
        assert allowed("\x00\ud800 \u00e9" * 1_000)
