from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.outbox.api import MessageState
from lti_exams.outbox.rules.retries import DONE, TRIES, Said, after, pause, said_by

LATER = Said(done=False, reason="http-503", again=True)


class TestTheNextTry:
    def test_comes_after_half_a_minute_and_then_after_double(self) -> None:
        assert [pause(tries=tries, jitter=0).seconds for tries in (1, 2, 3)] == [30, 60, 120]

    @given(st.integers(1, TRIES), st.floats(0, 1))
    def test_never_comes_later_than_in_six_hours_nor_at_once(
        self, tries: int, jitter: float
    ) -> None:
        assert timedelta(seconds=15) <= pause(tries=tries, jitter=jitter) <= timedelta(hours=6)

    def test_is_the_last_after_about_three_days(self, now: datetime) -> None:
        whole = sum((pause(tries=tries, jitter=0) for tries in range(1, TRIES)), timedelta(0))

        assert timedelta(days=2) < whole < timedelta(days=4)
        assert after(LATER, tries=TRIES - 1, jitter=0, now=now).state is MessageState.WAITING
        assert after(LATER, tries=TRIES, jitter=0, now=now).state is MessageState.STALLED


class TestAnAnswer:
    @pytest.mark.parametrize("status", [200, 202, 204])
    def test_of_success_is_the_end(self, status: int, now: datetime) -> None:
        assert after(said_by(status), tries=1, jitter=0, now=now).state is MessageState.SENT
        assert said_by(status) == DONE

    @pytest.mark.parametrize("status", [401, 404, 408, 429, 500, 503])
    def test_that_may_change_is_asked_for_again(self, status: int) -> None:
        assert said_by(status).again

    @pytest.mark.parametrize("status", [301, 307, 400, 410, 413, 422])
    def test_that_cannot_change_parks_the_message(self, status: int, now: datetime) -> None:
        assert after(said_by(status), tries=1, jitter=0, now=now).state is MessageState.PARKED
        assert said_by(status).reason == f"http-{status}"
