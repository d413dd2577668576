"""A course with milestones in front of a teacher: what gives them, and what asks for them."""

from dataclasses import dataclass

from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make_exam
from tests.factories import milestones as make

BY = "staff:1"


@dataclass(frozen=True, slots=True)
class MilestoneCourse:
    """A course that asks for lab safety, which its exam gives, and for a field trip, by hand."""

    course: launches.Course
    exam: exams.Exam
    safety: milestones.MilestoneValue
    trip: milestones.MilestoneValue
    ada: launches.Person

    def award(self, person: launches.Person, *given: milestones.MilestoneValue) -> None:
        keys = [one.key for one in given]
        now = timezone.now()
        milestones.award([person.pk], keys, by=BY, now=now, reason="Was there")

    def fill(self, path: str) -> str:
        """Put the keys of what is here into an address."""
        return path.format(
            safety=self.safety.key, trip=self.trip.key, ada=self.ada.pk, exam=self.exam.pk
        )

    def states(self, person: launches.Person) -> dict[str, str]:
        """Return how somebody stands to what they were ever awarded."""
        found = milestones.records_of([person.pk], now=timezone.now())[person.pk]
        return {one.milestone.title: one.state.value for one in found}


def own(course: launches.Course, title: str, **told: object) -> milestones.MilestoneValue:
    """Return a milestone of a course."""
    return make.milestone(title, namespace=f"course:{course.pk}", display_name=title, **told)


def milestone_course(course: launches.Course) -> MilestoneCourse:
    """Fill a course; Ada was on the trip, and has not sat the test."""
    exam = make_exam.exam(course, now=timezone.now(), title="Safety test", slug="safety")
    safety = own(course, "Lab safety", description="Knows the rules of the lab.")
    trip = own(course, "Field trip", is_given_by_hand=True)
    make.gives(subject_of_exam(exam), safety)
    make.asks(subject_of_course(course), safety, trip)
    there = MilestoneCourse(course, exam, safety, trip, make_exam.person(course, "Ada Example"))
    there.award(there.ada, trip)
    return there


def ties(here: MilestoneCourse, side: milestones.Side) -> list[milestones.Tie]:
    wanted = milestones.Wanted(courses=[str(here.course.pk)], side=side)
    return milestones.ties(wanted, now=timezone.now())


def asked(here: MilestoneCourse) -> list[milestones.Tie]:
    return ties(here, milestones.Side.REQUIRES)
