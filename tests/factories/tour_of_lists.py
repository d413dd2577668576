"""The stations of the tour about the final exam: a teacher's list, and a department's deadlines."""

import re
from time import sleep

from playwright.sync_api import Page, expect

from tests.factories.browsing_tourist import Tourist as BrowsingTourist
from tests.factories.walking_tourist import Tourist

COURSE = "The Medieval Town"
PASSED = "2020-01-31T12:00"


def says_who_may_sit_the_final_exam(tourist: Tourist) -> None:
    tourist.begin("final-list")
    tourist.open_exams("Final exam")
    tourist.follow("Final exam")
    tourist.press("Begin")
    waits_for_the_roster(tourist)
    tourist.press("Go on", plugin="lti_exams.manual")
    tourist.press("Save and look at the preview", who="everybody")
    assert tourist.page.heading == "This is who would qualify"

    tourist.press("Save", to="/save", status="ready")

    assert tourist.page.heading == "Qualified for the final exam"
    tourist.follow("The students and the reasons")
    assert "Ada Alder" in tourist.page.text


def waits_for_the_roster(tourist: Tourist) -> None:
    """Look again by hand while the students are read, which a browser does by itself."""
    for _ in range(60):
        if "just being read" not in tourist.page.text:
            return
        sleep(0.5)
        tourist.follow("Look again")


def holds_a_course_to_its_deadline(tourist: Tourist) -> None:
    tourist.begin("deadlines")
    tourist.open_exams("Midterm")
    tourist.sign_in_as_staff()
    tourist.follow("Department")
    tourist.press("Make it", timestamp=PASSED, zone="UTC", tag="On foot")
    [course] = re.findall(rf'value="(\d+)" aria-label="Tick {COURSE}"', tourist.page.source)
    deadline = re.findall(r'<option value="(\d+)">On foot', tourist.page.source)[-1]

    tourist.press("Hold them to it", course=course, deadline=deadline)
    tourist.press("Remind the teachers", course=course)

    assert "is on its way" in tourist.page.text
    assert "On foot" in tourist.page.text


def holds_a_course_to_its_deadline_in_a_browser(tourist: BrowsingTourist) -> None:
    tourist.begin("deadlines")
    tourist.open_exams("Midterm")
    staff = signs_in(tourist, "deadlines")
    staff.get_by_role("link", name="Department").click()
    staff.get_by_label("By when").fill(PASSED)
    staff.get_by_label("Name").fill("In a browser")
    staff.get_by_role("button", name="Make it").click()
    staff.get_by_role("checkbox", name=f"Tick {COURSE}").check()
    deadline = staff.locator("#tie-to option").filter(has_text="In a browser").last
    staff.locator("#tie-to").select_option(deadline.get_attribute("value"))

    staff.get_by_role("button", name="Hold them to it").click()
    row = staff.get_by_role("row").filter(has_text=COURSE)
    expect(row).to_contain_text("In a browser")
    row.get_by_role("checkbox").check()
    staff.get_by_role("button", name="Remind the teachers").click()

    expect(staff.get_by_text("is on its way")).to_be_visible()


def signs_in(tourist: BrowsingTourist, station: str) -> Page:
    """Sign in to the staff pages as a station says, and return their tab."""
    tourist.tab.goto(tourist.demo.told["tour"])
    with tourist.context.expect_page() as opened:
        tourist.tab.locator(f"#{station}").get_by_role("link", name="Open the staff pages").click()
    staff = opened.value
    staff.get_by_label("Username").fill(tourist.demo.told["staff"])
    staff.get_by_label("Password").fill(tourist.demo.told["password"])
    staff.get_by_role("button", name="Sign in").click()
    return staff
