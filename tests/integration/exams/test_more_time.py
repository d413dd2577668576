from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF, VENDOR

Event, State, Allowance = exams.Event, exams.State, exams.Allowance
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def reread(attempt: exams.Attempt) -> exams.Attempt:
    attempt.refresh_from_db()
    return attempt


class TestMoreTimeForEveryone:
    def test_reaches_whoever_is_in_progress(
        self, attempt: exams.Attempt, course: launches.Course, now: datetime
    ) -> None:
        paused = make.started(attempt.exam, make.person(course), now=now)
        exams.move(paused, Event.PAUSE, by=VENDOR, now=now)

        exams.extend_everyone(attempt.exam, seconds=600, by=STAFF, reason="alarm", now=now)

        assert reread(attempt).deadline == now + HOUR + 10 * MINUTE
        assert exams.time_left(reread(paused), now=now + MINUTE).seconds == 70 * 60

    def test_is_for_those_who_sit_the_exam_and_not_for_who_rehearses_it(
        self, attempt: exams.Attempt, course: launches.Course, now: datetime
    ) -> None:
        other = make.person(course)
        rehearsal = make.attempt(attempt.exam, other, now=now, purpose=exams.Purpose.REHEARSAL)
        exams.start(rehearsal, by=LEARNER, now=now)

        given = exams.extend_everyone(attempt.exam, seconds=600, by=STAFF, reason="x", now=now)

        assert list(given.attempts.all()) == [attempt]

    def test_reaches_past_the_close_date(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        attempt = make.started(exam, person, now=now)

        exams.extend_everyone(exam, seconds=600, by=STAFF, reason="alarm", now=now)

        assert reread(attempt).deadline == now + HOUR + 10 * MINUTE

    def test_does_not_reach_whose_time_has_ended_unseen(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        extension = exams.extend_everyone(
            attempt.exam, seconds=600, by=STAFF, reason="alarm", now=now + 2 * HOUR
        )

        assert not extension.attempts.exists()
        assert reread(attempt).deadline == now + HOUR

    def test_is_written_down_for_each(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.extend_everyone(attempt.exam, seconds=600, by=STAFF, reason="alarm", now=now)

        entry = audit.entries_about(attempt.key)[0]
        assert (entry.action, entry.reason) == ("attempt.extend", "alarm")
        assert entry.after["deadline"] > entry.before["deadline"]

    def test_can_be_taken_back(self, attempt: exams.Attempt, now: datetime) -> None:
        extension = exams.extend_everyone(
            attempt.exam, seconds=3_600, by=STAFF, reason="alarm", now=now
        )

        exams.undo_extension(extension, by=STAFF, reason="meant 6 minutes", now=now)

        assert reread(attempt).deadline == now + HOUR

    def test_is_taken_back_once(self, attempt: exams.Attempt, now: datetime) -> None:
        extension = exams.extend_everyone(
            attempt.exam, seconds=60, by=STAFF, reason="alarm", now=now
        )
        exams.undo_extension(extension, by=STAFF, reason="mistake", now=now)

        with pytest.raises(exams.NoSuchExtension):
            exams.undo_extension(extension, by=STAFF, reason="mistake", now=now)

    def test_taken_back_lets_whoever_used_it_hand_in(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        extension = exams.extend_everyone(
            attempt.exam, seconds=3_600, by=STAFF, reason="alarm", now=now
        )
        working = now + 90 * MINUTE

        exams.undo_extension(extension, by=STAFF, reason="mistake", now=working)

        assert reread(attempt).deadline == working
        assert exams.submit(attempt, by=LEARNER, now=working).after is State.SUBMITTED

    def test_takes_a_number_of_queries_that_does_not_grow(
        self, course: launches.Course, exam: exams.Exam, now: datetime
    ) -> None:
        counts = []
        for number in (2, 30):
            for one in make.people(course, number):
                make.started(exam, one, now=now)
            with CaptureQueriesContext(connection) as queries:
                exams.extend_everyone(exam, seconds=60, by=STAFF, reason="alarm", now=now)
            counts.append(len(queries))

        assert counts[1] <= counts[0] + 3


class TestMoreTimeForOne:
    def test_moves_the_deadline(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.extend(attempt, seconds=300, by=VENDOR, reason="", now=now)

        assert attempt.deadline == now + HOUR + 5 * MINUTE

    def test_is_refused_after_the_end(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.submit(attempt, by=LEARNER, now=now)

        with pytest.raises(exams.IllegalMove) as refused:
            exams.extend(attempt, seconds=300, by=STAFF, reason="x", now=now)

        assert refused.value.values["state"] == State.SUBMITTED

    @pytest.mark.parametrize("seconds", [0, -60, 10**12])
    def test_of_a_senseless_length_is_refused(
        self, attempt: exams.Attempt, seconds: int, now: datetime
    ) -> None:
        with pytest.raises(exams.ExtensionRefused) as refused:
            exams.extend(attempt, seconds=seconds, by=STAFF, reason="x", now=now)

        assert refused.value.values["field"] == "seconds"

    def test_before_the_start_lets_it_begin_after_the_close_date(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        attempt = make.attempt(exam, person, now=now)
        late = now + HOUR + MINUTE
        exams.extend(attempt, seconds=900, by=STAFF, reason="the vendor was slow", now=now)

        exams.start(attempt, by=LEARNER, now=late)

        assert reread(attempt).deadline == now + HOUR + 15 * MINUTE


class TestAPause:
    def test_gives_back_the_time_it_took(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.move(attempt, Event.PAUSE, by=VENDOR, now=now + 10 * MINUTE)
        exams.move(attempt, Event.RESUME, by=VENDOR, now=now + 25 * MINUTE)

        assert reread(attempt).deadline == now + 75 * MINUTE

    def test_shows_that_the_time_stands_still(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.move(attempt, Event.PAUSE, by=VENDOR, now=now + 10 * MINUTE)

        told = exams.time_left(attempt, now=now + 20 * MINUTE)

        assert (told.is_paused, told.seconds, told.deadline) == (True, 50 * 60, None)


class TestTheTermsOfRunningAttempts:
    def test_change_when_staff_choose_so(self, attempt: exams.Attempt, now: datetime) -> None:
        exam = exams.edit_exam(
            attempt.exam, make.definition(limit_seconds=7_200), by=STAFF, now=now
        )

        exams.apply_terms_to_running(exam, by=STAFF, reason="was too short", now=now)

        assert reread(attempt).deadline == now + 2 * HOUR

    def test_that_are_shorter_end_nobody_in_the_past(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exam = exams.edit_exam(attempt.exam, make.definition(limit_seconds=60), by=STAFF, now=now)
        working = now + 30 * MINUTE

        exams.apply_terms_to_running(exam, by=STAFF, reason="was too long", now=working)

        assert reread(attempt).deadline == working

    def test_that_are_shorter_end_nobody_in_the_past_who_is_paused(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exam = exams.edit_exam(attempt.exam, make.definition(limit_seconds=60), by=STAFF, now=now)
        paused, resumed = now + 30 * MINUTE, now + 40 * MINUTE
        exams.move(attempt, Event.PAUSE, by=VENDOR, now=paused)

        exams.apply_terms_to_running(exam, by=STAFF, reason="was too long", now=paused)
        exams.move(reread(attempt), Event.RESUME, by=VENDOR, now=resumed)

        assert reread(attempt).deadline == resumed
        assert exams.submit(attempt, by=LEARNER, now=resumed).after is State.SUBMITTED
