from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lti_exams.exams import api as exams
from lti_exams.journeys import control_attempt, sit_exam
from lti_exams.journeys.access import Caller, Role
from lti_exams.journeys.attempt_events import EVENTS, type_of
from lti_exams.journeys.close_due_attempts import close_due_attempts
from lti_exams.journeys.control_attempt import Control, Order
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from tests.factories import exams as make
from tests.factories.exams import ASSESSMENT, LEARNER, STAFF, SYSTEM, VENDOR

Event, Finding, State = exams.Event, exams.Finding, exams.State
HOURS = timedelta(hours=3)


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make.person(course)


@pytest.fixture
def learner(course: launches.Course, person: launches.Person) -> Caller:
    return Caller(
        name=f"person:{person.pk}",
        roles=frozenset({Role.LEARNER}),
        course=course,
        person=person,
    )


@pytest.fixture
def teacher(course: launches.Course) -> Caller:
    return Caller(name="person:0", roles=frozenset({Role.TEACHER}), course=course)


def told() -> list[str]:
    """Return the names of the events so far, in the order in which they were written."""
    return list(outbox.Event.objects.order_by("id").values_list("type", flat=True))


def take_in(caller: Caller, exam: exams.Exam, now: datetime) -> exams.Attempt:
    return sit_exam.come_in(caller, exam, exams.Presented(), purpose=exams.Purpose.SITTING, now=now)


class TestASitting:
    def test_is_told_from_its_beginning_to_its_end(self, course, learner, teacher, now):
        exam = make.exam(course, now=now)

        attempt = take_in(learner, exam, now)
        sit_exam.begin(learner, attempt, exams.Presented(), now=now)
        for control in (Control.PAUSE, Control.RESUME):
            control_attempt.control_attempt(
                teacher, attempt, Order(control=control, reason="alarm"), now=now
            )
        for event in (Event.STOP, Event.CONTINUE, Event.STOP, Event.SUBMIT):
            attempt = exams.attempt_known(attempt.pk)
            sit_exam.act(learner, attempt, event, now=now)

        assert told() == [
            f"attempt.{name}"
            for name in (
                "created",
                "started",
                "paused",
                "resumed",
                "ready_to_submit",
                "continued",
                "ready_to_submit",
                "submitted",
            )
        ]

    def test_that_is_there_already_is_not_told_twice(self, course, learner, now):
        exam = make.exam(course, now=now)
        for _ in range(2):
            attempt = take_in(learner, exam, now)
            sit_exam.begin(learner, attempt, exams.Presented(), now=now)

        assert told() == ["attempt.created", "attempt.started"]

    def test_whose_end_nobody_saw_is_told_at_its_time(self, course, learner, person, now):
        exam = make.exam(course, now=now)
        make.started(exam, person, now=now)

        close_due_attempts(now=now + HOURS)

        event = outbox.Event.objects.get()
        assert (event.type, event.data["event"]) == ("attempt.submitted", "deadline")
        assert event.at < now + HOURS

    def test_is_told_by_numbers_and_by_nothing_that_says_who_it_is(self, course, learner, now):
        take_in(learner, make.exam(course, now=now), now)

        told = str(outbox.Event.objects.values().get())
        assert "Ada" not in told
        assert learner.person.sub not in told


class TestEveryStatus:
    def events(self, attempt: exams.Attempt, changes: Iterable[object], now: datetime) -> list[str]:
        follow_changes(changes, now=now)
        return told()

    @pytest.mark.parametrize(
        ("finding", "name"),
        [
            (Finding.FLAG, "attempt.second_review_required"),
            (Finding.VERIFY, "attempt.verified"),
            (Finding.REJECT, "attempt.rejected"),
        ],
    )
    def test_of_a_review_is_told(self, course, person, finding, name, now):
        attempt = make.started(make.exam(course, vendor="tool:1", now=now), person, now=now)
        exams.submit(attempt, by=LEARNER, now=now)
        waiting = exams.review(attempt, Finding.WAIT, by=SYSTEM, now=now)
        found = exams.review(attempt, finding, by=VENDOR, now=now)

        assert self.events(attempt, [waiting, found], now) == ["attempt.review_waiting", name]

    def test_of_a_score_is_told(self, course, person, now):
        attempt = make.started(make.exam(course, now=now), person, now=now)
        score = exams.Score(5, 10)
        scored = exams.record_score(attempt, score, handed_in_at=now, by=ASSESSMENT, now=now)
        follow_changes([scored], now=now)
        follow_changes([exams.withdraw_score(attempt, by=STAFF, now=now)], now=now)

        assert told() == ["attempt.scored", "attempt.score_withdrawn"]
        assert outbox.Event.objects.last().data["score"] == {"points": 5, "maximum": 10}

    @pytest.mark.parametrize("state", State)
    def test_has_a_name_in_the_catalogue(self, state, now):
        moves = [exams.Moved(exams.Attempt(), one, State.CREATED, state, now) for one in Event]

        assert {type_of(moved) for moved in moves} <= set(EVENTS)

    def test_that_changes_nothing_is_not_told(self, course, person, now):
        attempt = make.started(make.exam(course, now=now), person, now=now)
        done = [exams.submit(attempt, by=LEARNER, now=now) for _ in range(2)]

        assert self.events(attempt, done, now) == ["attempt.submitted"]


class TestWhatIsRolledBack:
    def test_is_told_to_nobody(self, course, learner, now):
        exam = make.exam(course, now=now)

        def fail() -> None:
            with transaction.atomic():
                take_in(learner, exam, now)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()

        assert told() == []


@pytest.mark.django_db(transaction=True)
class TestOtherAppsOfTheProcess:
    def test_are_told_after_the_commit(self, now):
        course = make.course(now)
        attempt = make.started(make.exam(course, now=now), make.person(course), now=now)
        heard: list[tuple[str, bool]] = []

        def hear(event: outbox.Event, **_: object) -> None:
            heard.append((event.type, connection.in_atomic_block))

        def stumble(**_: object) -> None:
            raise RuntimeError

        outbox.announced.connect(stumble)
        outbox.announced.connect(hear)
        try:
            with transaction.atomic():
                follow_changes([exams.submit(attempt, by=LEARNER, now=now)], now=now)
                assert heard == []
        finally:
            outbox.announced.disconnect(hear)
            outbox.announced.disconnect(stumble)

        assert heard == [("attempt.submitted", False)]


class TestTheCost:
    def test_is_one_statement_for_however_many(self, course, now):
        exam = make.exam(course, now=now)
        counted = []
        for number in (2, 20):
            for person in make.people(course, number):
                make.started(exam, person, now=now)
            with CaptureQueriesContext(connection) as asked:
                close_due_attempts(now=now + HOURS)
            counted.append(sum("outbox_event" in one["sql"] for one in asked))

        assert counted == [1, 1]
        assert outbox.Event.objects.count() == 22
