"""A course whose exam a vendor guards, those who sat it, and those who watch."""

from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller, Role
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.list_proctors import list_proctor
from lti_exams.proctoring import api as proctoring
from tests.factories import exams as make
from tests.factories.proctoring import null_vendor


class Course:
    """A course whose exam nobody guards in earnest, so that its reviews are what matters."""

    def __init__(self, now: datetime, **wishes: object) -> None:
        self.now = now
        self.vendor = null_vendor()
        self.course = make.course(now)
        self.exam = make.exam(self.course, now=now, vendor=self.vendor.reference)
        if wishes:
            proctoring.decide_proctoring(
                self.exam, proctoring.ExamWishes(**wishes), by="staff:1", now=now
            )

    def sat(self, exam: exams.Exam | None = None) -> exams.Attempt:
        """Return what somebody has handed in."""
        attempt = make.started(exam or self.exam, make.person(self.course), now=self.now)
        done = exams.submit(attempt, by=make.LEARNER, now=self.now)
        follow_changes([done], now=self.now)
        return attempt

    def reviewer(self, name: str = "person:1", role: Role = Role.TEACHER) -> Caller:
        return Caller(name, frozenset({role}), self.course)

    def guest(self, part: proctoring.Part | None, *, exam: exams.Exam | None = None) -> Caller:
        """Return somebody of the LMS whom only a list lets in."""
        person = make.person(self.course, "Grace Guest")
        caller = Caller(f"person:{person.pk}", frozenset(), self.course, person)
        if part is not None:
            teacher = self.reviewer()
            list_proctor(teacher, self.course, person, part, exam=exam, now=self.now)
        return caller
