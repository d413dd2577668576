from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF

SecondDevice = exams.SecondDevice


def sit(attempt: exams.Attempt, device: str, now: datetime) -> exams.Seat:
    return exams.take_seat(attempt, device, by=LEARNER, now=now)


class TestASecondDevice:
    @pytest.fixture
    def attempt_under(self, course: launches.Course, person: launches.Person, now: datetime):
        def begin(policy: exams.SecondDevice) -> exams.Attempt:
            exam = make.exam(course, now=now, second_device=policy)
            return make.started(exam, person, now=now)

        return begin

    def test_takes_over_and_the_older_one_is_told(self, attempt_under, now: datetime) -> None:
        attempt = attempt_under(SecondDevice.TAKES_OVER)
        older, newer = sit(attempt, "laptop", now), sit(attempt, "desk", now)

        exams.check_device(attempt, newer.epoch)
        with pytest.raises(exams.AnotherDeviceTookOver):
            exams.check_device(attempt, older.epoch)

    def test_that_takes_over_is_written_down(self, attempt_under, now: datetime) -> None:
        attempt = attempt_under(SecondDevice.TAKES_OVER)
        sit(attempt, "laptop", now)
        sit(attempt, "desk", now)

        assert audit.entries_about(attempt.key)[0].action == "attempt.take_over"

    def test_is_refused_where_the_exam_says_so(self, attempt_under, now: datetime) -> None:
        attempt = attempt_under(SecondDevice.IS_REFUSED)
        sit(attempt, "laptop", now)

        with pytest.raises(exams.SecondDeviceRefused):
            sit(attempt, "desk", now)

    def test_is_let_in_when_staff_free_the_seat(self, attempt_under, now: datetime) -> None:
        attempt = attempt_under(SecondDevice.IS_REFUSED)
        older = sit(attempt, "laptop", now)
        exams.free_seat(attempt, by=STAFF, reason="battery", now=now)

        sit(attempt, "desk", now)

        with pytest.raises(exams.AnotherDeviceTookOver):
            exams.check_device(attempt, older.epoch)

    def test_may_join_where_the_exam_says_so(self, attempt_under, now: datetime) -> None:
        attempt = attempt_under(SecondDevice.MAY_JOIN)
        seats = [sit(attempt, "laptop", now), sit(attempt, "desk", now)]

        for seat in seats:
            exams.check_device(attempt, seat.epoch)

    def test_that_is_the_same_one_changes_nothing(self, attempt_under, now: datetime) -> None:
        attempt = attempt_under(SecondDevice.TAKES_OVER)
        first = sit(attempt, "laptop", now)
        version = attempt.version

        assert sit(attempt, "laptop", now) == first
        assert attempt.version == version


class TestLastSeen:
    def test_is_known_to_the_second(self, attempt: exams.Attempt, now: datetime) -> None:
        later = now + timedelta(seconds=7)
        exams.note_seen(attempt.pk, now=now)
        exams.note_seen(attempt.pk, now=later)

        assert exams.last_seen([attempt])[attempt.pk] == later

    def test_is_written_down_once_a_minute(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.note_seen(attempt.pk, now=now)

        with CaptureQueriesContext(connection) as queries:
            exams.note_seen(attempt.pk, now=now + timedelta(seconds=30))

        assert len(queries) == 0

    def test_survives_the_loss_of_the_cache(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.note_seen(attempt.pk, now=now)
        cache.clear()
        attempt.refresh_from_db()

        assert exams.last_seen([attempt])[attempt.pk] == now


class TestAcknowledging:
    def test_counts_the_first_time(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.acknowledge(attempt, now=now)
        exams.acknowledge(attempt, now=now + timedelta(hours=1))

        assert attempt.acknowledged_at == now
