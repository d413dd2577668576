"""What somebody reads before a gate: each prerequisite, how it stands, and what to do."""

from datetime import datetime, timedelta

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys import access, sit_exam
from lti_exams.journeys.access import Role
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.journeys.see_gates import SeenGate, Stand, see_gate
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make
from tests.factories.exams import LEARNER, SYSTEM
from tests.factories.milestones import BY, condition, counted

MINUTE = timedelta(minutes=1)


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make.person(course)


def caller(
    person: launches.Person, course: launches.Course, role: Role = Role.LEARNER
) -> access.Caller:
    return access.Caller(
        name=f"person:{person.pk}", roles=frozenset({role}), course=course, person=person
    )


def exam(course: launches.Course, name: str, *, now: datetime, **told: object) -> exams.Exam:
    return make.exam(course, now=now, slug=name, title=name.title(), **told)


def needs(exam: exams.Exam, *first: exams.Exam, now: datetime) -> None:
    needed = [
        milestones.Prerequisite(
            subject=subject_of_exam(one), title=one.title, condition=condition(minimum_score=50)
        )
        for one in first
    ]
    milestones.set_prerequisites(subject_of_exam(exam), needed, by=BY, now=now)


def sit(person: launches.Person, exam: exams.Exam, points: int, *, now: datetime) -> None:
    attempt = make.started(exam, person, now=now)
    done = exams.submit(attempt, by=LEARNER, now=now + MINUTE)
    given = exams.Score(points * 10_000, 100 * 10_000)
    scored = exams.record_score(attempt, given, handed_in_at=now, by=SYSTEM, now=now + MINUTE)
    follow_changes([done, scored], now=now + MINUTE)


def decline(person: launches.Person, exam: exams.Exam, *, now: datetime) -> None:
    attempt = make.attempt(exam, person, now=now)
    follow_changes([exams.move(attempt, exams.Event.DECLINE, by=LEARNER, now=now)], now=now)


class TestPrerequisitesInTheirOrder:
    def see(
        self, course: launches.Course, person: launches.Person, *, now: datetime
    ) -> tuple[SeenGate, exams.Exam]:
        names = ("passed", "waiting", "failed", "declined")
        first = [exam(course, name, now=now, vendor="tool:1", may_opt_out=True) for name in names]
        final = exam(course, "final", now=now)
        needs(final, *first, now=now)
        sit(person, first[0], 80, now=now)
        sit(person, first[2], 20, now=now)
        decline(person, first[3], now=now)
        later = now + 2 * MINUTE
        return see_gate(caller(person, course), course, exam=final, now=later), final

    def test_stand_as_satisfied_pending_failed_or_declined(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        seen, _ = self.see(course, person, now=now)

        assert [(one.reason.milestone.title, one.stand) for one in seen.reasons] == [
            ("Passed", Stand.SATISFIED),
            ("Waiting", Stand.PENDING),
            ("Failed", Stand.FAILED),
            ("Declined", Stand.DECLINED),
        ]

    def test_say_what_to_do_and_where_it_is(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        seen, _ = self.see(course, person, now=now)

        (waiting,) = seen.reasons[1].ways
        assert (waiting.name, waiting.where) == ("Waiting", str(course))
        assert waiting.told == "Complete Waiting with at least 50 % of the points."
        assert [one.name for one in seen.steps] == ["Waiting", "Failed", "Declined"]

    def test_are_told_to_staff_in_the_same_words(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        seen, final = self.see(course, person, now=now)
        teacher = make.person(course, "Grace Teacher")

        theirs = see_gate(
            caller(teacher, course, Role.TEACHER),
            course,
            exam=final,
            person=person,
            now=now + 2 * MINUTE,
        )

        assert [one.told for one in theirs.reasons] == [one.told for one in seen.reasons]

    def test_of_others_are_nobody_elses_to_see(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        other = make.person(course, "Newton")

        with pytest.raises(access.ActRefused):
            see_gate(caller(other, course), course, person=person, now=now)


class TestAnEntranceExam:
    @pytest.mark.parametrize(("points", "is_open"), [(59, False), (60, True)])
    def test_opens_its_course_at_a_minimum_score(
        self,
        course: launches.Course,
        person: launches.Person,
        now: datetime,
        points: int,
        is_open: bool,
    ) -> None:
        entrance, other = exam(course, "entrance", now=now), exam(course, "other", now=now)
        needed = milestones.Prerequisite(
            subject=subject_of_exam(entrance), condition=condition(minimum_score=60)
        )
        milestones.add_prerequisite(subject_of_course(course), needed, by=BY, now=now)

        sit(person, entrance, points, now=now)

        seen = sit_exam.look_at_exam(
            caller(person, course),
            other,
            exams.Presented(),
            purpose=exams.Purpose.SITTING,
            now=now + 2 * MINUTE,
        )
        assert (not seen.obstacles) is is_open


class TestOneRequest:
    def test_reads_what_somebody_holds_once(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        first, final = exam(course, "first", now=now), exam(course, "final", now=now)
        needs(final, first, now=now)

        def asked(number: int) -> int:
            for one in range(number):
                needs(final, first, exam(course, f"more-{number}-{one}", now=now), now=now)
            with counted() as queries:
                sit_exam.look_at_exam(
                    caller(person, course),
                    final,
                    exams.Presented(),
                    purpose=exams.Purpose.SITTING,
                    now=now,
                )
            return queries()

        assert asked(1) == asked(4)
