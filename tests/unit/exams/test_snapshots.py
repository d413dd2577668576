from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.exams.rules.clock import Clock, deadline
from lti_exams.exams.rules.reviews import Review
from lti_exams.exams.rules.snapshots import (
    Snapshot,
    after,
    as_of,
    clock_acts_after,
    settled,
)
from lti_exams.exams.rules.states import Actor, Event, IllegalMove, State

NINE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RUNNING = Snapshot(
    state=State.STARTED,
    clock=Clock(started_at=NINE, limit_seconds=3_600, grace_seconds=60, pause_limit_seconds=600),
)
WAITING = Snapshot(state=State.CREATED, clock=Clock(limit_seconds=3_600, closes_at=NINE + HOUR))


def paused(at: datetime, closes_at: datetime | None = None) -> Snapshot:
    begun = replace(RUNNING, clock=replace(RUNNING.clock, closes_at=closes_at))
    return after(begun, Event.PAUSE, Actor.VENDOR, at=at)


class TestStarting:
    def test_sets_the_clock_going(self) -> None:
        begun = after(WAITING, Event.START, Actor.LEARNER, at=NINE)

        assert (begun.state, begun.clock.started_at) == (State.STARTED, NINE)


class TestEnding:
    def test_is_when_it_happens(self) -> None:
        ended = after(RUNNING, Event.END, Actor.STAFF, at=NINE + MINUTE)

        assert (ended.ended_at, ended.ended_by) == (NINE + MINUTE, Actor.STAFF)

    def test_is_the_deadline_when_it_happens_in_grace(self) -> None:
        ended = after(RUNNING, Event.SUBMIT, Actor.LEARNER, at=NINE + HOUR + MINUTE)

        assert (ended.ended_at, ended.submitted_at) == (NINE + HOUR, NINE + HOUR + MINUTE)

    def test_of_a_pause_gives_the_time_back(self) -> None:
        ended = after(paused(NINE + MINUTE), Event.END, Actor.STAFF, at=NINE + 6 * MINUTE)

        assert (ended.clock.paused_at, ended.clock.paused_seconds) == (None, 300)

    def test_is_kept_by_a_reset(self) -> None:
        ended = after(RUNNING, Event.SUBMIT, Actor.LEARNER, at=NINE + MINUTE)

        reset = after(ended, Event.RESET, Actor.STAFF, at=NINE + HOUR)

        assert (reset.state, reset.ended_at) == (State.RESET, NINE + MINUTE)


class TestContinuing:
    def test_is_legal_before_the_deadline(self) -> None:
        stopped = after(RUNNING, Event.STOP, Actor.LEARNER, at=NINE)

        assert after(stopped, Event.CONTINUE, Actor.LEARNER, at=NINE + MINUTE) == RUNNING

    def test_is_refused_at_the_deadline(self) -> None:
        stopped = after(RUNNING, Event.STOP, Actor.LEARNER, at=NINE)

        with pytest.raises(IllegalMove):
            after(stopped, Event.CONTINUE, Actor.LEARNER, at=NINE + HOUR)


class TestReopening:
    def test_forgets_the_end_and_the_review(self) -> None:
        ended = replace(as_of(RUNNING, NINE + 2 * HOUR), review=Review.VERIFIED)

        again = after(ended, Event.REOPEN, Actor.STAFF, at=NINE + 2 * HOUR, seconds=60)

        assert (again.ended_at, again.ended_by, again.review) == (None, None, Review.NONE)
        assert deadline(again.clock) == NINE + 2 * HOUR + MINUTE


class TestTheClock:
    def test_owes_nothing_at_the_last_moment(self) -> None:
        assert list(settled(RUNNING, NINE + HOUR + MINUTE)) == []

    def test_ends_an_attempt_after_its_grace_at_its_deadline(self) -> None:
        (move,) = settled(RUNNING, NINE + 9 * HOUR)

        assert (move.event, move.at) == (Event.DEADLINE, NINE + HOUR + MINUTE)
        assert (move.after.state, move.after.ended_at) == (State.SUBMITTED, NINE + HOUR)

    def test_times_out_where_late_work_does_not_count(self) -> None:
        strict = replace(RUNNING, late_work_counts=False)

        assert as_of(strict, NINE + 9 * HOUR).state is State.TIMED_OUT

    def test_lets_expire_what_did_not_start_before_the_close_date(self) -> None:
        (move,) = settled(WAITING, NINE + 2 * HOUR)

        assert (move.after.state, move.after.ended_at) == (State.EXPIRED, NINE + HOUR)

    def test_ends_a_pause_and_then_the_attempt(self) -> None:
        moves = list(settled(paused(NINE + 10 * MINUTE), NINE + 9 * HOUR))

        assert [move.event for move in moves] == [Event.PAUSE_LIMIT, Event.DEADLINE]
        assert moves[-1].after.ended_at == NINE + 70 * MINUTE

    def test_ends_an_attempt_in_its_pause_where_the_close_date_comes_first(self) -> None:
        closing = paused(NINE + 10 * MINUTE, closes_at=NINE + 12 * MINUTE)

        (move,) = settled(closing, NINE + 9 * HOUR)

        assert move.event is Event.DEADLINE
        assert move.after.ended_at == NINE + 12 * MINUTE

    def test_waits_for_nothing_where_nothing_limits(self) -> None:
        unlimited = replace(RUNNING, clock=Clock(started_at=NINE))

        assert clock_acts_after(unlimited) is None

    @pytest.mark.parametrize(
        "state", [State.SUBMITTED, State.ERROR, State.EXPIRED, State.DECLINED, State.RESET]
    )
    def test_waits_for_nothing_that_has_ended(self, state: State) -> None:
        assert clock_acts_after(replace(RUNNING, state=state)) is None

    @given(st.integers(0, 20_000), st.integers(0, 20_000))
    def test_tells_the_same_whether_or_not_somebody_looked_before(
        self, first: int, second: int
    ) -> None:
        """The sweeper may come at any time and change nothing that is true."""
        early, late = sorted(NINE + timedelta(seconds=one) for one in (first, second))
        start = paused(NINE + 10 * MINUTE, closes_at=NINE + 2 * HOUR)

        assert as_of(as_of(start, early), late) == as_of(start, late)

    @given(st.integers(0, 20_000))
    def test_leaves_nothing_owed(self, seconds: int) -> None:
        now = NINE + timedelta(seconds=seconds)

        acts_after = clock_acts_after(as_of(paused(NINE + 10 * MINUTE), now))

        assert acts_after is None or acts_after >= now
