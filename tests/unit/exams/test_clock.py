from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.clock import Clock

NINE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
HOUR = Clock(started_at=NINE, limit_seconds=3_600)


def after(**length: float) -> datetime:
    return NINE + timedelta(**length)


class TestTheDeadline:
    def test_is_the_start_and_the_limit(self) -> None:
        assert clocks.deadline(HOUR) == after(hours=1)

    def test_comes_later_by_extra_time(self) -> None:
        assert clocks.deadline(replace(HOUR, extra_seconds=90)) == after(hours=1, seconds=90)

    def test_comes_later_by_the_time_paused(self) -> None:
        assert clocks.deadline(replace(HOUR, paused_seconds=60)) == after(hours=1, seconds=60)

    def test_is_never_after_the_close_date(self) -> None:
        assert clocks.deadline(replace(HOUR, closes_at=after(minutes=20))) == after(minutes=20)

    def test_is_not_moved_past_the_close_date_by_extra_time(self) -> None:
        closing = replace(HOUR, closes_at=after(hours=1), extra_seconds=600)

        assert clocks.deadline(closing) == after(hours=1)

    def test_is_the_close_date_where_there_is_no_limit(self) -> None:
        unlimited = Clock(started_at=NINE, closes_at=after(hours=5))

        assert clocks.deadline(unlimited) == after(hours=5)

    def test_is_nowhere_where_nothing_limits(self) -> None:
        assert clocks.deadline(Clock(started_at=NINE)) is None

    def test_is_a_whole_second_and_steals_no_part_of_one(self) -> None:
        late = replace(HOUR, started_at=after(microseconds=1))

        assert clocks.deadline(late) == after(hours=1, seconds=1)

    def test_does_not_cut_a_start_fifty_seconds_before_the_close_date_to_nothing(self) -> None:
        assert clocks.remaining(replace(HOUR, closes_at=after(seconds=50)), NINE) == 50

    def test_comes_sooner_by_what_the_sitting_used_before(self) -> None:
        assert clocks.deadline(replace(HOUR, used_seconds=600)) == after(minutes=50)

    def test_is_in_utc(self) -> None:
        east = replace(HOUR, started_at=NINE.astimezone(timezone(timedelta(hours=14))))

        assert clocks.deadline(east).utcoffset() == timedelta(0)


class TestAnHourIsAnHour:
    """Instants in UTC know no summer: what the walls show does not matter."""

    @pytest.mark.parametrize(
        "wall",
        [
            datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo("Europe/Copenhagen")),
            datetime(2027, 10, 31, 2, 30, tzinfo=ZoneInfo("Europe/Copenhagen")),
            datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Copenhagen")),
            datetime(2027, 2, 1, 23, 30, tzinfo=timezone(timedelta(hours=14))),
            datetime(2027, 2, 1, 0, 15, tzinfo=timezone(timedelta(hours=-12))),
        ],
    )
    def test_wherever_and_whenever_it_begins(self, wall: datetime) -> None:
        end = clocks.deadline(Clock(started_at=wall, limit_seconds=3_600))

        assert (end - wall.astimezone(UTC)).total_seconds() == 3_600

    def test_for_two_who_start_at_once_at_the_two_ends_of_the_world(self) -> None:
        ends = {
            clocks.deadline(replace(HOUR, started_at=NINE.astimezone(timezone(offset))))
            for offset in (timedelta(hours=14), timedelta(hours=-12))
        }

        assert ends == {after(hours=1)}


class TestGrace:
    GRACED = replace(HOUR, grace_seconds=60)

    def test_takes_what_was_handed_in_at_its_last_moment(self) -> None:
        assert clocks.is_in_time(self.GRACED, after(hours=1, seconds=60))

    def test_takes_nothing_a_moment_later(self) -> None:
        assert not clocks.is_in_time(self.GRACED, after(hours=1, seconds=60, microseconds=1))

    def test_is_not_shown_as_time_left(self) -> None:
        assert clocks.remaining(self.GRACED, after(hours=1)) == 0

    def test_never_ends_what_nothing_limits(self) -> None:
        assert not clocks.is_over(Clock(started_at=NINE), after(days=4_000))

    @given(st.integers(0, 7_200_000_000), st.integers(0, 600))
    def test_decides_alone_what_is_late(self, microseconds: int, grace: int) -> None:
        handed_in = after(microseconds=microseconds)
        clock = replace(HOUR, grace_seconds=grace)

        assert clocks.is_in_time(clock, handed_in) == (
            handed_in - NINE <= timedelta(seconds=3_600 + grace)
        )


class TestPauses:
    def test_let_the_time_stand_still(self) -> None:
        paused = clocks.paused(HOUR, after(minutes=10))

        assert clocks.remaining(paused, after(minutes=40)) == 50 * 60

    def test_know_no_deadline_but_the_close_date(self) -> None:
        paused = clocks.paused(replace(HOUR, closes_at=after(hours=2)), after(minutes=10))

        assert clocks.deadline(paused) == after(hours=2)

    def test_give_back_what_they_took(self) -> None:
        resumed = clocks.resumed(clocks.paused(HOUR, after(minutes=10)), after(minutes=25))

        assert clocks.deadline(resumed) == after(minutes=75)

    def test_end_by_themselves_at_their_limit(self) -> None:
        limited = clocks.paused(replace(HOUR, pause_limit_seconds=300), after(minutes=10))

        assert clocks.pause_ends(limited) == after(minutes=15)

    def test_do_not_end_where_there_is_no_limit(self) -> None:
        assert clocks.pause_ends(clocks.paused(HOUR, NINE)) is None

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=6))
    def test_however_many_leave_the_same_time_to_work(self, pauses: list[tuple[int, int]]) -> None:
        clock, at, away = HOUR, NINE, 0
        for work, rest in pauses:
            at += timedelta(seconds=work)
            clock = clocks.paused(clock, at)
            at += timedelta(seconds=rest)
            clock, away = clocks.resumed(clock, at), away + rest

        assert clocks.deadline(clock) == after(seconds=3_600 + away)


class TestTimeLeft:
    def test_is_all_of_it_before_the_start(self) -> None:
        assert clocks.remaining(replace(HOUR, started_at=None), after(days=3)) == 3_600

    def test_is_never_below_nothing(self) -> None:
        assert clocks.remaining(HOUR, after(days=1)) == 0

    def test_is_unknown_where_nothing_limits(self) -> None:
        assert clocks.remaining(Clock(started_at=NINE), NINE) is None

    def test_counts_a_begun_second_as_one(self) -> None:
        assert clocks.remaining(HOUR, after(minutes=59, seconds=59.5)) == 1

    @given(part=st.integers(0, 999_999), pause=st.integers(0, 10**7), extra=st.integers(0, 900))
    def test_is_at_the_start_the_limit_and_never_a_second_more(
        self, part: int, pause: int, extra: int
    ) -> None:
        begun = replace(HOUR, started_at=after(microseconds=part), extra_seconds=extra)
        again_at = after(microseconds=part + pause)
        again = clocks.resumed(clocks.paused(begun, after(microseconds=part)), again_at)

        assert clocks.remaining(begun, after(microseconds=part)) == 3_600 + extra
        assert clocks.remaining(again, again_at) == 3_600 + extra


class TestExtensions:
    def test_move_a_close_date_along(self) -> None:
        closing = replace(HOUR, closes_at=after(minutes=30))

        assert clocks.deadline(clocks.extended(closing, 600)) == after(minutes=40)

    def test_are_taken_back_whole_while_they_are_unused(self) -> None:
        assert clocks.shortened(clocks.extended(HOUR, 600), 600, now=NINE) == HOUR

    def test_are_taken_back_no_further_than_now(self) -> None:
        longer = clocks.extended(HOUR, 1_200)

        shorter = clocks.shortened(longer, 1_200, now=after(minutes=70))

        assert clocks.deadline(shorter) == after(minutes=70)

    @given(st.integers(1, 7_200), st.integers(0, 12_000))
    def test_taken_back_end_nobody_in_the_past(self, seconds: int, elapsed: int) -> None:
        now, longer = after(seconds=elapsed), clocks.extended(HOUR, seconds)

        shorter = clocks.shortened(longer, seconds, now=now)

        assert clocks.deadline(shorter) >= min(now, clocks.deadline(longer))

    def test_make_up_for_terms_that_would_end_somebody_in_the_past(self) -> None:
        shorter = replace(HOUR, limit_seconds=60, closes_at=after(minutes=5))

        clock = clocks.running_until_now_at_least(shorter, after(minutes=30))

        assert clocks.deadline(clock) == after(minutes=30)


class TestReopening:
    @pytest.mark.parametrize("closes", [None, after(minutes=30), after(hours=1), after(days=2)])
    def test_gives_the_time_from_now_on(self, closes: datetime | None) -> None:
        clock = replace(HOUR, closes_at=closes)
        ended, now = clocks.deadline(clock), after(hours=9)

        again = clocks.reopened(clock, 600, ended_at=ended, now=now)

        assert clocks.remaining(again, now) >= 600
        assert clocks.deadline(again) - now <= timedelta(minutes=40)


class TestWhatASittingUsed:
    def test_is_the_time_worked_without_the_pauses(self) -> None:
        worked = replace(HOUR, paused_seconds=300)

        assert clocks.used(worked, after(minutes=25)) == 20 * 60

    def test_adds_up_over_attempts(self) -> None:
        assert clocks.used(replace(HOUR, used_seconds=100), after(seconds=50)) == 150

    def test_is_nothing_where_nothing_started(self) -> None:
        assert clocks.used(Clock(limit_seconds=60), NINE) == 0
