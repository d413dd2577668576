"""The guided tour, station by station, in a browser that drops third-party cookies."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from lti_exams.sandbox.lms.tour import STATIONS
from tests.factories.chromium import pictures_of_failure
from tests.factories.demo import Demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOT_READY = "This link is not ready yet"


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

    def open_in_course(self, title: str) -> None:
        """Open a link of the first course."""
        if not self.tab.url.endswith("/courses/stat101"):
            self.tab.get_by_role("link", name="Introduction to Statistics").click()
        self.tab.get_by_role("link", name=title).first.click()


def launches_and_goes_on_in_a_window(tourist: Tourist) -> None:
    tourist.begin("launch")
    tourist.open_in_course("Statistics with lti_exams")
    expect(tourist.heading).to_have_text(NOT_READY)

    tourist.frame.get_by_role("link", name="Open in a new window").click()
    with tourist.context.expect_page() as opened:
        tourist.frame.get_by_role("button", name="Open a new window").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text(NOT_READY)
    expect(tourist.heading).to_have_text("It goes on in the new window")


def chooses_the_dashboard_and_sees_who_came(tourist: Tourist) -> None:
    tourist.begin("choose")
    tourist.open_in_course("For the teachers")

    tourist.frame.get_by_role("button", name="Open the dashboard here").click()

    expect(tourist.heading).to_have_text("Introduction to Statistics")
    expect(tourist.frame.get_by_role("row", name="Mira Maple").first).to_be_visible()
    tourist.be("Ada Alder")
    tourist.open_in_course("For the teachers")
    expect(tourist.heading).to_have_text("This link is for teachers")


def comes_back_without_a_choice(tourist: Tourist) -> None:
    tourist.begin("deep-linking")
    tourist.open_in_course("Add content from lti_exams")

    tourist.frame.get_by_role("button", name="Back to the LMS").click()

    expect(tourist.heading).to_have_text("Nothing was added")


def makes_an_exam(tourist: Tourist, title: str = "Midterm by mouse") -> None:
    tourist.begin("exam")
    tourist.open_in_course("Add content from lti_exams")
    tourist.frame.get_by_role("button", name="Make an exam").click()
    tourist.frame.get_by_label("Title").fill(title)
    tourist.frame.get_by_label("Time limit in minutes").fill("30")

    tourist.frame.get_by_role("button", name="Make the exam").click()

    expect(tourist.heading).to_have_text("Added to Introduction to Statistics")
    tourist.frame.get_by_role("link", name="Back to").click()


def sits_it(tourist: Tourist, title: str = "Midterm to be sat by mouse") -> None:
    makes_an_exam(tourist, title)
    tourist.begin("sit")
    tourist.open_in_course(title)
    tourist.frame.get_by_role("button", name="Continue to the instructions").click()
    tourist.frame.get_by_label("I sit this exam myself").check()

    tourist.frame.get_by_role("button", name="Start: my time runs from now").click()

    expect(tourist.heading).to_have_text(title)


def gives_everybody_five_minutes(tourist: Tourist) -> None:
    sits_it(tourist, "Midterm with a siren")
    tourist.begin("more-time")
    tourist.open_in_course("Midterm with a siren")
    tourist.frame.get_by_label("Minutes more").fill("5")
    tourist.frame.get_by_label("Reason").first.fill("Fire alarm")

    tourist.frame.get_by_role("button", name="Give it to everyone").click()

    expect(tourist.frame.get_by_text("5 min more, to 1 attempt")).to_be_visible()


def reads_whose_clock_is_wrong(tourist: Tourist) -> None:
    tourist.begin("refusal")
    tourist.tab.get_by_text("Wrong clock").click()
    tourist.tab.locator("details[open]").get_by_role("button", name="Switch on").click()
    expect(tourist.tab.get_by_role("button", name="Switch off")).to_be_visible()
    tourist.be("Ada Alder")

    tourist.open_in_course("Statistics with lti_exams")

    expect(tourist.heading).to_have_text("This launch is out of its time")
    tourist.begin("refusal")
    tourist.tab.get_by_role("button", name="Switch off").click()
    expect(tourist.tab.get_by_text("Everything works.")).to_be_visible()
    tourist.be("Ada Alder")
    tourist.open_in_course("Statistics with lti_exams")
    expect(tourist.heading).to_have_text(NOT_READY)


def launches_with_a_key_that_nobody_has_seen(tourist: Tourist) -> None:
    tourist.begin("launch")
    tourist.open_in_course("Statistics with lti_exams")
    expect(tourist.heading).to_have_text(NOT_READY)
    tourist.demo.let_an_hour_pass_for_keys()
    tourist.begin("keys")
    keys = tourist.tab.locator("ol code")
    before = keys.count()
    tourist.tab.get_by_role("button", name="Rotate keys").click()
    expect(keys).to_have_count(before + 1)
    tourist.be("Ada Alder")

    tourist.open_in_course("Statistics with lti_exams")

    expect(tourist.heading).to_have_text(NOT_READY)


def registers_by_invitation(tourist: Tourist) -> None:
    invitation = makes_an_invitation(tourist)
    tourist.begin("register")
    tools = tourist.tab.get_by_role("heading", level=2, name="lti_exams")
    before = tools.count()
    tourist.tab.get_by_label("Registration address of the tool").fill(invitation)
    tourist.tab.get_by_role("button", name="Open its registration").click()

    tourist.frame.get_by_role("button", name="Register").click()

    expect(tools).to_have_count(before + 1)


def makes_an_invitation(tourist: Tourist) -> str:
    """Sign in to the staff pages as the tour says, and return the address of an invitation."""
    tourist.tab.goto(tourist.demo.told["tour"])
    with tourist.context.expect_page() as opened:
        tourist.tab.get_by_role("link", name="Open the staff pages").click()
    staff = opened.value
    staff.get_by_label("Username").fill(tourist.demo.told["staff"])
    staff.get_by_label("Password").fill(tourist.demo.told["password"])
    staff.get_by_role("button", name="Sign in").click()
    staff.get_by_role("link", name="Invitations").click()
    staff.get_by_label("For whom").fill("Riverside University")
    staff.get_by_role("button", name="Make an invitation").click()
    return staff.locator("#invitation").inner_text()


def asks_what_is_kept(tourist: Tourist) -> None:
    tourist.begin("privacy")
    tourist.tab.get_by_label("Data privacy").first.select_option("Ada Alder")

    tourist.tab.get_by_role("button", name="Ask the tool").first.click()

    expect(tourist.heading).to_have_text("What is kept about people")


WALKS: dict[str, Callable[[Tourist], None]] = {
    "launch": launches_and_goes_on_in_a_window,
    "choose": chooses_the_dashboard_and_sees_who_came,
    "deep-linking": comes_back_without_a_choice,
    "exam": makes_an_exam,
    "sit": sits_it,
    "more-time": gives_everybody_five_minutes,
    "refusal": reads_whose_clock_is_wrong,
    "keys": launches_with_a_key_that_nobody_has_seen,
    "register": registers_by_invitation,
    "privacy": asks_what_is_kept,
}


class TestTheTour:
    @pytest.mark.parametrize("key", [station.key for station in STATIONS])
    def test_does_what_the_station_says(
        self, demo: Demo, strict_chromium: Callable[..., BrowserContext], key: str
    ) -> None:
        context = strict_chromium()

        with pictures_of_failure(context, f"tour-{key}"):
            WALKS[key](Tourist(context, demo))

    @pytest.mark.parametrize("page", ["/tour/", "/administration/faults"])
    def test_fits_a_narrow_screen_while_something_is_broken(
        self, demo: Demo, strict_chromium: Callable[..., BrowserContext], page: str
    ) -> None:
        demo.lms.break_by("wrong-clock")
        tourist = Tourist(strict_chromium(viewport={"width": 320, "height": 700}), demo)
        tourist.begin("refusal")

        tourist.tab.goto(demo.lms.origin + page)

        expect(tourist.tab.get_by_text("Wrong clock").first).to_be_visible()
        expect(tourist.tab.locator("html")).to_have_js_property("scrollWidth", 320)
