"""What a teacher enters holds, or they are told why not; and the worker goes on past what fails."""

from datetime import datetime, timedelta

import pytest

from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Arrival
from lti_exams.exams import api as exams
from lti_exams.journeys import complete_attempt as completing
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.complete_attempt import complete_attempt, complete_waiting
from lti_exams.journeys.enter_scores import Entry, WorkCameLate, enter_score
from tests.factories import exams as make

HOUR = timedelta(hours=1)


def tell(
    attempt: exams.Attempt, points: int | None, *, said_at: datetime, handed_in_at: datetime
) -> int:
    """Keep what a page outside says, and return its number in the inbox."""
    graded = assessments.Grading.PENDING if points is None else assessments.Grading.FULLY_GRADED
    message = assessments.Message(
        points=points,
        maximum=None if points is None else 100_000,
        activity=assessments.Activity.COMPLETED,
        grading=graded,
        said_at=said_at,
        submitted_at=handed_in_at,
    )
    delivery = assessments.Delivery(
        attempt=attempt,
        message=message,
        channel=assessments.Channel.CALLBACK,
        source="assessment:quiz",
        delivery_id=f"{attempt.pk} {said_at}",
        by="assessment:quiz",
    )
    return assessments.keep(delivery, now=said_at).arrival.pk


def enter(attempt: exams.Attempt, points: int, *, now: datetime) -> assessments.Arrival:
    entry = Entry(attempt=attempt, points=points, maximum=100_000, reason="Marked.")
    return enter_score(caller_of_command(), entry, now=now)


class TestByHand:
    def test_holds_over_what_a_clock_that_is_ahead_said_before(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        ended, ahead = now + HOUR / 2, timedelta(seconds=50)
        key = tell(attempt, 20_000, said_at=ended + ahead, handed_in_at=ended)
        complete_attempt(key, now=ended)
        attempt.refresh_from_db()

        arrival = enter(attempt, 90_000, now=ended + timedelta(seconds=10))

        attempt.refresh_from_db()
        assert (arrival.fate, attempt.points) == ("applied", 90_000)

    def test_says_that_the_answers_came_too_late(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        late = now + 2 * HOUR
        complete_attempt(tell(attempt, None, said_at=late, handed_in_at=late), now=late)
        attempt.refresh_from_db()

        with pytest.raises(WorkCameLate):
            enter(attempt, 90_000, now=late + HOUR)

        attempt.refresh_from_db()
        assert attempt.points is None
        assert Arrival.objects.filter(channel="by-hand").count() == 0


class TestWhatIsLeftBehind:
    def test_is_applied_also_after_one_that_fails_as_nobody_foresaw(
        self, attempt: exams.Attempt, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = now + HOUR / 2
        other = make.started(attempt.exam, make.person(attempt.exam.course), now=now)
        bad = tell(attempt, 20_000, said_at=at, handed_in_at=at)
        tell(other, 30_000, said_at=at, handed_in_at=at)

        def fails_at_first(key: int, *, now: datetime) -> assessments.Arrival:
            if key == bad:
                raise RuntimeError
            return complete_attempt(key, now=now)

        monkeypatch.setattr(completing, "complete_attempt", fails_at_first)

        assert complete_waiting(now=at + HOUR) == 1
        other.refresh_from_db()
        assert other.points == 30_000
