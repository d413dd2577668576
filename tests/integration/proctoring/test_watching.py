"""Who is listed as a proctor or reviewer, and what the queue shows to whom."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.exams import api as exams
from lti_exams.journeys.access import ActRefused
from lti_exams.journeys.control_attempt import Control, Order, control_attempt
from lti_exams.journeys.list_proctors import list_from_csv
from lti_exams.journeys.report_incidents import incident_rows
from lti_exams.journeys.review_attempt import Verdict, review_attempt
from lti_exams.journeys.see_reviews import count_waiting, see_hall, see_reviews, see_sitting
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from tests.factories import exams as make
from tests.factories.reviewing import Course

pytestmark = pytest.mark.django_db


def flagged(attempt: exams.Attempt, vendor: proctoring.Vendor, *, now: datetime) -> None:
    Incident.objects.create(
        attempt=attempt,
        vendor=vendor,
        replay_key="1",
        action="flag",
        moment=now,
        received_at=now,
    )


class TestLists:
    def test_let_a_proctor_watch_one_exam_and_decide_nothing(self, now: datetime) -> None:
        course = Course(now)
        other = make.exam(course.course, now=now, slug="b", vendor=course.vendor.reference)
        mine, theirs = course.sat(), course.sat(other)
        proctor = course.guest(proctoring.Part.PROCTOR, exam=course.exam)

        queue = see_reviews(proctor, course.course, proctoring.Sought())

        assert [row.attempt for row in queue.rows] == [mine]
        with pytest.raises(exams.NoSuchAttempt):
            see_sitting(proctor, theirs.pk, now=now)
        with pytest.raises(ActRefused):
            review_attempt(proctor, mine, Verdict.VERIFY, reason="a", now=now)

    def test_let_a_reviewer_decide(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        reviewer = course.guest(proctoring.Part.REVIEWER)

        review_attempt(reviewer, attempt, Verdict.VERIFY, reason="a", now=now)

        assert attempt.review == "verified"

    def test_show_nothing_to_somebody_who_is_on_none(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()

        with pytest.raises(ActRefused):
            see_reviews(course.guest(None), course.course, proctoring.Sought())
        with pytest.raises(exams.NoSuchAttempt):
            see_sitting(course.guest(None), attempt.pk, now=now)

    def test_let_nobody_look_after_their_own_sitting(self, now: datetime) -> None:
        course = Course(now)
        reviewer = course.guest(proctoring.Part.REVIEWER)
        mine = course.sat()
        mine.person = reviewer.person
        mine.save()
        order = Order(control=Control.PAUSE, reason="a")

        for act in (
            lambda: see_sitting(reviewer, mine.pk, now=now),
            lambda: review_attempt(reviewer, mine, Verdict.VERIFY, reason="a", now=now),
            lambda: control_attempt(reviewer, mine, order, now=now),
        ):
            with pytest.raises(ActRefused):
                act()

    def test_show_nobody_their_own_sitting(self, now: datetime) -> None:
        course = Course(now)
        reviewer = course.guest(proctoring.Part.REVIEWER)
        other = make.exam(course.course, now=now, slug="b", vendor=course.vendor.reference)
        mine, sits = course.sat(), make.started(other, reviewer.person, now=now)
        mine.person = reviewer.person
        mine.save()
        flagged(mine, course.vendor, now=now)

        queue = see_reviews(reviewer, course.course, proctoring.Sought())
        teachers = see_hall(course.reviewer(), course.course, now=now)

        assert (queue.total, count_waiting(reviewer, course.course)) == (0, {})
        assert see_hall(reviewer, course.course, now=now).seated == []
        assert list(incident_rows(reviewer, course.course)) == []
        assert [one.queued.attempt for one in teachers.seated] == [sits]

    def test_are_read_from_a_csv_line_by_line(self, now: datetime) -> None:
        course = Course(now)
        known = make.person(course.course)
        text = f"sub,part,exam\r\n{known.sub},reviewer,final\r\nnobody,,\r\n{known.sub},,gone\r\n"

        results = list_from_csv(course.reviewer(), course.course, text, now=now)

        assert [(one.line, one.why) for one in results] == [
            (2, ""),
            (3, "person-unknown"),
            (4, "exam-unknown"),
        ]
        listed = results[0].listed
        assert listed
        assert (listed.part, listed.exam) == ("reviewer", course.exam)

    @pytest.mark.parametrize("text", ["", "name\r\nx", "sub,part\r\nx,boss", "sub\x00\r\n"])
    def test_that_cannot_be_read_are_refused(self, now: datetime, text: str) -> None:
        course = Course(now)

        with pytest.raises(proctoring.ProctorRefused):
            list_from_csv(course.reviewer(), course.course, text, now=now)


class TestTheHall:
    def test_says_how_many_sit_and_finds_one_by_name(self, now: datetime) -> None:
        course = Course(now)
        for name in ("Ada Alder", "Ben Birch"):
            make.started(course.exam, make.person(course.course, name), now=now)

        everybody = see_hall(course.reviewer(), course.course, now=now)
        found = see_hall(course.reviewer(), course.course, search="birch", now=now)

        assert (everybody.total, found.total) == (2, 1)
        assert found.seated[0].queued.attempt.person.name == "Ben Birch"


class TestTheQueue:
    def test_asks_as_many_questions_for_many_as_for_one(self, now: datetime) -> None:
        course = Course(now)

        def questions() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                rows = see_reviews(course.reviewer(), course.course, proctoring.Sought()).rows
                assert all(row.attempt.person.name and row.attempt.exam.title for row in rows)
            return len(asked)

        course.sat()
        for_one = questions()
        for _ in range(5):
            course.sat()

        assert questions() == for_one <= 3

    def test_is_narrowed(self, now: datetime) -> None:
        course = Course(now)
        attempt, sought = course.sat(), proctoring.Sought()
        person = launches.Person.objects.get(pk=attempt.person_id)
        course.sat()

        def found(**changes: object) -> int:
            return proctoring.queue_of(course.course, replace(sought, **changes)).total

        assert found() == 2
        assert found(search=person.sub) == 1
        assert found(reviews=(exams.Review.VERIFIED,)) == 0
        assert found(vendor="nobody-else") == 0
        assert found(least_severity=1) == 0
        assert found(only_differences=True) == 0
        assert found(exam_keys=frozenset()) == 0
