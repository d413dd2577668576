"""A learner before an exam that a link of their course opens, and what they do with its pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import open_as, ours, text_of


def placed_exam(lms: Lms, **changes: object) -> exams.Exam:
    """Return an exam of the course that the link of every launch is in, opened by that link."""
    open_as(lms, Client(), sub="the first who came")
    link = launches.Link.objects.get()
    exam = make.exam(link.course, now=timezone.now(), **changes)
    launches.place(link, kind="exam", key=str(exam.pk), now=timezone.now())
    return exam


def let(event: exams.Event, by: exams.Who = make.STAFF) -> None:
    """Let something happen to the newest attempt."""
    attempt = exams.Attempt.objects.latest("pk")
    exams.move(attempt, event, by=by, now=timezone.now(), reason="because")


@dataclass
class Seat:
    """Somebody at a browser, with the pages of the exam open."""

    browser: Client
    launch: str
    way: str = "exam/"

    @property
    def address(self) -> str:
        return f"{self.launch}{self.way}"

    def look(self, path: str = "", **more: Any) -> str:
        """Return what the page of the exam says."""
        return text_of(self.browser.get(f"{self.address}{path}", **more))

    def do(self, path: str, **form: object) -> str:
        """Send a form and return what the page says that it leads to."""
        return text_of(self.send(path, **form))

    def send(self, path: str, **form: object) -> HttpResponse:
        """Send a form and follow where it leads."""
        told = {"attempt": self.attempt_key(), **form}
        return self.browser.post(f"{self.address}{path}", told, headers=ours(), follow=True)

    def attempt_key(self) -> int:
        newest = exams.Attempt.objects.order_by("-pk").first()
        return newest.pk if newest else 0

    def act(self, event: str) -> str:
        """Press the button of an event."""
        return self.do("act", event=event)

    def begin(self) -> str:
        """Come in and let the clock run."""
        self.do("come-in")
        return self.do("begin", honour="yes")


def at_a_seat(lms: Lms, browser: Client | None = None, **who: object) -> Seat:
    """Return somebody who came by the link of the exam."""
    browser = browser or Client()
    return Seat(browser, open_as(lms, browser, **who))
