"""Somebody who takes the guided tour without JavaScript."""

import re

from tests.factories.demo import Demo
from tests.factories.walker import Walker


class Tourist(Walker):
    """Somebody who takes the tour of a demo."""

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self.demo = demo

    def begin(self, key: str) -> None:
        """Press the button of a station."""
        self.open(self.demo.told["tour"])
        self.press("Begin as", within=key)

    def be(self, name: str, *, page: str) -> None:
        """Be somebody else at the LMS, and go to one of its pages."""
        self.open(self.demo.lms.origin)
        self.press(name)
        self.open(self.demo.lms.origin + page)

    def value_of(self, choice: str) -> str:
        """Return what is sent for a choice that a page offers."""
        [value] = set(re.findall(rf'<option value="([^"]+)">{choice}<', self.page.source))
        return value

    def open_in_course(self, title: str) -> None:
        """Open a link of the course, and look at what its frame shows."""
        self.follow(title)
        self.step_into_frame()

    def sign_in_as_staff(self) -> None:
        self.open(f"{self.demo.told['service']}/staff/")
        self.press("Sign in", username=self.demo.told["staff"], password=self.demo.told["password"])

    def open_exams(self, title: str) -> None:
        """Open the link of a course to its exams; whoever walks this way first places it."""
        self.open_in_course("Exams")
        if any(title in one.words for one in self.page.buttons):
            self.press(f"Open “{title}” here")
