"""The guided tour, station by station, in a browser that drops third-party cookies."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from lti_exams.sandbox.lms.tour import STATIONS
from tests.factories.browsing_tourist import Tourist
from tests.factories.chromium import pictures_of_failure
from tests.factories.demo import Demo
from tests.factories.tour_of_lists import holds_a_course_to_its_deadline_in_a_browser, signs_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOT_READY = "This link is not ready yet"


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
    expect(tourist.heading).to_have_text("Your exams")


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


def sits_under_the_eyes_of_a_proctor(tourist: Tourist, who: str = "Dan Dogwood") -> None:
    tourist.begin("proctored")
    tourist.open_exams("Final exam")
    expect(tourist.heading).to_have_text("Final exam")
    tourist.comes_to("chem210", who)
    for button in ("Continue to the instructions", "Go to the proctoring service"):
        tourist.frame.get_by_role("button", name=button).click()
    for button in ("Identity is shown", "Room is shown"):
        expect(tourist.frame.get_by_role("button", name=button)).to_be_visible()
        tourist.frame.get_by_role("checkbox").check()
        tourist.frame.get_by_role("button", name=button).click()
    tourist.frame.get_by_role("button", name="Begin the exam").click()
    tourist.frame.get_by_label("I sit this exam myself").check()

    tourist.frame.get_by_role("button", name="Start: my time runs from now").click()

    expect(tourist.frame.get_by_role("button", name="Open the questions")).to_be_visible()


def answers_where_the_questions_lie(tourist: Tourist, who: str = "Eva Elm") -> None:
    sits_under_the_eyes_of_a_proctor(tourist, who)
    with tourist.context.expect_page() as opened:
        tourist.frame.get_by_role("button", name="Open the questions").click()

    opened.value.get_by_role("button", name="Hand in").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Your work is handed in")
    # Behind another window, a frame's first click may go astray.
    opened.value.close()
    tourist.tab.reload()
    expect(tourist.heading).to_have_text("You have handed in")


def decides_and_sees_the_grade_arrive(tourist: Tourist) -> None:
    answers_where_the_questions_lie(tourist, "Finn Fir")
    tourist.begin("review")
    tourist.tab.get_by_role("link", name="Exams").first.click()
    tourist.frame.get_by_role("link", name="Reviews").click()
    tourist.frame.get_by_role("link", name="Finn Fir").click()
    tourist.frame.get_by_label("Verify: nothing speaks").check()
    tourist.frame.get_by_label("Reason").first.fill("Nothing speaks against it")

    tourist.frame.get_by_role("button", name="Decide").click()

    expect(tourist.frame.get_by_text("Verified").first).to_be_visible()


def opens_what_a_milestone_kept_shut(tourist: Tourist) -> None:
    tourist.begin("gate")
    tourist.open_exams("Midterm")
    tourist.frame.get_by_role("link", name="Milestones").click()
    tourist.frame.get_by_label("This", exact=True).select_option("Midterm")
    tourist.frame.get_by_label("needs that one first", exact=True).select_option("Warm-up")
    tourist.frame.get_by_role("button", name="Let this need that").click()
    expect(tourist.frame.get_by_role("link", name="Warm-up").first).to_be_visible()
    tourist.comes_to("hist150", "Ada Alder")
    expect(tourist.frame.get_by_text("Warm-up: not reached yet")).to_be_visible()
    tourist.comes_to("hist150", "Olga Olive")
    tourist.frame.get_by_role("link", name="Milestones").click()
    tourist.frame.get_by_role("link", name="People").click()
    tourist.frame.get_by_role("link", name="Ada Alder").click()
    tourist.frame.get_by_label("Award it").check()
    tourist.frame.get_by_label("Reason").first.fill("She did it at home")

    tourist.frame.get_by_role("button", name="Decide it").click()

    expect(tourist.frame.get_by_text("a decision of staff").first).to_be_visible()
    tourist.comes_to("hist150", "Ada Alder")
    expect(tourist.frame.get_by_text("You can begin.").first).to_be_visible()


def says_who_may_sit_the_final_exam(tourist: Tourist) -> None:
    tourist.begin("final-list")
    tourist.open_exams("Final exam")
    tourist.frame.get_by_role("link", name="Final exam", exact=True).first.click()
    tourist.frame.get_by_role("button", name="Begin").click()
    tourist.frame.get_by_label("By hand").check()
    tourist.frame.get_by_role("button", name="Go on").click()
    tourist.frame.get_by_label("Ada Alder").check()
    tourist.frame.get_by_role("button", name="Save and look at the preview").click()
    expect(tourist.heading).to_have_text("This is who would qualify")
    tourist.frame.get_by_label("Ready: everybody is decided about").check()

    tourist.frame.get_by_role("button", name="Save", exact=True).click()

    expect(tourist.heading).to_have_text("Qualified for the final exam")
    tourist.frame.get_by_text("The students and the reasons").click()
    expect(tourist.frame.get_by_text("Chosen by hand").first).to_be_visible()


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
    staff = signs_in(tourist, "register")
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
    "proctored": sits_under_the_eyes_of_a_proctor,
    "questions": answers_where_the_questions_lie,
    "review": decides_and_sees_the_grade_arrive,
    "gate": opens_what_a_milestone_kept_shut,
    "final-list": says_who_may_sit_the_final_exam,
    "deadlines": holds_a_course_to_its_deadline_in_a_browser,
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
