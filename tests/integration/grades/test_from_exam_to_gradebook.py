from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import ASSESSMENT, LEARNER, STAFF, SYSTEM, VENDOR

SOON = timedelta(seconds=3)
POINTS = 10_000


@pytest.fixture
def sat(book):
    """Return an attempt at a guarded exam that was handed in and graded, and its link."""
    link, now = book.link(), timezone.now()
    exam = make.exam(link.course, now=now, vendor="tool:1")
    launches.place(link, kind="exam", key=str(exam.pk), now=now)
    person = book.person()
    launches.Membership.objects.create(
        course=link.course, person=person, roles=["Learner"], as_of=now
    )
    attempt = make.started(exam, person, now=now)
    follow_changes([exams.submit(attempt, by=LEARNER, now=now)], now=now)
    score = exams.Score(80 * POINTS, 100 * POINTS)
    scored = exams.record_score(attempt, score, handed_in_at=now, by=ASSESSMENT, now=now)
    follow_changes([scored], now=now)
    find(attempt, exams.Finding.WAIT, SYSTEM)
    return attempt, link


def find(attempt, finding, by):
    now = timezone.now()
    follow_changes([exams.review(attempt, finding, by=by, now=now, reason="seen")], now=now)


class TestAScore:
    def test_of_an_attempt_reaches_the_lms(self, book, sat):
        attempt, link = sat
        find(attempt, exams.Finding.VERIFY, VENDOR)

        book.deliver()

        assert (book.given(), book.outcome(link).state) == (80, "delivered")

    def test_of_a_rejected_attempt_is_zero_there_and_back_when_that_is_undone(self, book, sat):
        attempt, link = sat
        find(attempt, exams.Finding.REJECT, VENDOR)
        book.deliver()
        rejected = book.cell()
        assert rejected["given"] == 0
        assert "did not accept" in rejected["comment"]

        find(attempt, exams.Finding.VERIFY, STAFF)
        book.deliver(after=SOON)

        assert (book.given(), book.cell()["comment"]) == (80, "")
        assert book.outcome(link).version_delivered == book.outcome(link).version
