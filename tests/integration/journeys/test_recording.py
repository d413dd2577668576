"""What happens elsewhere is recorded in its own transaction, and gives and takes milestones."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.record_milestones import (
    record_status,
    subject_of_course,
    subject_of_exam,
    subject_of_qualification,
)
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make_exam
from tests.factories import milestones as make
from tests.factories.exams import LEARNER, STAFF, SYSTEM
from tests.factories.milestones import BY

MINUTE = timedelta(minutes=1)


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make_exam.course(now)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make_exam.person(course)


@pytest.fixture
def exam(course: launches.Course, now: datetime) -> exams.Exam:
    return make_exam.exam(course, now=now, slug="first", kind="timed")


def holds(person: launches.Person, goal: milestones.MilestoneValue, *, now: datetime) -> bool:
    return milestones.holds(person.pk, goal.key, now=now)


def handed_in(exam: exams.Exam, person: launches.Person, *, now: datetime) -> exams.Attempt:
    attempt = make_exam.started(exam, person, now=now)
    follow_changes([exams.submit(attempt, by=LEARNER, now=now + MINUTE)], now=now + MINUTE)
    return attempt


def score(attempt: exams.Attempt, points: int, *, now: datetime) -> None:
    given = exams.Score(points * 10_000, 100 * 10_000)
    scored = exams.record_score(attempt, given, handed_in_at=now, by=SYSTEM, now=now)
    follow_changes([scored], now=now)


def review(attempt: exams.Attempt, finding: exams.Finding, *, now: datetime) -> None:
    attempt.refresh_from_db()
    by = SYSTEM if finding is exams.Finding.WAIT else STAFF
    done = exams.review(attempt, finding, by=by, reason="Seen.", now=now)
    follow_changes([done], now=now)


class TestAnAttemptThatIsReviewed:
    @pytest.fixture
    def guarded(self, course: launches.Course, now: datetime) -> exams.Exam:
        return make_exam.exam(course, now=now, slug="guarded", vendor="tool:1")

    def test_gives_what_a_verified_one_gives_and_takes_it_back_when_it_is_rejected(
        self, guarded: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        goal = make.milestone()
        make.gives(subject_of_exam(guarded), goal, condition=make.condition(verified=True))
        attempt = handed_in(guarded, person, now=now)
        told = []
        findings = (exams.Finding.WAIT, exams.Finding.VERIFY, exams.Finding.REJECT)
        for at, finding in enumerate(findings, start=3):
            review(attempt, finding, now=now + at * MINUTE)
            told.append(holds(person, goal, now=now + at * MINUTE))

        assert told == [False, True, False]


class TestPractice:
    def test_that_was_handed_in_gives_what_it_gives_and_keeps_it_when_it_begins_again(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        warm_up = make_exam.exam(
            course, now=now, slug="warm-up", kind="practice", attempts_allowed=None
        )
        goal = make.milestone()
        make.gives(subject_of_exam(warm_up), goal)
        attempt = handed_in(warm_up, person, now=now)
        first = holds(person, goal, now=now + MINUTE)
        later = now + 2 * MINUTE
        again = exams.move(attempt, exams.Event.RESET, by=LEARNER, now=later)
        follow_changes([again], now=later)

        assert (first, holds(person, goal, now=later)) == (True, True)


class TestARegrade:
    @pytest.mark.parametrize(
        ("when_lost", "after"),
        [
            (milestones.WhenLost.TAKE_BACK, milestones.State.REVOKED),
            (milestones.WhenLost.KEEP, milestones.State.EARNED),
        ],
    )
    def test_follows_the_policy_of_the_rule_and_leaves_its_history(
        self,
        exam: exams.Exam,
        person: launches.Person,
        now: datetime,
        when_lost: milestones.WhenLost,
        after: milestones.State,
    ) -> None:
        goal = make.milestone()
        asked = make.condition(minimum_score=50)
        make.gives(subject_of_exam(exam), goal, condition=asked, when_lost=when_lost)
        attempt = handed_in(exam, person, now=now)
        score(attempt, 60, now=now + 2 * MINUTE)
        later = now + 3 * MINUTE
        score(attempt, 40, now=later)

        award = milestones.award_of(person.pk, goal.key, now=later)
        past = milestones.history_of(person.pk, goal.key)

        assert award.state is after
        assert [one.state for one in past] == (
            ["earned"] if after is milestones.State.REVOKED else []
        )


class TestTheTransactionOfTheFact:
    def test_takes_the_milestone_with_it_when_it_fails(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        goal = make.milestone()
        make.gives(subject_of_exam(exam), goal)
        attempt = make_exam.started(exam, person, now=now)
        with transaction.atomic():
            done = exams.submit(attempt, by=LEARNER, now=now + MINUTE)
            follow_changes([done], now=now + MINUTE)
            held = holds(person, goal, now=now + MINUTE)
            transaction.set_rollback(True)

        assert held
        assert not milestones.records_of([person.pk], now=now)[person.pk]


class TestASavedList:
    def _save(
        self, course: launches.Course, decided: dict[int, bool | None], *, now: datetime
    ) -> None:
        is_open = None in decided.values()
        state = qualifications.State.ALMOSTREADY if is_open else qualifications.State.READY
        saving = qualifications.Saving(state=state, message="By hand.", by=BY)
        members = dict(course.memberships.values_list("person", "pk"))
        told = {members[person]: qualifies for person, qualifies in decided.items()}
        status = qualifications.save_status(course, saving, told, now=now)
        record_status(status, now=now)

    @pytest.fixture
    def goal(self, course: launches.Course) -> milestones.MilestoneValue:
        goal = make.milestone()
        make.gives(subject_of_qualification(course), goal)
        return goal

    def test_gives_whoever_qualifies_what_the_qualification_gives(
        self, course: launches.Course, goal: milestones.MilestoneValue, now: datetime
    ) -> None:
        people = [make_exam.person(course, name) for name in ("Ada", "Ben", "Cleo")]
        decided = dict(zip((one.pk for one in people), (True, False, None), strict=True))

        self._save(course, decided, now=now)

        assert [holds(one, goal, now=now) for one in people] == [True, False, False]

    def test_takes_it_from_whoever_qualifies_no_more(
        self,
        course: launches.Course,
        person: launches.Person,
        goal: milestones.MilestoneValue,
        now: datetime,
    ) -> None:
        self._save(course, {person.pk: True}, now=now)
        self._save(course, {person.pk: False}, now=now + MINUTE)

        assert not holds(person, goal, now=now + MINUTE)

    def test_that_is_taken_back_takes_it_from_everybody(
        self,
        course: launches.Course,
        person: launches.Person,
        goal: milestones.MilestoneValue,
        now: datetime,
    ) -> None:
        self._save(course, {person.pk: True}, now=now)
        saving = qualifications.Saving(
            state=qualifications.State.NOTREADY, message="A mistake.", by=BY
        )
        taken_back = qualifications.retract(course, saving, now=now + MINUTE)
        record_status(taken_back, now=now + MINUTE)

        assert not holds(person, goal, now=now + MINUTE)

    def test_asks_as_much_of_the_database_for_many_as_for_few(
        self, course: launches.Course, goal: milestones.MilestoneValue, now: datetime
    ) -> None:
        def asked(number: int, at: datetime) -> int:
            people = [make_exam.person(course) for _ in range(number)]
            saving = qualifications.Saving(
                state=qualifications.State.READY, message="By hand.", by=BY
            )
            members = course.memberships.filter(person__in=people)
            decided: dict[int, bool | None] = {one.pk: True for one in members}
            status = qualifications.save_status(course, saving, decided, now=at)
            with make.counted() as queries:
                record_status(status, now=at)
            return queries()

        assert asked(2, now) >= asked(9, now + MINUTE) - 2
        assert holds(make_exam.person(course), goal, now=now) is False


class TestACourseThatIsDeleted:
    def test_leaves_shut_what_needed_it_and_keeps_what_people_reached(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        other = make_exam.course(now, "The next")
        needed = milestones.Prerequisite(subject=subject_of_course(course), title="The first")
        goal = milestones.add_prerequisite(subject_of_course(other), needed, by=BY, now=now)
        make.completed(person.pk, subject_of_course(course), at=now)
        stranger = make_exam.person(other, "Newton")

        (trouble,) = milestones.remove_course(str(course.pk), by=BY, now=now)

        gates = milestones.gates_of([person.pk, stranger.pk], [subject_of_course(other)], now=now)
        assert (trouble.code, trouble.milestone) == ("unreachable", goal)
        assert [one.is_open for one in gates.values()] == [True, False]
