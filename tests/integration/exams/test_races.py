"""Several who want something of one attempt at the same instant."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF, VENDOR

Event, State = exams.Event, exams.State
HOUR = timedelta(hours=1)
THREADS = 8


def rounds() -> int:
    """SQLite lets one writer in at a time: it shows the same in fewer rounds."""
    if connection.vendor == "sqlite":
        return 5
    return 1_000 if os.environ.get("LONG") == "1" else 100


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do everything in threads that begin together; a refusal is an answer too."""
    together = threading.Barrier(len(deeds))
    answers: list[object] = [None] * len(deeds)

    def do(place: int, deed: Callable[[], object]) -> None:
        together.wait(timeout=30)
        try:
            answers[place] = deed()
        except LtiExamsError as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def copies(attempt: exams.Attempt) -> Iterator[exams.Attempt]:
    while True:
        yield exams.attempt_known(attempt.pk)


@pytest.fixture
def course(transactional_db: None, now: datetime) -> launches.Course:
    return make.course(now)


class TestEightWhoStart:
    def test_get_one_attempt_and_the_same_answer(
        self, exam: exams.Exam, course: launches.Course, now: datetime
    ) -> None:
        for person in make.people(course, rounds()):
            answers = at_once(*[lambda p=person: self._begin(exam, p, now)] * THREADS)

            assert len(set(answers)) == 1, answers
            assert exams.Attempt.objects.filter(person=person).count() == 1

    def _begin(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> tuple[object, ...]:
        wish = exams.Wish(exam=exam, person=person)
        made = exams.create_attempt(wish, by=LEARNER, now=now).attempt
        running = exams.start(made, by=LEARNER, now=now).attempt
        return running.pk, running.number, running.deadline

    def test_are_written_down_as_one(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        at_once(*[lambda: self._begin(exam, person, now)] * THREADS)

        (attempt,) = exams.Attempt.objects.all()
        actions = [entry.action for entry in audit.entries_about(attempt.key)]
        assert actions == ["attempt.start", "attempt.create"]


class TestTwoTabs:
    def test_that_submit_get_one_receipt(
        self, exam: exams.Exam, course: launches.Course, now: datetime
    ) -> None:
        attempt = make.started(exam, make.person(course), now=now)
        one, other = next(copies(attempt)), next(copies(attempt))

        answers = at_once(
            lambda: exams.submit(one, by=LEARNER, now=now),
            lambda: exams.submit(other, by=LEARNER, now=now + timedelta(seconds=1)),
        )

        told = {(done.attempt.receipt, done.attempt.submitted_at) for done in answers}
        assert len(told) == 1
        assert sorted(done.is_new for done in answers) == [False, True]


class TestTerminateRacingSubmit:
    def test_leaves_one_truth_and_tells_the_other_so(
        self, exam: exams.Exam, course: launches.Course, now: datetime
    ) -> None:
        for person in make.people(course, rounds() // 4 + 1):
            attempt = make.started(exam, person, now=now)
            mine, theirs = next(copies(attempt)), next(copies(attempt))

            answers = at_once(
                lambda a=mine: exams.submit(a, by=LEARNER, now=now),
                lambda a=theirs: exams.move(a, Event.TERMINATE, by=VENDOR, now=now),
            )

            refused = [one for one in answers if isinstance(one, exams.IllegalMove)]
            ends = [one.after for one in answers if isinstance(one, exams.Moved)]
            assert (ends, len(refused)) == ([State.SUBMITTED], 1)
            assert refused[0].values["state"] == State.SUBMITTED


class TestTheSweeperRacingTheLearner:
    def test_ends_the_attempt_once(
        self, exam: exams.Exam, course: launches.Course, now: datetime
    ) -> None:
        last = now + HOUR + timedelta(seconds=60)
        for person in make.people(course, rounds() // 4 + 1):
            attempt = make.started(exam, person, now=now)
            copy = next(copies(attempt))

            at_once(
                lambda a=copy: exams.submit(a, by=LEARNER, now=last),
                lambda: exams.sweep_deadlines(now=last + timedelta(seconds=1)),
            )

            exams.sweep_deadlines(now=last + timedelta(seconds=1))
            ends = [
                entry.action
                for entry in audit.entries_about(attempt.key)
                if entry.after.get("state") == State.SUBMITTED
            ]
            assert len(ends) == 1


class TestEightExtensions:
    def test_all_count(self, exam: exams.Exam, course: launches.Course, now: datetime) -> None:
        attempt = make.started(exam, make.person(course), now=now)
        mine = [next(copies(attempt)) for _ in range(THREADS)]

        at_once(
            *(
                lambda a=one: exams.extend(a, seconds=60, by=STAFF, reason="alarm", now=now)
                for one in mine
            )
        )

        attempt.refresh_from_db()
        assert attempt.deadline == now + HOUR + timedelta(minutes=THREADS)


class TestTwoWhoGrant:
    def test_leave_one_accommodation(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        def grant(minutes: int) -> exams.Accommodation:
            allowance = exams.Allowance(minutes=minutes)
            return exams.accommodate(person, exam, allowance, by=STAFF, reason="x", now=now)

        answers = at_once(lambda: grant(10), lambda: grant(20))

        assert all(isinstance(one, exams.Accommodation) for one in answers)
        assert exams.accommodations_of(exam.course).count() == 1
