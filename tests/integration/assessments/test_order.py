"""Messages in any order, some twice, some at the worker's turn: the newest true score holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Arrival
from lti_exams.exams import api as exams
from lti_exams.grades.models import Outcome
from lti_exams.journeys.complete_attempt import complete_attempt, complete_waiting
from tests.factories import exams as make

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
GRACE_ENDS = 3_600 + 60
MONTH = 30 * 86_400
Activity, Grading = assessments.Activity, assessments.Grading


@dataclass(frozen=True)
class Told:
    """What was said at a second after the start, of work handed in at another, and when it came."""

    said: int
    points: int | None
    handed_in: int | None
    activity: Activity = Activity.COMPLETED
    arrives: int = 0
    applied_later: bool = False
    twice: bool = False

    @property
    def is_final(self) -> bool:
        return self.activity in (Activity.SUBMITTED, Activity.COMPLETED)


messages = st.builds(
    Told,
    said=st.integers(1, 9_000),
    points=st.none() | st.integers(0, 100_000),
    handed_in=st.integers(1, 8_000),
    activity=st.sampled_from([Activity.IN_PROGRESS, Activity.SUBMITTED, Activity.COMPLETED]),
    arrives=st.integers(0, 1_000),
    applied_later=st.booleans(),
    twice=st.booleans(),
)
some = st.lists(messages, min_size=1, max_size=6, unique_by=lambda one: one.said)


def at(second: int) -> datetime:
    return NOW + timedelta(seconds=second)


def message(told: Told) -> assessments.Message:
    return assessments.Message(
        points=told.points,
        maximum=None if told.points is None else 100_000,
        activity=told.activity,
        grading=Grading.PENDING if told.points is None else Grading.FULLY_GRADED,
        said_at=at(told.said),
        submitted_at=None if told.handed_in is None else at(told.handed_in),
    )


def take(attempt: exams.Attempt, told: Told, source: str) -> None:
    """Keep a message and apply it, now or when the worker comes by."""
    now = at(10_000 + told.arrives)
    for _ in range(2 if told.twice else 1):
        kept = assessments.keep(
            assessments.Delivery(
                attempt=attempt,
                message=message(told),
                channel=assessments.Channel.CALLBACK,
                source=source,
                delivery_id=str(told.said),
                by=source,
            ),
            now=now,
        )
        if not told.applied_later:
            complete_attempt(kept.arrival.pk, now=now)


def truth(told: Sequence[Told]) -> int | None:
    """Say what the newest message that counts has left, had they come in the order of their time.

    A score of late work counts for nothing, and what is in progress takes nothing back.
    """
    points = None
    for one in sorted(told, key=lambda one: one.said):
        if one.points is not None:
            is_late = one.handed_in is not None and one.handed_in > GRACE_ENDS
            points = points if is_late else one.points
        elif one.is_final:
            points = None
    return points


@pytest.mark.django_db
class TestAnyOrder:
    @settings(max_examples=8)
    @given(order=some.flatmap(st.permutations))
    @example(order=[Told(2, 50, 1), Told(1, 90, 1)])
    @example(order=[Told(9, 50, 8_000), Told(1, 90, 1)])
    @example(order=[Told(2, None, 1, Activity.IN_PROGRESS), Told(1, 90, 1)])
    @example(order=[Told(2, 50, 1, applied_later=True), Told(1, 90, 1, applied_later=True)])
    def test_ends_at_the_newest_true_score(
        self, order: list[Told], page: assessments.Assessment, attempt: exams.Attempt
    ) -> None:
        with transaction.atomic():
            for told in order:
                take(attempt, told, page.key)
            complete_waiting(now=at(20_000))

            attempt.refresh_from_db()
            assert attempt.points == truth(order)
            assert attempt.state == exams.State.SUBMITTED
            assert not Arrival.objects.filter(fate="waiting").exists()
            transaction.set_rollback(True)
        attempt.refresh_from_db()

    def test_ends_the_attempt_when_that_is_heard_after_a_newer_score(
        self, page: assessments.Assessment, attempt: exams.Attempt
    ) -> None:
        self._take_at(attempt, Told(20, 50, None, Activity.IN_PROGRESS), page.key, at(30))

        self._take_at(attempt, Told(10, 40, None), page.key, at(31))

        attempt.refresh_from_db()
        assert (attempt.points, attempt.state) == (50, exams.State.SUBMITTED)

    def test_makes_a_new_version_of_the_outcome_however_late_a_score_of_timely_work_comes(
        self, page: assessments.Assessment, attempt: exams.Attempt
    ) -> None:
        make.link(attempt.exam.course, attempt.exam)
        take(attempt, Told(20, 50, 10), page.key)

        take(attempt, Told(MONTH, 60, 10, arrives=MONTH), page.key)

        outcome = Outcome.objects.get()
        assert (outcome.version, outcome.document["points"]) == (2, 60)
        assert outcome.changes.count() == 2

    def _take_at(self, attempt: exams.Attempt, told: Told, source: str, now: datetime) -> None:
        take(attempt, replace(told, arrives=int((now - at(10_000)).total_seconds())), source)

    def test_keeps_what_a_person_entered_from_a_tool_that_takes_back_its_own(
        self, page: assessments.Assessment, attempt: exams.Attempt, now: datetime
    ) -> None:
        make.happen(attempt, [(exams.Event.END, make.STAFF)], now=at(60))
        exams.record_score(
            attempt, exams.Score(5, 10), handed_in_at=at(60), by=make.STAFF, now=at(61)
        )

        take(attempt, Told(70, None, 60), page.key)

        attempt.refresh_from_db()
        assert attempt.points == 5
