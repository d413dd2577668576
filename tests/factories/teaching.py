"""A teacher in front of the pages of a course, and the exams that are sat there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import OURS, TEACHER, open_as

TYPED = {
    "title": "Midterm",
    "slug": "",
    "kind": "timed",
    "instructions": "",
    "is_active": "on",
    "zone": "UTC",
    "opens_at": "",
    "due_at": "",
    "closes_at": "",
    "late_policy": "counts",
    "limit_seconds": "90",
    "grace_seconds": "1",
    "pause_limit_seconds": "30",
    "attempts_allowed": "1",
    "counting": "best",
    "maximum_points": "100",
    "rejected_policy": "zero",
    "timed_out_policy": "withheld",
    "vendor": "",
    "review_policy": "",
    "second_device": "takes-over",
    "password": "",
    "networks": "",
    "keys": "",
    "groups": "",
}


@dataclass
class Teacher:
    """Somebody with a launch in a course; addresses are told from the launch on."""

    browser: Client
    page: str
    course: launches.Course

    @classmethod
    def of(cls, lms: Lms, **who: Any) -> "Teacher":
        """Launch as somebody who teaches, or as `who` says."""
        browser = Client()
        page = open_as(lms, browser, **(TEACHER | who))
        course = launches.Launch.objects.get(key=page.split("/")[2]).course
        assert course is not None
        return cls(browser, page, course)

    def see(self, path: str = "") -> HttpResponse:
        """Open a page."""
        return self.browser.get(self.page + path, follow=True)

    def do(self, path: str, **fields: Any) -> HttpResponse:
        """Send a form, and go where it leads."""
        return self.browser.post(self.page + path, fields, headers=OURS, follow=True)

    def exam(self, **changes: Any) -> exams.Exam:
        """Return an exam of this course."""
        return make.exam(self.course, now=timezone.now(), **changes)

    def learner(self, name: str = "Ada Example") -> launches.Person:
        """Return somebody who learns in this course."""
        return make.person(self.course, name)

    def started(self, exam: exams.Exam, name: str = "Ada Example") -> exams.Attempt:
        """Return an attempt of a learner whose clock has just begun."""
        return make.started(exam, self.learner(name), now=timezone.now())


def typed(**changes: Any) -> dict[str, Any]:
    """Return the form of an exam as somebody filled it in; None leaves a field out."""
    told = {**TYPED, **changes}
    return {name: value for name, value in told.items() if value is not None}


def shown(instant: datetime) -> str:
    """Write an instant as a form of ours takes it."""
    return instant.strftime("%Y-%m-%dT%H:%M")
