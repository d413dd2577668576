from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import VENDOR

Event, State = exams.Event, exams.State
HOUR = timedelta(hours=1)
AFTER = timedelta(hours=1, seconds=61)


def many_started(
    course: launches.Course, exam: exams.Exam, number: int, now: datetime
) -> list[exams.Attempt]:
    return [make.started(exam, one, now=now) for one in make.people(course, number)]


class TestTheSweeper:
    def test_ends_an_attempt_at_its_deadline_however_late_it_comes(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exams.sweep_deadlines(now=now + 30 * HOUR)

        attempt.refresh_from_db()
        assert (attempt.state, attempt.ended_at) == (State.SUBMITTED, now + HOUR)

    def test_leaves_alone_whoever_is_in_grace(self, attempt: exams.Attempt, now: datetime) -> None:
        assert exams.sweep_deadlines(now=now + HOUR + timedelta(seconds=60)) == 0

    def test_times_out_where_late_work_does_not_count(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        strict = make.exam(course, now=now, late_policy=exams.LatePolicy.DOES_NOT_COUNT)
        attempt = make.started(strict, person, now=now)

        exams.sweep_deadlines(now=now + AFTER)

        attempt.refresh_from_db()
        assert attempt.state == State.TIMED_OUT

    def test_lets_expire_what_never_started(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        attempt = make.attempt(exam, person, now=now)

        exams.sweep_deadlines(now=now + 2 * HOUR)

        attempt.refresh_from_db()
        assert (attempt.state, attempt.ended_at) == (State.EXPIRED, now + HOUR)

    def test_ends_a_pause_at_its_limit_and_then_the_attempt_at_its_deadline(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, pause_limit_seconds=600)
        attempt = make.started(exam, person, now=now)
        exams.move(attempt, Event.PAUSE, by=VENDOR, now=now + timedelta(minutes=10))

        exams.sweep_deadlines(now=now + 9 * HOUR)

        attempt.refresh_from_db()
        assert (attempt.state, attempt.paused_seconds) == (State.SUBMITTED, 600)
        assert attempt.ended_at == now + timedelta(minutes=70)

    def test_writes_down_what_it_did_at_the_instant_of_the_clock(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exams.sweep_deadlines(now=now + 9 * HOUR)

        entry = audit.entries_about(attempt.key)[0]
        assert (entry.actor, entry.action) == ("clock", "attempt.deadline")
        assert entry.at == now + AFTER - timedelta(seconds=1)

    def test_does_nothing_twice(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.sweep_deadlines(now=now + AFTER)

        assert exams.sweep_deadlines(now=now + AFTER) == 0

    def test_tells_of_each_batch_in_the_transaction_that_ends_it(
        self, course: launches.Course, exam: exams.Exam, now: datetime
    ) -> None:
        many_started(course, exam, 5, now)
        batches: list[Sequence[exams.Moved]] = []

        made = exams.sweep_deadlines(now=now + AFTER, batch=2, then=batches.append)

        assert (made, [len(one) for one in batches]) == (5, [2, 2, 1])
        assert {one.after for batch in batches for one in batch} == {State.SUBMITTED}

    def test_ends_a_batch_in_a_number_of_queries_that_does_not_grow(
        self, course: launches.Course, exam: exams.Exam, now: datetime
    ) -> None:
        counts = []
        for number in (2, 40):
            many_started(course, exam, number, now)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                exams.sweep_deadlines(now=now + AFTER)
            counts.append(len(queries))

        assert counts[1] <= counts[0] + 3


class TestABadRow:
    @pytest.fixture
    def attempts(
        self, course: launches.Course, exam: exams.Exam, now: datetime
    ) -> list[exams.Attempt]:
        return many_started(course, exam, 5, now)

    def test_stops_no_other(self, attempts: list[exams.Attempt], now: datetime) -> None:
        exams.Attempt.objects.filter(pk=attempts[2].pk).update(terms={"kind": "broken"})

        made = exams.sweep_deadlines(now=now + AFTER, batch=3)

        left = exams.Attempt.objects.filter(state=State.STARTED).values_list("pk", flat=True)
        assert (made, list(left)) == (4, [attempts[2].pk])

    def test_takes_nothing_of_what_fails_with_it(
        self, attempts: list[exams.Attempt], now: datetime
    ) -> None:
        def fail(moved: Sequence[exams.Moved]) -> None:
            if attempts[1] in [one.attempt for one in moved]:
                raise ValueError

        made = exams.sweep_deadlines(now=now + AFTER, then=fail)

        attempts[1].refresh_from_db()
        assert (made, attempts[1].state) == (4, State.STARTED)
        assert audit.entries_about(attempts[1].key)[0].action == "attempt.start"


class TestWhatNobodyHasWrittenDownYet:
    def test_is_told_as_ended(self, attempt: exams.Attempt, now: datetime) -> None:
        assert attempt.status(now + AFTER) == exams.Status.SUBMITTED

    def test_has_no_time_left(self, attempt: exams.Attempt, now: datetime) -> None:
        told = exams.time_left(attempt, now=now + AFTER)

        assert (told.seconds, told.status) == (0, exams.Status.SUBMITTED)

    def test_accepts_no_write(self, attempt: exams.Attempt, now: datetime) -> None:
        with pytest.raises(exams.IllegalMove):
            exams.move(attempt, Event.STOP, by=make.LEARNER, now=now + AFTER)
