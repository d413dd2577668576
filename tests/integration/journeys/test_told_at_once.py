"""Two attempts of one person change at the same instant: the LMS learns of what both came to."""

import threading
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys import tell_outcomes as telling
from tests.factories import exams as make
from tests.factories.exams import ASSESSMENT, LEARNER
from tests.integration.exams.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = 10_000
# Whoever waits for the other at the database comes to no meeting before it.
_A_MOMENT = 0.5


def handed_in(exam: exams.Exam, person: Any, now: datetime) -> exams.Attempt:
    attempt = make.started(exam, person, now=now)
    telling.tell_outcomes([exams.submit(attempt, by=LEARNER, now=now)], now=now)
    return attempt


@transaction.atomic
def score(attempt: exams.Attempt, points: int, now: datetime) -> None:
    scored = exams.record_score(
        exams.attempt_known(attempt.pk),
        exams.Score(points * POINTS, 100 * POINTS),
        handed_in_at=now,
        by=ASSESSMENT,
        now=now,
    )
    assert isinstance(scored, exams.Scored)
    telling.tell_outcomes([scored], now=now)


class TestTwoAttemptsAtOnce:
    def test_are_told_as_what_both_came_to(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        exam = make.exam(
            make.course(now), now=now, attempts_allowed=2, counting=exams.Counting.AVERAGE
        )
        link, person = make.link(exam.course, exam), make.person(exam.course)
        first, second = handed_in(exam, person, now), handed_in(exam, person, now)
        both_have_read = threading.Barrier(2)
        sat_of = exams.sat_of

        def read_together(*given: Any) -> Any:
            sat = sat_of(*given)
            with suppress(threading.BrokenBarrierError):
                both_have_read.wait(timeout=_A_MOMENT)
            return sat

        monkeypatch.setattr(exams, "sat_of", read_together)

        at_once(lambda: score(first, 90, now), lambda: score(second, 50, now))

        assert grades.outcomes_told_by(link).get().tells.points == 70 * POINTS
