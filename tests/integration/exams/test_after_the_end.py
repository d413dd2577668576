from datetime import datetime, timedelta

import pytest

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF, VENDOR

Event, State, Purpose = exams.Event, exams.State, exams.Purpose
HOUR = timedelta(hours=1)


class TestAReset:
    def test_by_staff_allows_a_new_number_and_keeps_the_history(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        exams.submit(attempt, by=LEARNER, now=now)
        exams.move(attempt, Event.RESET, by=STAFF, now=now, reason="wrong room")

        again = make.attempt(attempt.exam, person, now=now)

        attempt.refresh_from_db()
        assert (attempt.state, again.number, again.sitting) == (State.RESET, 2, 2)

    def test_by_the_learner_is_for_practice(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, kind=exams.Kind.PRACTICE)
        attempt = make.started(exam, person, now=now)

        exams.move(attempt, Event.RESET, by=LEARNER, now=now)

        assert make.attempt(exam, person, now=now).number == 2


class TestAnError:
    @pytest.fixture
    def broken(self, attempt: exams.Attempt, now: datetime) -> exams.Attempt:
        """An attempt that broke after twenty minutes."""
        failed_at = now + timedelta(minutes=20)
        exams.move(attempt, Event.FAIL, by=VENDOR, now=failed_at)
        return attempt

    def test_uses_up_the_sitting_until_staff_let_it_go_on(
        self, broken: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        with pytest.raises(exams.NotEligible):
            make.attempt(broken.exam, person, now=now + HOUR)

    def test_lets_the_learner_go_on_with_the_time_that_was_left(
        self, broken: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        later = now + timedelta(hours=5)
        exams.let_resume(broken, by=STAFF, reason="the browser crashed", now=later)

        again = make.started(broken.exam, person, now=later)

        assert again.deadline == later + timedelta(minutes=40)
        assert (again.number, again.sitting) == (2, broken.sitting)

    def test_keeps_the_terms_of_the_sitting(
        self, broken: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        exams.edit_exam(broken.exam, make.definition(limit_seconds=9_000), by=STAFF, now=now)
        exams.let_resume(broken, by=STAFF, reason="crash", now=now + HOUR)

        again = make.started(broken.exam, person, now=now + HOUR)

        assert again.deadline == now + HOUR + timedelta(minutes=40)

    def test_counts_the_sitting_once(
        self, broken: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        exams.edit_exam(broken.exam, make.definition(attempts_allowed=2), by=STAFF, now=now)
        exams.let_resume(broken, by=STAFF, reason="crash", now=now + HOUR)
        exam = exams.exam_of(broken.exam.course, broken.exam.pk)
        again = make.started(exam, person, now=now + HOUR)
        exams.submit(again, by=LEARNER, now=now + HOUR)

        another = make.attempt(exam, person, now=now + HOUR)

        assert (another.number, another.sitting) == (3, 3)

    def test_takes_no_time_away(self, broken: exams.Attempt, now: datetime) -> None:
        with pytest.raises(exams.ExtensionRefused):
            exams.let_resume(broken, by=STAFF, reason="crash", now=now + HOUR, seconds=-60)

    def test_lets_somebody_go_on_once(self, broken: exams.Attempt, now: datetime) -> None:
        exams.let_resume(broken, by=STAFF, reason="crash", now=now + HOUR)

        with pytest.raises(exams.IllegalMove):
            exams.let_resume(broken, by=STAFF, reason="crash", now=now + HOUR)

    def test_lets_nobody_go_on_without_time(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.move(attempt, Event.FAIL, by=VENDOR, now=now + HOUR)

        with pytest.raises(exams.ExtensionRefused) as refused:
            exams.let_resume(attempt, by=STAFF, reason="crash", now=now + HOUR)

        assert refused.value.values["field"] == "seconds"

    def test_lets_the_learner_go_on_after_the_exam_has_closed(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        broken = make.started(exam, person, now=now)
        exams.move(broken, Event.FAIL, by=VENDOR, now=now + timedelta(minutes=50))
        later = now + 5 * HOUR
        exams.let_resume(broken, by=STAFF, reason="crash", now=later, seconds=300)

        again = make.started(exam, person, now=later)

        assert again.deadline == later + timedelta(minutes=15)

    @pytest.mark.parametrize("event", [Event.ACCEPT, Event.RESET])
    def test_that_may_be_gone_on_with_can_still_be_decided_otherwise(
        self, broken: exams.Attempt, now: datetime, event: exams.Event
    ) -> None:
        exams.let_resume(broken, by=STAFF, reason="crash", now=now + HOUR)

        exams.move(broken, event, by=STAFF, now=now + HOUR, reason="after all")

        broken.refresh_from_db()
        assert not broken.may_resume

    def test_is_accepted_as_handed_in(self, broken: exams.Attempt, now: datetime) -> None:
        exams.move(broken, Event.ACCEPT, by=STAFF, now=now + HOUR, reason="all answers are there")

        assert (broken.state, broken.ended_at) == (
            State.SUBMITTED,
            now + timedelta(minutes=20),
        )


class TestReopening:
    def test_gives_time_to_somebody_whom_the_clock_ended(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        later = now + 5 * HOUR

        exams.reopen(attempt, seconds=600, by=STAFF, reason="power cut", now=later)

        assert (attempt.state, attempt.deadline) == (
            State.STARTED,
            later + timedelta(minutes=10),
        )
        assert attempt.ended_at is None

    def test_tells_of_the_end_that_nobody_had_written_down(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        done = exams.reopen(attempt, seconds=60, by=STAFF, reason="cut", now=now + 5 * HOUR)

        assert [one.event for one in done.earlier] == [Event.DEADLINE]

    def test_is_not_for_what_the_learner_handed_in(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exams.submit(attempt, by=LEARNER, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.reopen(attempt, seconds=60, by=STAFF, reason="again", now=now)

    def test_is_refused_while_the_learner_is_in_another_attempt(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, attempts_allowed=2)
        first = make.started(exam, person, now=now)
        second = make.started(exam, person, now=now + 2 * HOUR)

        with pytest.raises(exams.AnotherAttemptIsOpen):
            exams.reopen(first, seconds=60, by=STAFF, reason="cut", now=now + 2 * HOUR)

        assert exams.attempt_known(second.pk).state == State.STARTED

    @pytest.mark.parametrize("seconds", [0, -5, 10**9])
    def test_for_a_senseless_time_is_refused(
        self, attempt: exams.Attempt, seconds: int, now: datetime
    ) -> None:
        with pytest.raises(exams.ExtensionRefused):
            exams.reopen(attempt, seconds=seconds, by=STAFF, reason="x", now=now + 5 * HOUR)
