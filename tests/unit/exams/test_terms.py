import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.exams.rules.allowances import (
    Allowance,
    AllowanceRefused,
    Grant,
    Reach,
    check_allowance,
    combined,
    granted,
    more_seconds,
    prevailing,
    time_comes_from,
)
from lti_exams.exams.rules.kinds import Kind, LatePolicy, Purpose, SecondDevice
from lti_exams.exams.rules.terms import Terms, ends, for_purpose, from_document, to_document

NINE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TERMS = Terms(
    kind=Kind.TIMED,
    limit_seconds=3_600,
    opens_at=NINE,
    due_at=NINE + DAY,
    closes_at=NINE + 2 * DAY,
)
DATES = st.none() | st.datetimes(datetime(2001, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))
ANY_TERMS = st.builds(
    Terms,
    kind=st.sampled_from(Kind),
    vendor=st.text(),
    limit_seconds=st.none() | st.integers(1, 10**6),
    opens_at=DATES,
    due_at=DATES,
    closes_at=DATES,
    grace_seconds=st.integers(0, 1_000),
    late_policy=st.sampled_from(LatePolicy),
    pause_limit_seconds=st.none() | st.integers(1, 10**6),
    second_device=st.sampled_from(SecondDevice),
)


class TestTheEndOfAnExam:
    def test_is_its_close_date_where_late_work_counts(self) -> None:
        assert ends(TERMS) == NINE + 2 * DAY

    def test_is_its_due_date_where_late_work_counts_for_nothing(self) -> None:
        assert ends(replace(TERMS, late_policy=LatePolicy.DOES_NOT_COUNT)) == NINE + DAY

    def test_is_its_due_date_where_there_is_no_close_date(self) -> None:
        assert ends(replace(TERMS, closes_at=None)) == NINE + DAY

    def test_is_nowhere_where_there_are_no_dates(self) -> None:
        assert ends(Terms(kind=Kind.TIMED)) is None


class TestPurposes:
    def test_a_rehearsal_may_be_before_the_exam_opens(self) -> None:
        assert for_purpose(TERMS, Purpose.REHEARSAL) == replace(TERMS, opens_at=None)

    def test_a_preview_has_no_vendor(self) -> None:
        assert for_purpose(replace(TERMS, vendor="vendor:x"), Purpose.PREVIEW).vendor == ""

    def test_a_preview_has_no_dates(self) -> None:
        assert ends(for_purpose(TERMS, Purpose.PREVIEW)) is None


class TestFrozenTerms:
    @given(ANY_TERMS)
    def test_are_read_as_they_were_written(self, terms: Terms) -> None:
        assert from_document(json.loads(json.dumps(to_document(terms)))) == terms


class TestMoreTime:
    @pytest.mark.parametrize(
        ("allowance", "seconds"),
        [
            (Allowance(), 0),
            (Allowance(minutes=15), 900),
            (Allowance(percent=25), 900),
            (Allowance(percent=1), 36),
        ],
    )
    def test_is_in_minutes_or_in_percent(self, allowance: Allowance, seconds: int) -> None:
        assert more_seconds(3_600, allowance) == seconds

    @given(st.integers(1, 10**7), st.integers(1, 1_000))
    def test_in_percent_is_rounded_up_and_by_less_than_a_second(
        self, limit: int, percent: int
    ) -> None:
        more = more_seconds(limit, Allowance(percent=percent))

        assert 0 <= more * 100 - limit * percent < 100

    def test_makes_a_limit_of_nothing_where_there_is_none(self) -> None:
        unlimited = replace(TERMS, limit_seconds=None)

        assert granted(unlimited, Allowance(minutes=10)).limit_seconds is None


class TestOwnDates:
    def test_take_the_place_of_everybodys(self) -> None:
        own = Allowance(opens_at=NINE - HOUR, due_at=NINE + HOUR, closes_at=NINE + 3 * DAY)

        terms = granted(TERMS, own)

        assert (terms.opens_at, terms.due_at) == (NINE - HOUR, NINE + HOUR)
        assert terms.closes_at == NINE + 3 * DAY

    def test_that_are_not_mentioned_stay(self) -> None:
        assert granted(TERMS, Allowance(minutes=5)).closes_at == TERMS.closes_at

    def test_a_due_date_after_everybodys_close_date_can_be_reached(self) -> None:
        assert ends(granted(TERMS, Allowance(due_at=NINE + 5 * DAY))) == NINE + 5 * DAY


class TestSeveralAccommodations:
    def test_time_for_the_exam_replaces_time_for_the_course(self) -> None:
        both = combined(Allowance(percent=50), Allowance(minutes=5))

        assert (both.minutes, both.percent) == (5, None)

    def test_what_the_exam_does_not_mention_comes_from_the_course(self) -> None:
        both = combined(Allowance(percent=50), Allowance(closes_at=NINE))

        assert (both.percent, both.closes_at) == (50, NINE)

    def test_exceptions_add_up(self) -> None:
        both = combined(
            Allowance(exceptions=("breaks", "reader")), Allowance(exceptions=("reader", "music"))
        )

        assert both.exceptions == ("breaks", "reader", "music")


class TestWhatMakesNoSense:
    @pytest.mark.parametrize(
        ("allowance", "field"),
        [
            (Allowance(), "minutes"),
            (Allowance(minutes=0), "minutes"),
            (Allowance(percent=-1), "percent"),
            (Allowance(percent=1_001), "percent"),
            (Allowance(minutes=5, percent=5), "percent"),
            (Allowance(opens_at=NINE, closes_at=NINE), "closes_at"),
            (Allowance(due_at=NINE, closes_at=NINE - HOUR), "closes_at"),
            (Allowance(opens_at=NINE.replace(year=9999)), "opens_at"),
            (Allowance(opens_at=NINE.replace(tzinfo=None)), "opens_at"),
            (Allowance(exceptions=("x" * 201,)), "exceptions"),
        ],
    )
    def test_is_refused_by_its_field(self, allowance: Allowance, field: str) -> None:
        with pytest.raises(AllowanceRefused) as refused:
            check_allowance(allowance)

        assert refused.value.values["field"] == field

    def test_is_not_what_makes_sense(self) -> None:
        check_allowance(Allowance(percent=50, due_at=NINE, closes_at=NINE, exceptions=("breaks",)))


class TestWhichGrantHolds:
    PROFILE = Grant(reach=Reach.PROFILE, allowance=Allowance(percent=50))
    COURSE = Grant(reach=Reach.COURSE, allowance=Allowance(minutes=10, due_at=NINE))
    EXAM = Grant(reach=Reach.EXAM, allowance=Allowance(exceptions=("own breaks",)))

    def test_is_the_nearest_that_names_it(self) -> None:
        every = [self.EXAM, self.PROFILE, self.COURSE]

        held = prevailing(every, since=NINE, now=NINE)

        assert held == Allowance(minutes=10, due_at=NINE, exceptions=("own breaks",))
        assert time_comes_from(every, since=NINE, now=NINE) is Reach.COURSE

    def test_is_the_profile_where_nothing_nearer_speaks_of_time(self) -> None:
        every = [self.EXAM, self.PROFILE]

        assert prevailing(every, since=NINE, now=NINE).percent == 50
        assert time_comes_from(every, since=NINE, now=NINE) is Reach.PROFILE

    def test_is_none_where_no_time_is_added(self) -> None:
        assert time_comes_from([self.EXAM], since=NINE, now=NINE) is None

    @pytest.mark.parametrize(
        ("begins", "ends", "holds"),
        [(None, None, True), (1, None, False), (0, 1, True), (None, 0, False), (-2, -1, False)],
    )
    def test_has_a_time_for_which_it_holds(
        self, begins: int | None, ends: int | None, holds: bool
    ) -> None:
        span = [None if one is None else NINE + timedelta(hours=one) for one in (begins, ends)]
        grant = replace(self.PROFILE, begins=span[0], ends=span[1])

        held = prevailing([grant], since=NINE, now=NINE)

        assert (held.percent == 50) is holds
