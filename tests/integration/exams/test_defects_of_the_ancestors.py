"""Defects that were seen in a running service of the kind, by their number in our notes.

5, 6, 7, 12 and 13 are about addresses that other programs call: 6 and 7 are in
`functional/api/test_defects.py`; 5, 12 and 13 in `functional/proctoring/test_defects.py`.
"""

from datetime import datetime, timedelta

import pytest

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF, SYSTEM, VENDOR

Event, State, Finding = exams.Event, exams.State, exams.Finding
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class TestDefect1:
    """A learner started a proctored exam without its proctoring."""

    @pytest.mark.parametrize("before", [[], [(Event.REQUEST_PROCTORING, LEARNER)]])
    def test_a_guarded_exam_starts_once_the_vendor_admits(
        self,
        proctored: exams.Exam,
        person: launches.Person,
        now: datetime,
        before: list[tuple[exams.Event, exams.Who]],
    ) -> None:
        attempt = make.happen(make.attempt(proctored, person, now=now), before, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.start(attempt, by=LEARNER, now=now)

        attempt.refresh_from_db()
        assert (attempt.started_at, attempt.deadline is None) == (None, True)

    def test_a_learner_cannot_admit_themselves(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        attempt = make.attempt(proctored, person, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.move(attempt, Event.ADMIT, by=LEARNER, now=now)


class TestDefect2:
    """A learner submitted again after the verdict, and the verdict was gone."""

    @pytest.mark.parametrize("verdict", [Finding.VERIFY, Finding.REJECT])
    def test_a_verdict_outlives_a_second_submit(
        self, proctored: exams.Exam, person: launches.Person, now: datetime, verdict: Finding
    ) -> None:
        attempt = make.started(proctored, person, now=now)
        exams.submit(attempt, by=LEARNER, now=now)
        exams.review(attempt, verdict, by=SYSTEM, now=now)
        told, written = attempt.status(now), audit.entries_about(attempt.key).count()

        exams.submit(attempt, by=LEARNER, now=now)

        attempt.refresh_from_db()
        assert attempt.status(now) == told
        assert audit.entries_about(attempt.key).count() == written


class TestDefect3:
    """A learner deleted an attempt, and began anew with a fresh clock."""

    @pytest.mark.parametrize("ends", [False, True])
    def test_a_learner_resets_no_attempt_that_counts(
        self, attempt: exams.Attempt, now: datetime, ends: bool
    ) -> None:
        if ends:
            exams.submit(attempt, by=LEARNER, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.move(attempt, Event.RESET, by=LEARNER, now=now)


class TestDefect4:
    """A learner submitted three days after a limit of one minute."""

    def test_a_submit_after_the_last_moment_is_refused(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        attempt = make.started(make.exam(course, now=now, limit_seconds=60), person, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.submit(attempt, by=LEARNER, now=now + 3 * DAY)

    def test_the_end_is_the_deadline(self, attempt: exams.Attempt, now: datetime) -> None:
        exams.sweep_deadlines(now=now + 3 * DAY)

        attempt.refresh_from_db()
        assert (attempt.ended_at, attempt.submitted_at) == (now + HOUR, None)


class TestDefect8:
    """A practice exam past its due date could be created, and ended at the first look."""

    def test_no_attempt_is_made_that_could_not_be_used(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, kind=exams.Kind.PRACTICE, due_at=now + HOUR)

        with pytest.raises(exams.NotEligible) as refused:
            make.attempt(exam, person, now=now + 2 * HOUR)

        assert [one.code for one in refused.value.values["reasons"]] == ["closed"]


class TestDefect9:
    """More time that was granted while an attempt ran changed nothing."""

    def test_thirty_minutes_reach_an_attempt_that_runs(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        more = exams.Allowance(minutes=30)
        exams.accommodate(person, attempt.exam, more, by=STAFF, reason="agreed", now=now)

        attempt.refresh_from_db()
        assert exams.time_left(attempt, now=now).seconds == 90 * 60


class TestDefect10:
    """Another vendor for a course made every exam anew, and lost what belonged to the old ones."""

    @pytest.fixture
    def changed(self, proctored: exams.Exam, now: datetime) -> exams.Exam:
        """The guarded exam after its vendor changed."""
        wanted = make.proctored(slug="guarded", vendor="tool:9")
        return exams.edit_exam(proctored, wanted, by=STAFF, now=now)

    def test_the_exam_stays_the_same_one(
        self, proctored: exams.Exam, changed: exams.Exam, course: launches.Course
    ) -> None:
        assert [one.pk for one in exams.exams_of(course)] == [proctored.pk] == [changed.pk]

    def test_a_timed_exam_takes_no_vendor(self, course: launches.Course, now: datetime) -> None:
        with pytest.raises(exams.ExamRefused) as refused:
            make.exam(course, now=now, kind=exams.Kind.TIMED, vendor="tool:9")

        assert refused.value.values["field"] == "vendor"

    def test_what_runs_stays_the_attempt_that_is_open(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        running = make.started(proctored, person, now=now)
        wanted = make.proctored(slug="guarded", vendor="tool:9")

        edited = exams.edit_exam(proctored, wanted, by=STAFF, now=now)

        assert make.attempt(edited, person, now=now) == running
        assert exams.terms_of(running, now=now)[0].vendor == "tool:1"

    def test_what_was_granted_stays(
        self, proctored: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        more = exams.Allowance(minutes=30)
        exams.accommodate(person, proctored, more, by=STAFF, reason="agreed", now=now)
        wanted = make.proctored(slug="guarded", vendor="tool:9")

        edited = exams.edit_exam(proctored, wanted, by=STAFF, now=now)

        assert exams.allowance_of(edited, person.pk, now=now).minutes == 30


class TestDefect11:
    """Senseless numbers and unknown keys were answered with a fault of the server."""

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("limit_seconds", -60),
            ("limit_seconds", 0),
            ("limit_seconds", 10**12),
            ("grace_seconds", -1),
            ("attempts_allowed", 0),
            ("maximum_points", 0),
            ("pause_limit_seconds", -5),
            ("slug", "no slug"),
            ("slug", ""),
            ("title", " "),
            ("instructions", "NUL \x00"),
            ("closes_at", datetime(2027, 1, 1)),
        ],
    )
    def test_a_senseless_value_is_refused_by_its_field(
        self, course: launches.Course, now: datetime, field: str, value: object
    ) -> None:
        with pytest.raises(exams.ExamRefused) as refused:
            make.exam(course, now=now, **{field: value})

        assert refused.value.values["field"] == field

    @pytest.mark.parametrize("key", [0, -1, 4_711, 2**63, 10**30])
    def test_an_unknown_attempt_is_told_as_unknown(
        self, person: launches.Person, course: launches.Course, key: int
    ) -> None:
        with pytest.raises(exams.NoSuchAttempt):
            exams.attempt_of(person, key)
        with pytest.raises(exams.NoSuchAttempt):
            exams.attempt_in(course, key)

    @pytest.mark.parametrize("key", [0, -1, 4_711, 10**30, "", "nothing", "\x00"])
    def test_an_unknown_exam_is_told_as_unknown(
        self, course: launches.Course, key: int | str
    ) -> None:
        with pytest.raises(exams.NoSuchExam):
            exams.exam_of(course, key)

    def test_open_attempts_at_other_exams_stop_nobody(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        some = [make.exam(course, now=now, slug=f"exam-{number}") for number in range(3)]

        begun = [make.started(exam, person, now=now) for exam in some]

        assert {one.state for one in begun} == {State.STARTED}


class TestTheRuleThatLetMostThingsPass:
    """Everything was legal but from completed to incomplete: expired could start again."""

    def test_an_expired_attempt_does_not_start(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + HOUR)
        attempt = make.attempt(exam, person, now=now)
        exams.sweep_deadlines(now=now + DAY)

        with pytest.raises(exams.IllegalMove):
            exams.start(attempt, by=LEARNER, now=now + DAY)

    def test_a_learner_who_submits_ends_in_no_error(
        self, attempt: exams.Attempt, now: datetime
    ) -> None:
        exams.move(attempt, Event.STOP, by=LEARNER, now=now)

        with pytest.raises(exams.IllegalMove):
            exams.move(attempt, Event.FAIL, by=VENDOR, now=now)
