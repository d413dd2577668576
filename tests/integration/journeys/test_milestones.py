"""Attempts give milestones, and what is missing keeps an exam shut."""

from datetime import datetime, timedelta

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys import access, sit_exam
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make
from tests.factories import milestones as make_milestone
from tests.factories.exams import LEARNER, STAFF, SYSTEM
from tests.factories.milestones import BY

MINUTE = timedelta(minutes=1)
Role = access.Role


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make.person(course)


@pytest.fixture
def first(course: launches.Course, now: datetime) -> exams.Exam:
    return make.exam(course, now=now, slug="first", attempts_allowed=None)


@pytest.fixture
def second(course: launches.Course, now: datetime) -> exams.Exam:
    return make.exam(course, now=now, slug="second")


def needs(
    subject: milestones.Subject, exam: exams.Exam, *, now: datetime, least: int | None = None
) -> None:
    needed = milestones.Prerequisite(
        subject=subject_of_exam(exam),
        title="The first exam",
        condition=milestones.Condition(minimum_score=least),
    )
    milestones.add_prerequisite(subject, needed, by=BY, now=now)


def caller(person: launches.Person, course: launches.Course, role: Role) -> access.Caller:
    return access.Caller(
        name=f"person:{person.pk}", roles=frozenset({role}), course=course, person=person
    )


def come_in(
    person: launches.Person,
    exam: exams.Exam,
    *,
    now: datetime,
    role: Role = Role.LEARNER,
) -> exams.Attempt:
    who = caller(person, exam.course, role)
    purpose = sit_exam.purpose_of(who)
    return sit_exam.come_in(who, exam, exams.Presented(), purpose=purpose, now=now)


def sit(person: launches.Person, exam: exams.Exam, points: int, *, now: datetime) -> exams.Attempt:
    """Sit an exam of 100 points and get this many."""
    attempt = make.started(exam, person, now=now)
    follow_changes([exams.submit(attempt, by=LEARNER, now=now + MINUTE)], now=now + MINUTE)
    score(attempt, points, now=now + 2 * MINUTE)
    return attempt


def score(attempt: exams.Attempt, points: int, *, now: datetime) -> None:
    given = exams.Score(points * 10_000, 100 * 10_000)
    scored = exams.record_score(attempt, given, handed_in_at=now, by=SYSTEM, now=now)
    follow_changes([scored], now=now)


class TestAnExamThatNeedsAnother:
    def test_is_shut_and_says_what_is_missing(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        needs(subject_of_exam(second), first, now=now)

        with pytest.raises(exams.NotEligible) as refused:
            come_in(person, second, now=now)

        assert [one.about for one in refused.value.values["reasons"]] == [
            "The first exam: not reached yet."
        ]

    def test_opens_with_the_score_that_is_enough_and_shuts_with_the_regrade_that_is_not(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        needs(subject_of_exam(second), first, now=now, least=500_000)
        attempt = sit(person, first, 49, now=now)
        later = now + 10 * MINUTE
        with pytest.raises(exams.NotEligible):
            come_in(person, second, now=later)

        score(attempt, 50, now=later)
        seen = sit_exam.look_at_exam(
            caller(person, second.course, Role.LEARNER),
            second,
            exams.Presented(),
            purpose=exams.Purpose.SITTING,
            now=later,
        )
        assert seen.obstacles == ()

        score(attempt, 40, now=later + MINUTE)
        with pytest.raises(exams.NotEligible):
            come_in(person, second, now=later + MINUTE)

    def test_shuts_nobody_out_who_came_in_already(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        attempt = come_in(person, second, now=now)
        needs(subject_of_exam(second), first, now=now)

        assert come_in(person, second, now=now + MINUTE) == attempt

    def test_is_open_to_staff(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        needs(subject_of_exam(second), first, now=now)

        preview = come_in(person, second, now=now, role=Role.TEACHER)

        assert preview.purpose == exams.Purpose.PREVIEW.value

    def test_counts_no_rehearsal_and_no_test_user(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        needs(subject_of_exam(second), first, now=now)
        wish = exams.Wish(exam=first, person=person, is_test_user=True)
        attempt = exams.create_attempt(wish, by=LEARNER, now=now).attempt
        exams.start(attempt, by=LEARNER, now=now)
        follow_changes([exams.submit(attempt, by=LEARNER, now=now)], now=now)

        with pytest.raises(exams.NotEligible):
            come_in(person, second, now=now)

    def test_is_shut_again_when_the_attempt_is_reset(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        needs(subject_of_exam(second), first, now=now)
        attempt = sit(person, first, 90, now=now)
        later = now + 10 * MINUTE
        moved = exams.move(attempt, exams.Event.RESET, by=STAFF, now=later, reason="A fire.")
        follow_changes([moved], now=later)

        with pytest.raises(exams.NotEligible):
            come_in(person, second, now=later)


class TestACourseThatNeedsAnExam:
    def test_lets_people_sit_that_exam_and_no_other(
        self, person: launches.Person, first: exams.Exam, second: exams.Exam, now: datetime
    ) -> None:
        needs(subject_of_course(first.course), first, now=now)

        assert come_in(person, first, now=now)
        with pytest.raises(exams.NotEligible):
            come_in(person, second, now=now)


def test_a_group_that_an_exam_asks_for_is_one_thing_that_is_missing(
    person: launches.Person, second: exams.Exam, now: datetime
) -> None:
    keys = [make_milestone.by_hand(name).key for name in ("Mosses", "Ferns", "Lichens")]
    subject = subject_of_exam(second)
    group = milestones.NewGroup(subject=subject, mode=milestones.Mode.ANY, milestones=keys[:2])
    milestones.require_group(group, by=BY, now=now)
    alone = milestones.NewRequirement(subject=subject, milestone=keys[2])
    milestones.require([alone], by=BY, now=now)

    with pytest.raises(exams.NotEligible) as refused:
        come_in(person, second, now=now)

    assert {one.about for one in refused.value.values["reasons"]} == {
        "Any one of these: Mosses: not reached yet. Ferns: not reached yet.",
        "Lichens: not reached yet.",
    }
