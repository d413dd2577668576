"""What a learner sees who opens the dashboard of a course, and what its teacher sees there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF
from tests.factories.lms import Lms
from tests.factories.pages import TEACHER, open_as, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def course(lms: Lms) -> launches.Course:
    """A course whose link opens the dashboard."""
    open_as(lms, Client(), **TEACHER)
    link = launches.Link.objects.get()
    launches.place(link, kind="dashboard", now=timezone.now())
    return link.course


def seen_by(lms: Lms, **who: object) -> str:
    browser = Client()
    return text_of(browser.get(open_as(lms, browser, **who), follow=True))


def learner() -> launches.Person:
    return launches.Person.objects.latest("pk")


class TestALearner:
    def test_sees_when_and_for_how_long_each_exam_is_theirs(
        self, lms: Lms, course: launches.Course
    ) -> None:
        now = timezone.now()
        make.exam(course, now=now, title="Midterm", slug="midterm", opens_at=now + DAY)
        make.exam(course, now=now, limit_seconds=5_400)

        page = seen_by(lms)

        assert "Midterm Not open yet Time for you 1 hour Opens" in page
        assert "Final exam Open, not begun Time for you 1 hour 30 minutes" in page

    def test_sees_their_own_time_where_more_is_granted(
        self, lms: Lms, course: launches.Course
    ) -> None:
        make.exam(course, now=timezone.now())
        seen_by(lms)
        profile = exams.Profile(allowance=exams.Allowance(percent=50))
        exams.give_profile(learner(), profile, by=STAFF, reason="x", now=timezone.now())

        assert "Time for you 1 hour 30 minutes" in seen_by(lms)

    def test_sees_what_runs_and_what_was_handed_in(self, lms: Lms, course: launches.Course) -> None:
        now = timezone.now()
        running, done = make.exam(course, now=now), make.exam(course, now=now, slug="done")
        seen_by(lms)
        make.started(running, learner(), now=now)
        attempt = make.started(done, learner(), now=now)
        exams.submit(attempt, by=LEARNER, now=now)

        page = seen_by(lms)

        assert "In progress Time left" in page
        assert f"receipt {attempt.receipt}" in page

    def test_sees_nothing_of_anybody_else(self, lms: Lms, course: launches.Course) -> None:
        exam = make.exam(course, now=timezone.now())
        make.started(exam, make.person(course), now=timezone.now())

        assert "In progress" not in seen_by(lms)

    def test_is_told_where_there_is_no_exam(self, lms: Lms, course: launches.Course) -> None:
        assert "This course has no exam yet" in seen_by(lms)


class TestATeacher:
    def test_sees_how_many_stand_where(self, lms: Lms, course: launches.Course) -> None:
        exam = make.exam(course, now=timezone.now())
        for name in ("Ada", "Boole"):
            make.started(exam, make.person(course, name), now=timezone.now())

        assert "Final exam In progress 2" in seen_by(lms, **TEACHER)


class TestSomebodyWithoutARole:
    def test_is_told_that_nothing_waits_for_them(self, lms: Lms, course: launches.Course) -> None:
        assert "This link is for teachers" in seen_by(lms, sub="guest-1", roles=[])
