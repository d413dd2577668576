"""Pages around a guarded exam: looked at by axe, and led from one to the next by a browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.request_proctoring import let_in
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from tests.browser.test_accessibility import TEACHER, look_at
from tests.browser.test_staff_accessibility import staff
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.open_exam import OpenExam, open_exam
from tests.factories.proctoring import Guard, lti_vendor

__all__ = ["staff"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


@pytest.fixture
def door(launched: Callable[..., str]) -> str:
    """The address of a teacher's launch."""
    return launched(**TEACHER)


def watched(exam: exams.Exam, guard: Guard, name: str, *, minutes: int = 10) -> exams.Attempt:
    """Return a sitting that somebody began, and of which the vendor told."""
    now = timezone.now()
    attempt = make.attempt(exam, make.person(exam.course, name), now=now - timedelta(minutes=15))
    seen = proctoring.Seen(verified={"name": "Somebody Else"}, wants_end=True)
    went(attempt, guard, seen)
    exams.start(attempt, by=make.LEARNER, now=now - timedelta(minutes=minutes))
    Incident.objects.create(
        attempt=attempt,
        vendor=guard.vendor,
        replay_key=f"{attempt.pk}",
        action="flag",
        moment=now - timedelta(minutes=1),
        received_at=now,
        severity=9_000,
        reason_code="faces-2",
        reason="A second face",
        links_document='["https://vendor.example/clip"]',
    )
    return attempt


def went(attempt: exams.Attempt, guard: Guard, seen: proctoring.Seen) -> None:
    """Let somebody go to the vendor, and the vendor let them in."""
    now = timezone.now() - timedelta(minutes=14)
    exams.move(attempt, exams.Event.REQUEST_PROCTORING, by=make.LEARNER, now=now)
    opened = proctoring.open_session(attempt, guard.vendor, launch_key="x", now=now)
    let_in(opened.session, seen, now=now)
    attempt.refresh_from_db()


def filled(door: str) -> tuple[exams.Exam, exams.Attempt, exams.Attempt]:
    """Return an exam that somebody sits, the sitting, and one that waits for a decision."""
    guard, now = lti_vendor(), timezone.now()
    course = launches.Launch.objects.get(key=door.split("/")[-2]).course
    assert course is not None
    told = {"vendor": guard.vendor.reference, "kind": exams.Kind.PROCTORED}
    exam = make.exam(course, now=now, **told)
    running, ended = watched(exam, guard, LONG_NAME), watched(exam, guard, "Ben Birch")
    follow_changes([exams.submit(ended, by=make.LEARNER, now=now)], now=now)
    remark = proctoring.Remark(text="Looks at the door", moment=now - timedelta(minutes=2))
    proctoring.comment(ended, remark, by=f"person:{running.person_id}", now=now)
    part = proctoring.Part.PROCTOR
    proctoring.list_proctor(course, exam, running.person, part, by="staff:1", now=now)
    return exam, running, ended


@pytest.mark.parametrize(
    "path",
    [
        "reviews/hall",
        "reviews/",
        "reviews/{running}/",
        "reviews/{ended}/",
        "exams/{exam}/proctoring",
    ],
)
def test_a_page_for_those_who_watch_has_no_barrier(door: str, page: Page, path: str) -> None:
    exam, running, ended = filled(door)

    look_at(page, door + path.format(exam=exam.pk, running=running.pk, ended=ended.pk))


@pytest.mark.parametrize("path", ["vendors", "vendors/add", "vendors/hawkeye"])
def test_a_page_about_vendors_has_no_barrier(staff: str, page: Page, path: str) -> None:
    lti_vendor()

    look_at(page, f"{staff}/{path}")


class TestALearner:
    @pytest.fixture
    def opened(self, page: Page, lms: Lms, launched: Callable[..., str]) -> OpenExam:
        """Somebody before an exam whose vendor wants to be told of the end."""
        self.guard = lti_vendor()
        told = {"vendor": self.guard.vendor.reference, "kind": exams.Kind.PROCTORED}
        return open_exam(page, lms, launched, **told)

    def let_in(self, opened: OpenExam) -> None:
        opened.come_in()
        opened.shows("First the proctoring service")
        # The page that waits would go on by itself, in the way of the test.
        opened.page.goto("about:blank")
        went(opened.attempt, self.guard, proctoring.Seen(wants_end=True))

    def test_who_watches_as_well_is_shown_the_way(self, opened: OpenExam) -> None:
        person, now = launches.Person.objects.get(sub="person-1"), timezone.now()
        part = proctoring.Part.PROCTOR
        proctoring.list_proctor(opened.exam.course, None, person, part, by="staff:1", now=now)
        look_at(opened.page, opened.address)

        opened.page.get_by_role("link", name="See who sits now").click()

        opened.shows("Hall")
        look_at(opened.page, opened.page.url)

    def test_who_hands_in_is_taken_to_the_vendor_that_waits(self, opened: OpenExam) -> None:
        opened.page.route(
            "https://vendor.example/**", lambda route: route.fulfill(body="It is over.")
        )
        self.let_in(opened)
        opened.page.goto(opened.address)
        opened.page.get_by_role("checkbox").check()
        opened.press("Start: my time runs from now")
        opened.press("I am done")

        opened.press("Hand in now")

        expect(opened.page.get_by_text("It is over.")).to_be_visible()
        assert opened.page.url.startswith("https://vendor.example/")

    def test_whom_the_clock_ended_tells_the_vendor_by_a_button(self, opened: OpenExam) -> None:
        self.let_in(opened)
        exams.start(opened.attempt, by=make.LEARNER, now=timezone.now() - timedelta(minutes=1))
        exams.Attempt.objects.update(started_at=timezone.now() - timedelta(days=1))

        look_at(opened.page, opened.address)

        opened.shows("You have handed in")
        button = opened.page.get_by_role("button", name="Tell Hawkeye that it is over")
        expect(button).to_be_visible()
