"""Eight who bring a message at once, and one who dies between keeping and applying it."""

import os
import signal
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Arrival
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.grades.models import Outcome
from lti_exams.journeys import complete_attempt as completing
from lti_exams.journeys.complete_attempt import complete_attempt, complete_waiting
from tests.factories import exams as make
from tests.integration.exams.test_races import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def rounds() -> int:
    return 2 if connection.vendor == "sqlite" else 10


def message(points: int, at: datetime) -> assessments.Message:
    return assessments.Message(
        points=points,
        maximum=100_000,
        activity=assessments.Activity.COMPLETED,
        grading=assessments.Grading.FULLY_GRADED,
        said_at=at,
        submitted_at=at,
    )


def receive(attempt: exams.Attempt, points: int, *, key: str, at: datetime) -> Any:
    """Keep a message and apply it, as whoever receives one does."""
    delivery = assessments.Delivery(
        attempt=exams.attempt_known(attempt.pk),
        message=message(points, at),
        channel=assessments.Channel.CALLBACK,
        source="assessment:quiz",
        delivery_id=key,
        by="assessment:quiz",
    )
    return completing.complete_attempt(assessments.keep(delivery, now=at).arrival.pk, now=at)


class TestEightWhoBring:
    def test_the_same_delivery_are_one(self, attempt: exams.Attempt, now: datetime) -> None:
        at = now + timedelta(seconds=60)

        answers = at_once(*[lambda: receive(attempt, 8, key="one", at=at).fate] * THREADS)

        assert answers == ["applied"] * THREADS
        assert Arrival.objects.count() == 1
        scored = audit.entries_about(attempt.key).filter(action="attempt.score")
        assert scored.count() == 1

    @pytest.mark.slow
    def test_scores_of_different_times_end_at_the_newest(
        self, page: assessments.Assessment, now: datetime
    ) -> None:
        exam = make.exam(make.course(now), now=now, assessment=page.key)
        for person in make.people(exam.course, rounds()):
            attempt = make.started(exam, person, now=now)
            deeds = [
                lambda n=number, a=attempt: receive(
                    a, n, key=f"{a.pk} {n}", at=now + timedelta(seconds=60 + n)
                )
                for number in range(THREADS)
            ]

            at_once(*reversed(deeds))

            attempt.refresh_from_db()
            assert attempt.points == THREADS - 1

    def test_one_id_for_different_messages_keep_one(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        at = now + timedelta(seconds=60)

        answers = at_once(
            *(lambda n=number: receive(attempt, n, key="one", at=at) for number in range(THREADS))
        )

        refused = [one for one in answers if isinstance(one, assessments.DeliveryConflict)]
        assert len(refused) == THREADS - 1
        assert Arrival.objects.count() == 1


@pytest.fixture
def told(attempt: exams.Attempt, now: datetime) -> exams.Attempt:
    """The attempt, opened by a link of its course, so that the LMS learns of it."""
    make.link(attempt.exam.course, attempt.exam)
    return attempt


def _dies(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class TestWhoeverIsKilled:
    @pytest.mark.parametrize("where", ["complete_attempt", "follow_changes"])
    def test_between_keeping_and_the_end_loses_and_doubles_nothing(
        self, where: str, told: exams.Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = now + timedelta(seconds=60)
        key = uuid4().hex
        with monkeypatch.context() as patch:
            patch.setattr(completing, where, _dies)
            _in_a_process(lambda: receive(told, 80_000, key=key, at=at))

        told.refresh_from_db()
        assert (told.points, Arrival.objects.get().fate) == (None, "waiting")

        assert complete_waiting(now=at + timedelta(seconds=10)) == 1
        # Whoever never got an answer brings it again.
        receive(told, 80_000, key=key, at=at)

        told.refresh_from_db()
        assert (told.points, told.state) == (80_000, exams.State.SUBMITTED)
        assert Arrival.objects.get().fate == "applied"
        assert Outcome.objects.get().document["points"] == 80_000
        assert audit.entries_about(told.key).filter(action="attempt.complete").count() == 1

    def test_before_keeping_leaves_nothing(
        self, told: exams.Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = now + timedelta(seconds=60)
        with monkeypatch.context() as patch:
            patch.setattr(Arrival.objects, "create", _dies)
            _in_a_process(lambda: receive(told, 8, key="one", at=at))

        assert not Arrival.objects.exists()
        assert complete_attempt(receive(told, 8, key="one", at=at).pk, now=at).fate == "applied"


def _in_a_process(deed: Any) -> None:
    """Do it in a process of its own, which does not live to tell."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            deed()
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "it lived"
