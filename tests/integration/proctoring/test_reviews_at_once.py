"""A whole hall may end in the same second, and its reviews begin together."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.journeys.close_due_attempts import close_due_attempts
from lti_exams.journeys.open_reviews import begin_reviews
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Decision, Incident
from tests.factories import exams as make
from tests.factories.reviewing import Course

pytestmark = pytest.mark.django_db


class TestAHallThatEndsAtOnce:
    def sat(self, course: Course, number: int, now: datetime) -> list[exams.Attempt]:
        """Let so many begin, every other one flagged for a voice and without an exception."""
        attempts = [
            make.started(course.exam, make.person(course.course), now=now) for _ in range(number)
        ]
        for one in attempts:
            proctoring.open_session(one, course.vendor, launch_key="x", now=now)
        Incident.objects.bulk_create(
            Incident(
                attempt=one,
                vendor=course.vendor,
                replay_key=str(one.pk),
                action="flag",
                moment=now,
                received_at=now,
                severity=9_000,
                reason_code="voice",
            )
            for one in attempts[::2]
        )
        return attempts

    def test_has_its_reviews_begun_in_a_number_of_queries_that_does_not_grow(
        self, now: datetime
    ) -> None:
        course, counts = Course(now, policy={"excuses": {"reader": ["voice"]}}), []
        for number in (2, 30):
            self.sat(course, number, now)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                close_due_attempts(now=now + timedelta(hours=3))
            counts.append(len(asked))

        reviews = Counter(exams.Attempt.objects.values_list("review", flat=True))
        assert counts[0] == counts[1]
        assert reviews == {"waiting": 16, "second": 16}
        assert Decision.objects.count() == 32
        assert Entry.objects.filter(action="attempt.review.wait").count() == 16

    def test_excuses_only_whom_it_was_granted(self, now: datetime) -> None:
        course = Course(now, policy={"excuses": {"reader": ["voice"]}})
        excused, _, other = self.sat(course, 3, now)
        person = launches.Person.objects.get(pk=excused.person_id)
        grant = exams.Allowance(exceptions=("reader",))
        exams.accommodate(person, course.exam, grant, by=make.STAFF, reason="eyes", now=now)

        close_due_attempts(now=now + timedelta(hours=3))

        excused.refresh_from_db()
        other.refresh_from_db()
        assert (excused.review, other.review) == ("waiting", "second")

    def test_undoes_it_all_where_one_of_them_has_a_review_already(self, now: datetime) -> None:
        course = Course(now)
        one, other = course.sat(), course.sat()
        exams.Attempt.objects.filter(pk=one.pk).update(review="none")
        one.refresh_from_db()
        other.review = "none"

        with pytest.raises(exams.AttemptIsBusy):
            begin_reviews([one, other], now=now)

        one.refresh_from_db()
        assert one.review == "none"
