"""Every page of an exam, looked at by axe-core, wide and narrow, light and dark."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.browser.test_accessibility import TEACHER, findings, look_at
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.open_exam import OpenExam, open_exam
from tests.factories.sitting import placed_exam

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Launched = Callable[..., str]
Event = exams.Event


@pytest.fixture
def opened(page: Page, lms: Lms, launched: Launched) -> OpenExam:
    """A tab before an exam with everything that an exam can have."""
    return open_exam(
        page,
        lms,
        launched,
        instructions="Answer three of the five questions.",
        review_policy="Somebody looks at how the exam was sat.",
        opens_at=timezone.now() - timedelta(hours=1),
        closes_at=timezone.now() + timedelta(hours=5),
        assessment="url:https://questions.example/",
        attempts_allowed=2,
        may_opt_out=True,
    )


def attempt_of(opened: OpenExam) -> exams.Attempt:
    """Return the attempt of whoever is in the tab, made without a browser."""
    person = launches.Person.objects.get(sub="person-1")
    return make.attempt(opened.exam, person, now=timezone.now())


def happen(opened: OpenExam, *events: Event) -> exams.Attempt:
    """Let the attempt begin, and let events happen to it."""
    attempt = attempt_of(opened)
    exams.start(attempt, by=make.LEARNER, now=timezone.now())
    by = {Event.STOP: make.LEARNER, Event.SUBMIT: make.LEARNER}
    steps = [(event, by.get(event, make.STAFF)) for event in events]
    return make.happen(attempt, steps, now=timezone.now())


def test_before(opened: OpenExam) -> None:
    look_at(opened.page, opened.address)


def test_before_with_every_reason_why_not(page: Page, lms: Lms, launched: Launched) -> None:
    rules = (
        {"rule": "addresses", "networks": ["192.0.2.0/24"]},
        {"rule": "safe-exam-browser", "keys": ["a" * 64]},
    )
    tomorrow = timezone.now() + timedelta(days=1)
    opened = open_exam(page, lms, launched, opens_at=tomorrow, access_rules=rules)

    look_at(page, opened.address)


def test_the_password_that_was_wrong(page: Page, lms: Lms, launched: Launched) -> None:
    opened = open_exam(page, lms, launched, access_rules=({"rule": "password", "password": "oak"},))

    look_at(page, f"{opened.address}before?note=password")


def test_the_instructions_and_what_is_missing(opened: OpenExam) -> None:
    attempt_of(opened)

    look_at(opened.page, opened.address)
    look_at(opened.page, f"{opened.address}?note=honour")


def test_the_wait_for_proctoring(page: Page, lms: Lms, launched: Launched) -> None:
    opened = open_exam(page, lms, launched, vendor="tool:1", may_opt_out=True)
    attempt_of(opened)

    look_at(page, opened.address)


@pytest.mark.parametrize(
    "events",
    [(), (Event.STOP,), (Event.PAUSE,), (Event.FAIL,), (Event.SUBMIT,)],
    ids=["elsewhere", "elsewhere, stopped", "elsewhere, paused", "interrupted", "handed in"],
)
def test_where_somebody_comes_back_to(opened: OpenExam, events: tuple[Event, ...]) -> None:
    happen(opened, *events)

    look_at(opened.page, opened.address)


@pytest.mark.parametrize(
    ("event", "heading"),
    [
        (None, "Final exam"),
        (Event.STOP, "Hand in, or go on?"),
        (Event.PAUSE, "Your exam is paused"),
    ],
)
def test_the_exam_that_runs_at_this_device(
    opened: OpenExam, event: Event | None, heading: str
) -> None:
    opened.page.on("dialog", lambda dialog: dialog.accept())
    opened.begin()
    opened.page.goto("about:blank")
    if event:
        by = make.LEARNER if event is Event.STOP else make.STAFF
        make.happen(opened.attempt, [(event, by)], now=timezone.now())

    look_at(opened.page, opened.address)

    opened.shows(heading)


def test_an_attempt_that_expired(opened: OpenExam) -> None:
    attempt_of(opened)
    exams.Attempt.objects.update(closes_at=timezone.now() - timedelta(minutes=1))

    look_at(opened.page, opened.address)


def test_an_attempt_that_was_declined(opened: OpenExam) -> None:
    make.happen(attempt_of(opened), [(Event.DECLINE, make.LEARNER)], now=timezone.now())

    look_at(opened.page, opened.address)


def test_an_attempt_whose_time_ran_out(page: Page, lms: Lms, launched: Launched) -> None:
    opened = open_exam(page, lms, launched, late_policy=exams.LatePolicy.DOES_NOT_COUNT)
    happen(opened)
    exams.Attempt.objects.update(started_at=timezone.now() - timedelta(days=1))

    look_at(page, opened.address)


def test_the_window_of_its_own(opened: OpenExam) -> None:
    happen(opened)
    launches.Launch.objects.update(cookieless=True)

    look_at(opened.page, opened.address)


def test_a_rehearsal_and_its_report(opened: OpenExam) -> None:
    rehearsal = OpenExam(opened.page, f"{opened.address}rehearsal/", opened.exam)
    look_at(rehearsal.page, rehearsal.address)
    rehearsal.begin()
    rehearsal.press("I am done")
    rehearsal.press("Hand in now")
    rehearsal.shows("You have handed in")

    assert findings(rehearsal.page) == []


def test_a_preview(page: Page, lms: Lms, launched: Launched) -> None:
    exam = placed_exam(lms)
    address = launched(**TEACHER)

    look_at(page, f"{address}exams/{exam.pk}/preview/")
