from datetime import datetime, timedelta

import pytest

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF, VENDOR

Event, State, Purpose = exams.Event, exams.State, exams.Purpose
HOUR = timedelta(hours=1)


class TestCreating:
    def test_makes_the_first_attempt(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        made = make.attempt(exam, person, now=now)

        assert (made.number, made.sitting, made.state) == (1, 1, State.CREATED)

    def test_returns_the_attempt_that_is_open(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        wish = exams.Wish(exam=exam, person=person)
        first = exams.create_attempt(wish, by=LEARNER, now=now)

        second = exams.create_attempt(wish, by=LEARNER, now=now)

        assert second.attempt == first.attempt
        assert (first.is_new, second.is_new) == (True, False)

    def test_is_refused_when_no_attempts_are_left(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        exams.submit(attempt, by=LEARNER, now=now)

        with pytest.raises(exams.NotEligible) as refused:
            make.attempt(attempt.exam, person, now=now)

        assert [one.code for one in refused.value.values["reasons"]] == ["no-attempts-left"]

    def test_ends_what_the_clock_has_ended_before_it_makes_the_next(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, attempts_allowed=2)
        first = make.started(exam, person, now=now)

        made = exams.create_attempt(
            exams.Wish(exam=exam, person=person), by=LEARNER, now=now + 2 * HOUR
        )

        first.refresh_from_db()
        assert (first.state, first.ended_at) == (State.SUBMITTED, now + HOUR)
        assert (made.attempt.number, made.earlier[0].event) == (2, Event.DEADLINE)

    def test_keeps_rehearsals_apart(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        rehearsal = make.attempt(attempt.exam, person, now=now, purpose=Purpose.REHEARSAL)

        assert rehearsal != attempt
        assert rehearsal.purpose == Purpose.REHEARSAL

    def test_lets_teachers_preview_what_has_not_opened(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, opens_at=now + HOUR, closes_at=now + 2 * HOUR)

        preview = make.attempt(exam, person, now=now, purpose=Purpose.PREVIEW)

        assert exams.start(preview, by=LEARNER, now=now).after is State.STARTED

    def test_gives_every_attempt_a_receipt_of_its_own(
        self, exam: exams.Exam, course: launches.Course, now: datetime
    ) -> None:
        made = {make.attempt(exam, make.person(course), now=now).receipt for _ in range(5)}

        assert len(made) == 5


class TestStarting:
    def test_sets_the_deadline(self, attempt: exams.Attempt, now: datetime) -> None:
        attempt.refresh_from_db()

        assert (attempt.started_at, attempt.deadline) == (now, now + HOUR)

    def test_again_finds_it_running(self, attempt: exams.Attempt, now: datetime) -> None:
        again = exams.start(attempt, by=LEARNER, now=now + timedelta(minutes=5))

        assert not again.is_new
        assert (again.attempt, again.attempt.started_at) == (attempt, now)

    def test_is_no_move_like_others(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        """Nobody gets past the questions of who may, and the terms would not be frozen."""
        made = make.attempt(exam, person, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.move(made, Event.START, by=LEARNER, now=now)

    def test_freezes_the_terms(
        self, attempt: exams.Attempt, exam: exams.Exam, now: datetime
    ) -> None:
        exams.edit_exam(exam, make.definition(limit_seconds=60), by=STAFF, now=now)

        attempt.refresh_from_db()
        assert attempt.deadline == now + HOUR

    def test_takes_the_terms_of_the_hour_at_which_it_happens(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        made = make.attempt(exam, person, now=now)
        exams.edit_exam(exam, make.definition(limit_seconds=60), by=STAFF, now=now)

        exams.start(made, by=LEARNER, now=now)

        assert made.deadline == now + timedelta(seconds=60)

    def test_is_refused_before_the_vendor_admits(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        made = make.attempt(proctored, person, now=now)

        with pytest.raises(exams.IllegalMove) as refused:
            exams.start(made, by=LEARNER, now=now)

        assert refused.value.values["why"] == "no-vendor"

    def test_goes_on_after_the_vendor_admits(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        assert make.started(proctored, person, now=now).state == State.STARTED

    def test_is_refused_once_the_exam_has_closed(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        made = make.attempt(exam, person, now=now)

        with pytest.raises(exams.NotEligible):
            exams.start(made, by=LEARNER, now=now + HOUR)

    def test_is_refused_when_staff_have_closed_the_exam_meanwhile(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        made = make.attempt(exam, person, now=now)
        exams.edit_exam(exam, make.definition(is_active=False), by=STAFF, now=now)

        with pytest.raises(exams.NotEligible):
            exams.start(made, by=LEARNER, now=now)


class TestSubmitting:
    def test_again_gives_the_same_receipt(self, attempt: exams.Attempt, now: datetime) -> None:
        first = exams.submit(attempt, by=LEARNER, now=now)

        second = exams.submit(attempt, by=LEARNER, now=now + HOUR)

        assert (first.is_new, second.is_new) == (True, False)
        assert (second.attempt.receipt, second.attempt.submitted_at) == (attempt.receipt, now)

    def test_within_grace_is_taken_and_ends_at_the_deadline(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        late = now + HOUR + timedelta(seconds=60)

        exams.submit(attempt, by=LEARNER, now=late)

        assert (attempt.state, attempt.submitted_at) == (State.SUBMITTED, late)
        assert attempt.ended_at == now + HOUR

    def test_after_grace_is_refused_and_tells_the_state(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        with pytest.raises(exams.IllegalMove) as refused:
            exams.submit(attempt, by=LEARNER, now=now + HOUR + timedelta(seconds=61))

        assert refused.value.values["state"] == State.SUBMITTED

    def test_from_a_stale_copy_goes_on_from_where_the_attempt_is(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        stale = exams.attempt_known(attempt.pk)
        exams.move(attempt, Event.STOP, by=LEARNER, now=now)

        done = exams.submit(stale, by=LEARNER, now=now)

        assert done.before is State.READY_TO_SUBMIT

    def test_from_a_stale_copy_is_refused_where_it_is_no_longer_legal(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        stale = exams.attempt_known(attempt.pk)
        exams.move(attempt, Event.PAUSE, by=VENDOR, now=now)

        with pytest.raises(exams.IllegalMove) as refused:
            exams.submit(stale, by=LEARNER, now=now)

        assert refused.value.values["state"] == State.PAUSED


class TestActsOfStaff:
    @pytest.mark.parametrize("event", [Event.PAUSE, Event.END, Event.FAIL, Event.RESET])
    def test_need_a_reason(self, attempt: exams.Attempt, event: exams.Event, now: datetime) -> None:
        with pytest.raises(exams.ReasonMissing):
            exams.move(attempt, event, by=STAFF, now=now, reason=" ")

    def test_are_written_down_with_it(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.move(attempt, Event.PAUSE, by=STAFF, now=now, reason="fire alarm")

        entry = audit.entries_about(attempt.key)[0]
        assert (entry.actor, entry.action) == ("staff:1", "attempt.pause")
        assert (entry.before["state"], entry.after["state"]) == ("started", "paused")
        assert entry.reason == "fire alarm"


class TestDeclining:
    def test_is_refused_where_the_exam_does_not_offer_it(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        with pytest.raises(exams.OptOutNotOffered):
            exams.move(make.attempt(exam, person, now=now), Event.DECLINE, by=LEARNER, now=now)

    def test_ends_the_attempt_where_it_does(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, may_opt_out=True)

        done = exams.move(make.attempt(exam, person, now=now), Event.DECLINE, by=LEARNER, now=now)

        assert done.after is State.DECLINED
