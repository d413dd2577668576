from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys.access import Caller, Role
from lti_exams.journeys.close_due_attempts import close_due_attempts
from lti_exams.journeys.edit_exams import edit_exam
from lti_exams.journeys.tell_outcomes import tell_outcomes
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import ASSESSMENT, LEARNER, STAFF, SYSTEM, VENDOR

Event, Finding, Grading = exams.Event, exams.Finding, grades.Grading
POINTS = 10_000


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make.person(course)


def told(link: launches.Link) -> grades.Document | None:
    """Return the newest that the LMS must learn through a link."""
    outcome = grades.outcomes_told_by(link).first()
    return outcome.tells if outcome else None


def submit(attempt: exams.Attempt, now: datetime) -> None:
    tell_outcomes([exams.submit(attempt, by=LEARNER, now=now)], now=now)


def score(attempt: exams.Attempt, points: int, now: datetime) -> None:
    scored = exams.record_score(
        attempt,
        exams.Score(points * POINTS, 100 * POINTS),
        handed_in_at=now,
        by=ASSESSMENT,
        now=now,
    )
    assert isinstance(scored, exams.Scored)
    tell_outcomes([scored], now=now)


def find(attempt: exams.Attempt, finding: exams.Finding, by: exams.Who, now: datetime) -> None:
    reviewed = exams.review(attempt, finding, by=by, now=now, reason="seen")
    tell_outcomes([reviewed], now=now)


def reset(attempt: exams.Attempt, now: datetime) -> None:
    moved = exams.move(attempt, Event.RESET, by=STAFF, now=now, reason="ill")
    tell_outcomes([moved], now=now)


class TestWhatAnLmsLearns:
    def test_of_an_attempt_that_was_handed_in(self, course, person, now):
        exam = make.exam(course, now=now)
        link = make.link(course, exam)

        submit(make.started(exam, person, now=now), now)

        assert told(link).grading == Grading.PENDING

    def test_of_one_that_has_a_score(self, course, person, now):
        exam = make.exam(course, now=now)
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)

        score(attempt, 80, now)

        assert (told(link).grading, told(link).points) == (Grading.FULLY_GRADED, 80 * POINTS)

    def test_of_one_whose_score_came_before_it_was_handed_in(self, course, person, now):
        exam = make.exam(course, now=now)
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        score(attempt, 80, now)
        assert told(link) is None

        submit(attempt, now)

        assert told(link).points == 80 * POINTS

    def test_of_one_that_waits_for_its_review(self, course, person, now):
        exam = make.exam(course, now=now, vendor="tool:1")
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        score(attempt, 80, now)

        find(attempt, Finding.WAIT, SYSTEM, now)

        assert told(link).points == 80 * POINTS, "a grade that was told stays until it is decided"

    def test_of_one_whose_review_opened_with_its_end(self, course, person, now):
        exam = make.exam(course, now=now, vendor="tool:1")
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        find(attempt, Finding.WAIT, SYSTEM, now)
        score(attempt, 80, now)
        assert (told(link).grading, told(link).points) == (Grading.PENDING_MANUAL, None)

        find(attempt, Finding.VERIFY, VENDOR, now)

        assert told(link).points == 80 * POINTS

    @pytest.mark.parametrize(("policy", "points"), [("zero", 0), ("withheld", None)])
    def test_of_one_that_was_rejected(self, course, person, now, policy, points):
        exam = make.exam(
            course, now=now, vendor="tool:1", rejected_policy=exams.GradePolicy(policy)
        )
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        score(attempt, 80, now)
        find(attempt, Finding.WAIT, SYSTEM, now)

        find(attempt, Finding.REJECT, VENDOR, now)

        assert told(link).points == points

    def test_of_the_zero_of_a_rejected_attempt_that_never_had_a_score(self, course, person, now):
        exam = make.exam(course, now=now, vendor="tool:1")
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        find(attempt, Finding.WAIT, SYSTEM, now)

        find(attempt, Finding.REJECT, VENDOR, now)

        zero = told(link)
        assert (zero.points, zero.maximum) == (0, exam.maximum_points)
        assert zero.comment == grades.Comment.REJECTED

    def test_of_the_next_grade_when_the_best_is_reset(self, course, person, now):
        exam = make.exam(course, now=now, attempts_allowed=2)
        link = make.link(course, exam)
        for points in (80, 60):
            attempt = make.started(exam, person, now=now)
            submit(attempt, now)
            score(attempt, points, now)
        assert told(link).points == 80 * POINTS

        reset(exams.attempts_of(exam, person)[-1], now)

        assert told(link).points == 60 * POINTS

    def test_of_a_revocation_when_the_only_one_is_reset(self, course, person, now):
        exam = make.exam(course, now=now)
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        score(attempt, 80, now)

        reset(attempt, now)

        assert told(link) == grades.REVOCATION

    def test_of_a_score_that_was_withdrawn(self, course, person, now):
        exam = make.exam(course, now=now)
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        score(attempt, 80, now)

        tell_outcomes([exams.withdraw_score(attempt, by=STAFF, now=now)], now=now)

        assert (told(link).grading, told(link).points) == (Grading.PENDING, None)

    def test_through_every_link_that_opens_the_exam_in_its_course(self, course, person, now):
        exam = make.exam(course, now=now)
        links = [make.link(course, exam), make.link(course, exam)]
        elsewhere, unplaced = make.link(make.course(now), exam), make.link(course)

        submit(make.started(exam, person, now=now), now)

        assert [told(link) is not None for link in links] == [True, True]
        assert [told(link) for link in (elsewhere, unplaced)] == [None, None]

    def test_anew_when_the_policy_changed(self, course, person, now):
        exam = make.exam(course, now=now, vendor="tool:1")
        link, attempt = make.link(course, exam), make.started(exam, person, now=now)
        submit(attempt, now)
        find(attempt, Finding.WAIT, SYSTEM, now)
        find(attempt, Finding.REJECT, VENDOR, now)
        stricter = replace(exams.definition_of(exam), rejected_policy=exams.GradePolicy.WITHHELD)

        edit_exam(Caller("staff:1", frozenset({Role.SERVICE_STAFF})), exam, stricter, now=now)

        assert told(link) == grades.REVOCATION


class TestWhatAnLmsNeverLearns:
    @pytest.mark.parametrize("kind", ["practice", "onboarding"])
    def test_of_kinds_without_a_grade(self, course, person, now, kind):
        vendor = {"vendor": "tool:1"} if kind == "onboarding" else {}
        exam = make.exam(course, now=now, kind=exams.Kind(kind), **vendor)
        link = make.link(course, exam)

        submit(make.started(exam, person, now=now), now)

        assert told(link) is None

    @pytest.mark.parametrize("purpose", ["rehearsal", "preview"])
    def test_of_rehearsals_and_previews(self, course, person, now, purpose):
        exam = make.exam(course, now=now)
        link = make.link(course, exam)
        attempt = make.attempt(exam, person, now=now, purpose=exams.Purpose(purpose))
        exams.start(attempt, by=LEARNER, now=now)

        submit(attempt, now)

        assert told(link) is None

    def test_of_test_users(self, course, person, now):
        exam = make.exam(course, now=now)
        link = make.link(course, exam)
        wish = exams.Wish(exam=exam, person=person, is_test_user=True)
        attempt = exams.create_attempt(wish, by=LEARNER, now=now).attempt
        exams.start(attempt, by=LEARNER, now=now)

        submit(attempt, now)

        assert told(link) is None

    def test_of_whoever_declined(self, course, person, now):
        exam = make.exam(course, now=now, may_opt_out=True)
        link, attempt = make.link(course, exam), make.attempt(exam, person, now=now)

        moved = exams.move(attempt, Event.DECLINE, by=LEARNER, now=now)
        tell_outcomes([moved], now=now)

        assert told(link) is None


class TestTheClock:
    def test_writes_outcomes_with_the_ends_it_makes(self, course, person, now):
        exam = make.exam(course, now=now)
        link = make.link(course, exam)
        make.started(exam, person, now=now)

        close_due_attempts(now=now + timedelta(hours=2))

        assert told(link).submitted_at == now + timedelta(hours=1)

    def test_asks_no_more_for_many_than_for_few(self, course, now):
        exam = make.exam(course, now=now)
        link, people = make.link(course, exam), make.people(course, 24)
        for one in people[:4]:
            make.started(exam, one, now=now)
        few = queries(now + timedelta(hours=2))
        for one in people[4:]:
            make.started(exam, one, now=now)

        many = queries(now + timedelta(hours=2))

        assert (few, grades.outcomes_told_by(link).count()) == (many, 24)


def queries(now: datetime) -> int:
    with CaptureQueriesContext(connection) as asked:
        close_due_attempts(now=now)
    return len(asked)
