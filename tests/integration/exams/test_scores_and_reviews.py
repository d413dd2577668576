from datetime import datetime, timedelta

import pytest

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import ASSESSMENT, LEARNER, STAFF, SYSTEM, VENDOR

Event, State, Finding, Review = exams.Event, exams.State, exams.Finding, exams.Review
HOUR = timedelta(hours=1)
SEVEN = exams.Score(points=70_000, maximum=100_000)
EIGHT = exams.Score(points=80_000, maximum=100_000)


def score(
    attempt: exams.Attempt, told: exams.Score, *, handed_in_at: datetime, now: datetime
) -> exams.Scored | exams.LateWork:
    return exams.record_score(attempt, told, handed_in_at=handed_in_at, by=ASSESSMENT, now=now)


class TestAScore:
    def test_is_taken_while_the_sitting_goes_on_and_ends_nothing(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        score(attempt, SEVEN, handed_in_at=now, now=now)

        attempt.refresh_from_db()
        assert (attempt.points, attempt.state) == (70_000, State.STARTED)

    def test_is_taken_days_later_for_answers_that_were_in_time(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exams.submit(attempt, by=LEARNER, now=now)

        taken = score(attempt, SEVEN, handed_in_at=now, now=now + 72 * HOUR)

        assert isinstance(taken, exams.Scored)

    def test_for_answers_that_were_late_is_kept_as_evidence(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        late = now + HOUR + timedelta(seconds=61)

        kept = score(attempt, SEVEN, handed_in_at=late, now=late)

        attempt.refresh_from_db()
        assert isinstance(kept, exams.LateWork)
        assert (kept.handed_in_at, kept.evidence["points"]) == (late, 70_000)
        assert (attempt.points, attempt.version) == (None, 2)

    def test_that_changes_makes_a_new_version(self, attempt: exams.Attempt, now: datetime) -> None:
        first = score(attempt, SEVEN, handed_in_at=now, now=now)
        second = score(attempt, EIGHT, handed_in_at=now, now=now)

        assert isinstance(first, exams.Scored)
        assert isinstance(second, exams.Scored)
        assert second.version == first.version + 1

    def test_that_is_repeated_makes_no_new_version(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        score(attempt, SEVEN, handed_in_at=now, now=now)

        again = score(attempt, SEVEN, handed_in_at=now, now=now)

        assert isinstance(again, exams.Scored)
        assert not again.is_new

    def test_can_be_withdrawn(self, attempt: exams.Attempt, now: datetime) -> None:
        score(attempt, SEVEN, handed_in_at=now, now=now)

        exams.withdraw_score(attempt, by=ASSESSMENT, now=now)

        assert (attempt.points, attempt.maximum) == (None, None)
        assert audit.entries_about(attempt.key)[0].before == {"points": 70_000, "maximum": 100_000}

    def test_is_for_nothing_that_has_not_started(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        with pytest.raises(exams.NoScoreTaken):
            score(make.attempt(exam, person, now=now), SEVEN, handed_in_at=now, now=now)

    def test_is_for_nothing_that_was_reset(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.move(attempt, Event.RESET, by=STAFF, now=now, reason="wrong room")

        with pytest.raises(exams.NoScoreTaken):
            score(attempt, SEVEN, handed_in_at=now, now=now)

    @pytest.mark.parametrize(("points", "maximum"), [(-1, 10), (5, 0), (5, -5), (10**30, 10)])
    def test_that_makes_no_sense_is_refused_and_changes_nothing(
        self, attempt: exams.Attempt, now: datetime, points: int, maximum: int
    ) -> None:
        with pytest.raises(exams.ScoreRefused):
            score(attempt, exams.Score(points, maximum), handed_in_at=now, now=now)

        attempt.refresh_from_db()
        assert attempt.points is None


class TestWhatCounts:
    @pytest.mark.parametrize(
        ("counting", "points"),
        [("best", 80_000), ("latest", 70_000), ("first", 80_000), ("average", 75_000)],
    )
    def test_of_several_attempts_is_as_the_exam_says(
        self,
        course: launches.Course,
        person: launches.Person,
        now: datetime,
        counting: str,
        points: int,
    ) -> None:
        rule = exams.Counting(counting)
        exam = make.exam(course, now=now, attempts_allowed=2, counting=rule)
        for told in (EIGHT, SEVEN):
            attempt = make.started(exam, person, now=now)
            exams.submit(attempt, by=LEARNER, now=now)
            score(attempt, told, handed_in_at=now, now=now)

        counted = exams.counting_attempt(exam, person)

        assert counted is not None
        assert counted.points == points

    def test_is_nothing_of_a_rehearsal(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        rehearsal = make.attempt(exam, person, now=now, purpose=exams.Purpose.REHEARSAL)
        exams.start(rehearsal, by=LEARNER, now=now)
        score(rehearsal, SEVEN, handed_in_at=now, now=now)
        exams.submit(rehearsal, by=LEARNER, now=now)

        assert exams.counting_attempt(exam, person) is None


class TestAReview:
    @pytest.fixture
    def handed_in(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> exams.Attempt:
        """An attempt under a vendor's eyes that was handed in."""
        attempt = make.started(proctored, person, now=now)
        exams.submit(attempt, by=LEARNER, now=now)
        return attempt

    def test_opens_when_the_sitting_ended(self, handed_in: exams.Attempt, now: datetime) -> None:
        done = exams.review(handed_in, Finding.WAIT, by=SYSTEM, now=now)

        assert (done.before, done.after) == (Review.NONE, Review.WAITING)

    def test_is_rejected_and_verified_on_appeal(
        self, handed_in: exams.Attempt, now: datetime
    ) -> None:
        exams.review(handed_in, Finding.WAIT, by=SYSTEM, now=now)
        exams.review(handed_in, Finding.REJECT, by=VENDOR, now=now)

        exams.review(handed_in, Finding.VERIFY, by=STAFF, now=now, reason="appeal")

        assert handed_in.status(now) == exams.Status.VERIFIED
        assert audit.entries_about(handed_in.key)[0].reason == "appeal"

    def test_keeps_its_verdict_when_a_flag_comes_later(
        self, handed_in: exams.Attempt, now: datetime
    ) -> None:
        exams.review(handed_in, Finding.VERIFY, by=SYSTEM, now=now)

        done = exams.review(handed_in, Finding.FLAG, by=VENDOR, now=now)

        assert (done.after, done.is_new) == (Review.VERIFIED, False)

    def test_is_begun_on_nothing_that_goes_on(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        attempt = make.started(proctored, person, now=now)

        with pytest.raises(exams.IllegalFinding):
            exams.review(attempt, Finding.WAIT, by=SYSTEM, now=now)

    def test_is_not_for_timed_exams(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.submit(attempt, by=LEARNER, now=now)

        with pytest.raises(exams.IllegalFinding):
            exams.review(attempt, Finding.WAIT, by=SYSTEM, now=now)

    def test_begins_anew_when_the_attempt_is_reopened(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        attempt = make.started(proctored, person, now=now)
        exams.sweep_deadlines(now=now + 2 * HOUR)
        exams.review(attempt, Finding.VERIFY, by=SYSTEM, now=now + 2 * HOUR)

        exams.reopen(attempt, seconds=600, by=STAFF, reason="power cut", now=now + 2 * HOUR)

        assert (attempt.state, attempt.review) == (State.STARTED, Review.NONE)
