"""The guided tour, station by station, by somebody whose browser runs no JavaScript."""

from collections.abc import Callable

import pytest

from lti_exams.sandbox.lms.tour import STATIONS
from tests.factories.demo import Demo
from tests.factories.tour_of_lists import (
    holds_a_course_to_its_deadline,
    says_who_may_sit_the_final_exam,
)
from tests.factories.walking_tourist import Tourist

pytestmark = pytest.mark.slow

NOT_READY = "This link is not ready yet"


def launches_and_goes_on_in_a_window(tourist: Tourist) -> None:
    tourist.begin("launch")
    tourist.open_in_course("Statistics with lti_exams")
    in_the_frame = tourist.page

    tourist.follow("Open in a new window")
    tourist.press("Open a new window")

    assert in_the_frame.heading == tourist.page.heading == NOT_READY
    assert in_the_frame.address != tourist.page.address


def chooses_the_dashboard_and_sees_who_came(tourist: Tourist) -> None:
    tourist.be("Ada Alder", page="/courses/stat101")
    tourist.open_in_course("For the teachers")
    tourist.begin("choose")
    tourist.open_in_course("For the teachers")

    tourist.press("Open the dashboard here")

    assert tourist.page.heading == "Introduction to Statistics"
    assert "Ada Alder" in tourist.page.text
    tourist.be("Ada Alder", page="/courses/stat101")
    tourist.open_in_course("For the teachers")
    assert tourist.page.heading == "Your exams"


def comes_back_without_a_choice(tourist: Tourist) -> None:
    tourist.begin("deep-linking")
    tourist.open_in_course("Add content from lti_exams")

    tourist.press("Back to the LMS")

    assert tourist.page.address.startswith(tourist.demo.lms.origin)
    assert tourist.page.heading == "Nothing was added"


# A reader without JavaScript takes the last radio button for the one that is chosen.
EXAM = {
    "kind": "timed",
    "is_active": "on",
    "late_policy": "counts",
    "second_device": "takes-over",
    "limit_seconds": "30",
}


def makes_an_exam(tourist: Tourist, title: str = "Midterm on foot") -> None:
    tourist.begin("exam")
    tourist.open_in_course("Add content from lti_exams")
    tourist.follow("Make an exam")

    tourist.press("Make the exam", title=title, **EXAM)

    assert tourist.page.heading == "Added to Introduction to Statistics"
    assert title in tourist.page.text


def sits_it(tourist: Tourist, title: str = "Midterm to be sat") -> None:
    makes_an_exam(tourist, title)
    tourist.begin("sit")
    tourist.open_in_course(title)

    tourist.press("Continue to the instructions")
    tourist.press("Start: my time runs from now", honour="yes")

    assert tourist.page.heading == title
    assert "30 minutes" in tourist.page.text or "29 minutes" in tourist.page.text


def gives_everybody_five_minutes(tourist: Tourist) -> None:
    sits_it(tourist, "Midterm with an alarm")
    tourist.begin("more-time")
    tourist.open_in_course("Midterm with an alarm")
    assert "It will reach 1 attempt" in tourist.page.text

    why = {"all-seconds": "5", "all-reason": "Fire alarm"}
    tourist.press("Give it to everyone", **why)

    assert "5 min more, to 1 attempt" in tourist.page.text
    tourist.follow("Attempts")
    assert "0:35:" in tourist.page.text or "0:34:" in tourist.page.text


def sits_under_the_eyes_of_a_proctor(tourist: Tourist, who: str = "Ada Alder") -> None:
    tourist.begin("proctored")
    tourist.open_exams("Final exam")
    tourist.be(who, page="/courses/chem210")
    tourist.open_in_course("Exams")
    tourist.press("Continue to the instructions")
    tourist.press("Go to the proctoring service")
    tourist.press("Identity is shown", shown="on")
    tourist.press("Room is shown", clear="on")
    tourist.press("Begin the exam")

    tourist.press("Start: my time runs from now", honour="yes")

    assert tourist.page.heading == "Final exam"
    assert "1 hour" in tourist.page.text


def answers_where_the_questions_lie(tourist: Tourist, who: str = "Ben Birch") -> None:
    sits_under_the_eyes_of_a_proctor(tourist, who)
    tourist.press("Open the questions")

    tourist.press("Hand in")

    assert tourist.page.heading == "Your work is handed in"
    tourist.be(who, page="/courses/chem210")
    tourist.open_in_course("Exams")
    assert tourist.page.heading == "You have handed in"


def decides_and_sees_the_grade_arrive(tourist: Tourist) -> None:
    answers_where_the_questions_lie(tourist, "Cleo Cedar")
    tourist.begin("review")
    tourist.open_in_course("Exams")
    tourist.follow("Reviews")
    tourist.follow("Cleo Cedar")

    tourist.press("Decide", verdict="verify", reason="Nothing speaks against it")

    assert "Verified" in tourist.page.text
    tourist.follow("Grades")
    assert "Cleo Cedar" in tourist.page.text


def opens_what_a_milestone_kept_shut(tourist: Tourist) -> None:
    tourist.begin("gate")
    tourist.open_exams("Midterm")
    tourist.follow("Milestones")
    midterm, warm_up = tourist.value_of("Midterm"), tourist.value_of("Warm-up")
    tourist.press("Let this need that", **{"need-subject": midterm, "need-needed": warm_up})
    tourist.be("Ben Birch", page="/courses/hist150")
    tourist.open_in_course("Exams")
    assert "Warm-up: not reached yet" in tourist.page.text
    tourist.begin("gate")
    tourist.open_in_course("Exams")
    tourist.follow("Milestones")
    tourist.follow("People")
    tourist.follow("Ben Birch")

    warm_up = tourist.value_of("Warm-up")
    tourist.press("Decide it", milestone=warm_up, verdict="award", reason="He did it at home")

    assert "a decision of staff" in tourist.page.text
    tourist.be("Ben Birch", page="/courses/hist150")
    tourist.open_in_course("Exams")
    assert "You can begin." in tourist.page.text


def reads_whose_clock_is_wrong(tourist: Tourist) -> None:
    tourist.begin("refusal")
    tourist.press("Switch on", to="wrong-clock")
    tourist.be("Ada Alder", page="/courses/stat101")
    tourist.open_in_course("Statistics with lti_exams")

    assert "launch-iat-future" in tourist.page.text
    assert "clock" in tourist.page.text
    tourist.begin("refusal")
    tourist.press("Switch off")
    tourist.be("Ada Alder", page="/courses/stat101")
    tourist.open_in_course("Statistics with lti_exams")
    assert tourist.page.heading == NOT_READY


def launches_with_a_key_that_nobody_has_seen(tourist: Tourist) -> None:
    tourist.be("Ada Alder", page="/courses/stat101")
    tourist.open_in_course("Statistics with lti_exams")
    tourist.demo.let_an_hour_pass_for_keys()
    tourist.begin("keys")
    tourist.press("Rotate keys")

    tourist.be("Ada Alder", page="/courses/stat101")
    tourist.open_in_course("Statistics with lti_exams")

    assert tourist.page.heading == NOT_READY


def registers_by_invitation(tourist: Tourist) -> None:
    tourist.sign_in_as_staff()
    tourist.follow("Invitations")
    tourist.press("Make an invitation", label="Riverside University")
    invitation = tourist.page.words_of["invitation"]
    tourist.begin("register")
    tourist.press("Open its registration", url=invitation)
    tourist.step_into_frame()

    tourist.press("Register")

    assert tourist.page.heading == "Your LMS is registered"
    assert "The registration is approved" in tourist.page.text
    tourist.open(f"{tourist.demo.told['service']}/staff/invitations")
    assert "Used by" in tourist.page.text


def asks_what_is_kept(tourist: Tourist) -> None:
    tourist.begin("privacy")

    tourist.press("Ask the tool", person="ada-alder")
    tourist.step_into_frame()

    assert tourist.page.heading == "What is kept about people"
    assert "Ada Alder" not in tourist.page.text


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
    "deadlines": holds_a_course_to_its_deadline,
    "refusal": reads_whose_clock_is_wrong,
    "keys": launches_with_a_key_that_nobody_has_seen,
    "register": registers_by_invitation,
    "privacy": asks_what_is_kept,
}


class TestTheTour:
    @pytest.mark.parametrize("key", [station.key for station in STATIONS])
    def test_does_what_the_station_says(self, demo: Demo, key: str) -> None:
        WALKS[key](Tourist(demo))

    def test_shows_every_station(self, demo: Demo) -> None:
        tourist = Tourist(demo)

        tourist.open(demo.told["tour"])

        assert all(station.title in tourist.page.text for station in STATIONS)

    @pytest.mark.parametrize(
        ("course", "teacher"), [("chem210", "Nils Nutmeg"), ("hist150", "Olga Olive")]
    )
    def test_begins_with_exams_in_the_other_courses(
        self, demo: Demo, course: str, teacher: str
    ) -> None:
        tourist = Tourist(demo)
        tourist.be(teacher, page=f"/courses/{course}")

        tourist.open_in_course("Exams")

        assert "Midterm" in tourist.page.text
        assert "Warm-up" in tourist.page.text

    def test_says_what_somebody_left_broken(self, demo: Demo) -> None:
        demo.lms.break_by("wrong-clock")
        tourist = Tourist(demo)

        tourist.open(demo.told["tour"])

        assert "Broken on purpose: Wrong clock" in tourist.page.text

    def test_is_found_again_from_every_page(self, demo: Demo) -> None:
        tourist = Tourist(demo)
        tourist.begin("choose")

        tourist.follow("The tour")

        assert tourist.page.address == demo.told["tour"]

    def test_has_no_walk_to_a_station_that_is_gone(self) -> None:
        assert WALKS.keys() == {station.key for station in STATIONS}
