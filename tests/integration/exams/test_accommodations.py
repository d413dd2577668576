from datetime import datetime, timedelta

import pytest

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF, VENDOR

Event, State, Allowance = exams.Event, exams.State, exams.Allowance
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def accommodate(
    person: launches.Person,
    where: exams.Exam | launches.Course,
    now: datetime,
    **granted: object,
) -> exams.Accommodation:
    allowance = Allowance(**granted)  # type: ignore[arg-type]
    return exams.accommodate(person, where, allowance, by=STAFF, reason="agreed", now=now)


def reread(attempt: exams.Attempt) -> exams.Attempt:
    attempt.refresh_from_db()
    return attempt


class TestAnAccommodation:
    def test_reaches_a_running_attempt(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        accommodate(person, attempt.exam, now, percent=25)

        assert reread(attempt).deadline == now + 75 * MINUTE

    def test_for_the_course_reaches_every_exam(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        other = make.exam(attempt.exam.course, now=now, slug="other")

        accommodate(person, attempt.exam.course, now, minutes=10)

        assert reread(attempt).deadline == now + 70 * MINUTE
        assert make.started(other, person, now=now).deadline == now + 70 * MINUTE

    def test_for_the_exam_goes_over_that_for_the_course(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        accommodate(person, exam.course, now, minutes=10)
        accommodate(person, exam, now, minutes=30)

        assert make.started(exam, person, now=now).deadline == now + 90 * MINUTE

    def test_is_for_nobody_else(
        self, exam: exams.Exam, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        accommodate(person, exam, now, minutes=10)

        assert make.started(exam, make.person(course), now=now).deadline == now + HOUR

    def test_is_for_no_other_course(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        elsewhere = make.course(now)
        accommodate(person, elsewhere, now, minutes=10)

        assert make.started(exam, person, now=now).deadline == now + HOUR

    def test_opens_an_exam_earlier_for_one(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, opens_at=now + HOUR)
        accommodate(person, exam, now, opens_at=now)

        assert make.started(exam, person, now=now).state == State.STARTED

    def test_closes_an_exam_later_for_one(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        waiting = make.attempt(exam, person, now=now)
        accommodate(person, exam, now, closes_at=now + 3 * HOUR)

        exams.sweep_deadlines(now=now + 2 * HOUR)

        assert exams.start(waiting, by=LEARNER, now=now + 2 * HOUR).after is State.STARTED
        assert waiting.deadline == now + 3 * HOUR

    def test_survives_a_change_of_the_exams_kind(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        accommodate(person, exam, now, minutes=10)

        edited = exams.edit_exam(exam, make.proctored(slug="final"), by=STAFF, now=now)

        assert make.started(edited, person, now=now).deadline == now + 70 * MINUTE

    def test_that_is_withdrawn_ends_nobody_in_the_past(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        granted = accommodate(person, attempt.exam, now, minutes=60)
        working = now + 90 * MINUTE

        exams.withdraw_accommodation(granted, by=STAFF, reason="mistake", now=working)

        assert reread(attempt).deadline == working

    def test_that_is_replaced_stays_known(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        first = accommodate(person, exam, now, minutes=10)
        second = accommodate(person, exam, now, percent=50)

        first.refresh_from_db()
        assert (first.withdrawn_by, first.withdrawn_at) == (STAFF.name, now)
        assert list(exams.accommodations_of(exam.course)) == [second]

    def test_does_not_give_its_time_twice_to_a_sitting_that_goes_on(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        accommodate(person, attempt.exam, now, minutes=30)
        exams.move(attempt, Event.FAIL, by=VENDOR, now=now + 20 * MINUTE)
        exams.let_resume(attempt, by=STAFF, reason="crash", now=now + HOUR)

        again = make.started(attempt.exam, person, now=now + HOUR)

        assert again.deadline == now + HOUR + 70 * MINUTE

    @pytest.mark.parametrize(
        ("granted", "field"),
        [
            ({"minutes": -5}, "minutes"),
            ({"minutes": 10**9}, "minutes"),
            ({"percent": 0}, "percent"),
            ({"minutes": 5, "percent": 5}, "percent"),
            ({"due_at": datetime(2027, 1, 1)}, "due_at"),
            ({"exceptions": ("",)}, "exceptions"),
            ({}, "minutes"),
        ],
    )
    def test_that_makes_no_sense_is_refused_by_its_field(
        self,
        exam: exams.Exam,
        person: launches.Person,
        now: datetime,
        granted: dict[str, object],
        field: str,
    ) -> None:
        with pytest.raises(exams.AllowanceRefused) as refused:
            accommodate(person, exam, now, **granted)

        assert refused.value.values["field"] == field
        assert not exams.accommodations_of(exam.course).exists()
