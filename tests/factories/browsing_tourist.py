"""Somebody who takes the guided tour in a browser."""

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from lti_exams.sandbox.lms.tour import STATIONS
from tests.factories.demo import Demo


class Tourist:
    """Somebody who takes the tour of a demo, in one tab of a browser."""

    def __init__(self, context: BrowserContext, demo: Demo) -> None:
        self.context, self.demo = context, demo
        self.tab: Page = context.pages[0]

    @property
    def frame(self) -> FrameLocator:
        """What the university's page shows of the service."""
        return self.tab.frame_locator("iframe.tool")

    @property
    def heading(self) -> Locator:
        """The heading of the page in the frame."""
        return self.frame.get_by_role("heading", level=1)

    def begin(self, key: str) -> None:
        """Press the button of a station."""
        self.tab.goto(self.demo.told["tour"])
        self.tab.locator(f"#{key}").get_by_role("button", name="Begin as").click()
        [station] = [one for one in STATIONS if one.key == key]
        self.tab.wait_for_url(f"**{station.page}")

    def be(self, name: str) -> None:
        """Be somebody else, from where the tourist is."""
        self.tab.get_by_role("button", name="Be somebody else").click()
        self.tab.get_by_role("button", name=name).click()
        self.tab.wait_for_url("**/home")

    def comes_to(self, course: str, name: str) -> None:
        """Be somebody, and open the exams of a course."""
        self.be(name)
        self.tab.goto(f"{self.demo.lms.origin}/courses/{course}")
        self.tab.get_by_role("link", name="Exams").first.click()

    def open_in_course(self, title: str) -> None:
        """Open a link of the first course."""
        if not self.tab.url.endswith("/courses/stat101"):
            self.tab.get_by_role("link", name="Introduction to Statistics").click()
        self.tab.get_by_role("link", name=title).first.click()

    def open_exams(self, title: str) -> None:
        """Open the link of a course to its exams; whoever walks this way first places it."""
        self.tab.get_by_role("link", name="Exams").first.click()
        choice = self.frame.get_by_role("button", name=f"Open “{title}” here")
        exam = self.frame.get_by_role("heading", name=title, exact=True, level=1)
        expect(choice.or_(exam)).to_be_visible()
        if choice.count():
            choice.click()
