"""An exam, and as many people in it as are wanted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller, Role
from lti_exams.launches import api as launches
from tests.factories import exams as make


@dataclass(frozen=True)
class Hall:
    """An exam of an hour in a course, and the link that opens it."""

    course: launches.Course
    exam: exams.Exam
    link: launches.Link

    @classmethod
    def opened(cls, now: datetime) -> "Hall":
        course = make.course(now)
        exam = make.exam(course, now=now)
        return cls(course, exam, make.link(course, exam))

    def caller(self, person: launches.Person) -> Caller:
        """Return a learner of the course as a launch makes them known."""
        return Caller(
            name=f"person:{person.pk}",
            roles=frozenset({Role.LEARNER}),
            course=self.course,
            person=person,
        )

    def fill(
        self, number: int, *, now: datetime, apart: timedelta = timedelta(0)
    ) -> list[exams.Attempt]:
        """Let so many people begin: the first in earnest, and the rest as it did, earlier."""
        people = make.people(self.course, number)
        first = make.started(self.exam, people[0], now=now)
        rest = [
            _as(first, person, place, earlier=apart * place)
            for place, person in enumerate(people[1:], start=1)
        ]
        return [first, *exams.Attempt.objects.bulk_create(rest, batch_size=1_000)]


def _as(
    first: exams.Attempt, person: launches.Person, place: int, *, earlier: timedelta
) -> exams.Attempt:
    columns = {
        field.attname: getattr(first, field.attname)
        for field in first._meta.concrete_fields
        if field.attname not in {"id", "person_id", "receipt"}
    }
    for name in ("created_at", "started_at", "deadline", "acts_at"):
        columns[name] -= earlier
    return exams.Attempt(**columns, person=person, receipt=f"{first.pk}-{place}")


def an_hour_ago() -> datetime:
    return timezone.now() - timedelta(hours=1)
