"""An exam in Chromium: whoever sits it, from the link to wherever the test wants them."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Frame, Locator, Page, expect

from lti_exams.exams import api as exams
from tests.factories.lms import Lms
from tests.factories.sitting import placed_exam

HEADING = "heading"


@dataclass
class OpenExam:
    """A tab with the exam in it."""

    page: Page
    address: str
    exam: exams.Exam

    def come_in(self) -> None:
        self.page.goto(self.address)
        self.page.get_by_role("button", name="Continue to the instructions").click()

    def begin(self) -> None:
        """Go the whole way until the clock runs."""
        self.come_in()
        self.page.get_by_role("checkbox").check()
        self.page.get_by_role("button", name="Start: my time runs from now").click()
        self.shows("Final exam")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def shows(self, heading: str, *, within: float = 10) -> None:
        """Wait until the page says this above everything else."""
        expect(self.page.get_by_role(HEADING, level=1)).to_have_text(heading, timeout=within * 1000)

    @property
    def attempt(self) -> exams.Attempt:
        return exams.Attempt.objects.select_related("exam", "person").latest("pk")


def open_exam(page: Page, lms: Lms, launched: Any, **changes: object) -> OpenExam:
    """Place an exam at the link, launch a learner there, and show what the link opens."""
    exam = placed_exam(lms, **changes)
    opened = OpenExam(page, f"{launched()}exam/", exam)
    page.goto(opened.address)
    return opened


def look_up(page: Page | Frame) -> None:
    """Come back into sight, as a tab that somebody turns to, once everything on it answers."""
    try:
        page.evaluate(
            "import(document.querySelector('script[type=module][src*=house]').src)"
            ".then((house) => house.ready)"
        )
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    except Error as error:
        # It has looked by itself just then, and leads on already.
        if "context was destroyed" not in error.message:
            raise


def news(page: Page) -> Locator:
    """Return the one place where the page tells what has happened."""
    return page.get_by_role("status")
