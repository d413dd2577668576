"""Requirements go along into the next term: what a document names, and what it must not reach."""

from datetime import datetime
from typing import Any

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys import access, port_milestones
from lti_exams.journeys.find_subjects import NoSuchSubject
from lti_exams.journeys.record_milestones import (
    subject_of_course,
    subject_of_exam,
    subject_of_qualification,
)
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make_exam
from tests.factories import milestones as make
from tests.factories.milestone_course import own
from tests.factories.milestones import BY, counted

Wanted, Side = milestones.Wanted, milestones.Side


@pytest.fixture
def spring(db: None, now: datetime) -> launches.Course:
    return make_exam.course(now, "Botany in spring")


@pytest.fixture
def autumn(spring: launches.Course) -> launches.Course:
    """The course of the next term, in the same LMS."""
    return launches.Course.objects.create(
        deployment=spring.deployment, context_id="autumn", title="Botany in autumn"
    )


def teacher(course: launches.Course) -> access.Caller:
    return access.Caller(name="person:1", roles=frozenset({access.Role.TEACHER}), course=course)


def exported(course: launches.Course, now: datetime) -> dict[str, Any]:
    return port_milestones.export_requirements(teacher(course), course, now=now)


def take(course: launches.Course, document: Any, now: datetime) -> list[milestones.Tie]:
    return port_milestones.import_requirements(teacher(course), course, document, now=now)


def needs(course: launches.Course, needed: milestones.Subject, now: datetime) -> None:
    wanted = milestones.Prerequisite(subject=needed)
    milestones.add_prerequisite(subject_of_course(course), wanted, by=BY, now=now)


class TestTheList:
    """What qualifies for the final exam gives a milestone of its course."""

    def test_of_the_old_course_becomes_that_of_the_new_one(
        self, spring: launches.Course, autumn: launches.Course, now: datetime
    ) -> None:
        listed = own(spring, "Listed")
        make.gives(subject_of_qualification(spring), listed)

        (tie,) = take(autumn, exported(spring, now), now)

        assert tie.subject == subject_of_qualification(autumn)

    def test_that_opens_the_course_is_the_new_one_too(
        self, spring: launches.Course, autumn: launches.Course, now: datetime
    ) -> None:
        exam = make_exam.exam(spring, now=now, slug="final")
        later = make_exam.exam(autumn, now=now, slug="final")
        needed = milestones.Prerequisite(subject=subject_of_qualification(spring))
        milestones.add_prerequisite(subject_of_exam(exam), needed, by=BY, now=now)

        take(autumn, exported(spring, now), now)

        found = milestones.prerequisites_of(subject_of_exam(later))
        assert set(found) == {subject_of_qualification(autumn)}


class TestWhatIsNeededFromElsewhere:
    @pytest.fixture
    def elsewhere(self, spring: launches.Course) -> launches.Course:
        return launches.Course.objects.create(
            deployment=spring.deployment, context_id="zoology", title="Zoology"
        )

    def test_goes_on_giving_as_its_own_teachers_said(
        self,
        spring: launches.Course,
        autumn: launches.Course,
        elsewhere: launches.Course,
        now: datetime,
    ) -> None:
        subject = subject_of_exam(make_exam.exam(elsewhere, now=now))
        needs(spring, subject, now)
        (key,) = milestones.prerequisites_of(subject_of_course(spring)).values()
        said = make.gives(
            subject,
            milestones.milestone(key),
            condition=make.condition(minimum_score=80),
            when_lost=milestones.WhenLost.KEEP,
        )

        take(autumn, exported(spring, now), now)
        needs(elsewhere, subject_of_course(spring), now)
        needs(autumn, subject, now)

        assert milestones.ties(Wanted(courses=[str(elsewhere.pk)], side=Side.FULFILS), now=now) == (
            said
        )

    def test_is_in_its_own_course_where_it_gives_nothing_yet(
        self,
        spring: launches.Course,
        autumn: launches.Course,
        elsewhere: launches.Course,
        now: datetime,
    ) -> None:
        subject = subject_of_exam(make_exam.exam(elsewhere, now=now))
        needs(spring, subject, now)
        document = exported(spring, now)
        milestones.remove_prerequisite(subject_of_course(spring), subject, by=BY, now=now)

        take(autumn, document, now)
        lost = milestones.remove_course(str(elsewhere.pk), by=BY, now=now)

        assert [one.subject for one in lost] == [subject_of_course(autumn)]

    def test_is_of_the_same_lms_or_refused(
        self, spring: launches.Course, autumn: launches.Course, now: datetime
    ) -> None:
        secret = make_exam.exam(make_exam.course(now, "Another university"), now=now)
        needs(spring, subject_of_exam(secret), now)

        with pytest.raises(NoSuchSubject):
            take(autumn, exported(spring, now), now)

    def test_is_no_milestone_of_another_course(
        self, spring: launches.Course, autumn: launches.Course, now: datetime
    ) -> None:
        theirs = make.milestone("Oath", namespace="course:999", is_given_by_hand=True)
        make.asks(subject_of_course(spring), theirs)

        with pytest.raises(milestones.NoSuchMilestone):
            take(autumn, exported(spring, now), now)


def hostile(**told: Any) -> dict[str, Any]:
    return {"version": 1, "course": "1", **told}


class TestAHostileDocument:
    @pytest.mark.parametrize("slug", [[], {}, 7, None])
    def test_of_slugs_that_are_none_maps_nothing(
        self, autumn: launches.Course, slug: object
    ) -> None:
        assert port_milestones.suggested(autumn, hostile(slugs={"exam:1": slug})) == {}

    def test_learns_the_name_of_nothing_that_is_elsewhere(
        self, autumn: launches.Course, now: datetime
    ) -> None:
        other = make_exam.course(now, "Secret course")
        exam: exams.Exam = make_exam.exam(other, now=now, title="Secret exam")
        lines = [
            {"subject": subject, "kind": "requires", "milestone": ["a", "b"]}
            for subject in (f"exam:{exam.pk}", f"course:{other.pk}")
        ]

        seen = port_milestones.preview_requirements(
            teacher(autumn), autumn, hostile(requirements=lines)
        )

        assert [(one.name, one.is_here) for one in seen] == [
            (str(exam.pk), False),
            (str(other.pk), False),
        ]

    def test_asks_the_database_no_more_for_many_lines(self, autumn: launches.Course) -> None:
        def asked(number: int) -> int:
            lines = [{"subject": f"exam:{one + 1}", "kind": "requires"} for one in range(number)]
            with counted() as queries:
                port_milestones.preview_requirements(
                    teacher(autumn), autumn, hostile(requirements=lines)
                )
            return queries()

        assert asked(1) == asked(300)

    @pytest.mark.parametrize("inside", [True, False])
    def test_of_more_lines_than_anybody_reads_is_refused(
        self, autumn: launches.Course, *, inside: bool
    ) -> None:
        line = {"subject": "exam:1", "kind": "requires"}
        half = [{**line, "mode": "any", "parts": [line] * 600}]
        lines = half * 2 if inside else [line] * 1_001

        with pytest.raises(milestones.DocumentRefused):
            port_milestones.preview_requirements(
                teacher(autumn), autumn, hostile(requirements=lines)
            )
