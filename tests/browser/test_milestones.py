"""The pages about milestones in a browser: looked at by axe, used by keyboard, waited before."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lti_exams.accounts.api import User
from lti_exams.journeys.place_link import place_link
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.record_milestones import subject_of_exam
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.browser.test_accessibility import TEACHER, look_at
from tests.factories import milestones as make
from tests.factories.lms import MEMBERSHIP
from tests.factories.milestone_course import MilestoneCourse, milestone_course, own

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFTEN = ("milestones/", "milestones/map")
RARELY = (
    "milestones/people/{ada}/",
    "milestones/{safety}/",
    "milestones/new",
    "milestones/ask",
    "milestones/people/",
    "milestones/what-if",
    "milestones/requests/",
    "milestones/completion",
    "milestones/exchange/",
)
OF_STAFF = ("", "/add", "/courses/{course}", "/requests")


@pytest.fixture
def door(launched: Callable[..., str]) -> str:
    """The address of a teacher's launch."""
    return launched(**TEACHER)


def filled(door: str) -> MilestoneCourse:
    """Fill the launched course, so that every page has something on it, also an alarm."""
    launch = launches.Launch.objects.get(key=door.split("/")[-2])
    assert launch.course is not None
    now = timezone.now()
    place_link(launch, kind=PlacementKind.DASHBOARD, key="", now=now)
    here = milestone_course(launch.course)
    lost = own(here.course, "Switched off in the middle of the term", is_given_by_hand=True)
    first, keys = subject_of_exam(here.exam), (here.trip.key, lost.key)
    group = milestones.NewGroup(subject=first, mode=milestones.Mode.ANY, milestones=keys)
    milestones.require_group(group, by="staff:1", now=now)
    make.asks(first, lost)
    milestones.remove_milestones([lost.key], by="staff:1", now=now)
    milestones.revoke([here.ada.pk], [here.trip.key], by="staff:1", now=now, reason="Left early")
    new = milestones.NewAppeal(
        person=here.ada, course=str(here.course.pk), missing=[here.safety.key], words="I did it"
    )
    milestones.appeal(new, by="person:1", now=now)
    return here


@pytest.mark.parametrize(
    "path", [*OFTEN, *(pytest.param(path, marks=pytest.mark.slow) for path in RARELY)]
)
def test_a_teachers_page_has_no_barrier(door: str, page: Page, path: str) -> None:
    look_at(page, door + filled(door).fill(path))


def test_the_pages_of_a_learner_have_no_barrier(
    door: str, launched: Callable[..., str], page: Page
) -> None:
    here = filled(door)
    ada = launched(sub=here.ada.sub, name="Ada Example", roles=[f"{MEMBERSHIP}Learner"])

    look_at(page, f"{ada}gate/")
    look_at(page, f"{ada}milestones/mine")


@pytest.mark.slow
def test_the_pages_of_staff_have_no_barrier(door: str, origin: str, page: Page) -> None:
    here = filled(door)
    User.objects.create_user("staff", password="a long phrase", is_staff=True)
    page.goto(f"{origin}/staff/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()

    for path in OF_STAFF:
        look_at(page, f"{origin}/staff/milestones{path.format(course=here.course.pk)}")


def test_this_needs_that_by_keyboard_alone(door: str, page: Page) -> None:
    course = launches.Launch.objects.get(key=door.split("/")[-2]).course
    assert course is not None
    milestone_course(course)
    page.goto(f"{door}milestones/")
    page.get_by_label("This", exact=True).focus()
    page.keyboard.type("Course 101")
    page.get_by_label("needs that one first", exact=True).focus()
    page.keyboard.type("Safety test")
    page.get_by_role("button", name="Let this need that").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Milestones")
    taken = page.get_by_role("button", name="Take away: Course 101 needs Safety test")
    taken.focus()
    page.keyboard.press("Enter")
    expect(taken).to_have_count(0)


def before_a_shut_gate(door: str, launched: Callable[..., str], page: Page) -> MilestoneCourse:
    """Let a learner come into a course that asks for something first."""
    launch = launches.Launch.objects.get(key=door.split("/")[-2])
    place_link(launch, kind=PlacementKind.DASHBOARD, key="", now=timezone.now())
    assert launch.course is not None
    here = milestone_course(launch.course)
    page.goto(launched(sub=here.ada.sub, name="Ada Example", roles=[f"{MEMBERSHIP}Learner"]))
    return here


def test_a_gate_opens_by_itself_on_the_page_that_waits(
    door: str, launched: Callable[..., str], page: Page
) -> None:
    here = before_a_shut_gate(door, launched, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not open for you yet")

    make.completed(here.ada.pk, subject_of_exam(here.exam), at=timezone.now())

    expect(page.get_by_role("heading", level=1)).to_have_text("Your exams", timeout=4_000)


@pytest.mark.slow
def test_a_page_that_waits_says_when_its_visit_is_over(
    door: str, launched: Callable[..., str], page: Page
) -> None:
    before_a_shut_gate(door, launched, page)
    words = page.get_by_label("What should the teachers know?")
    words.fill("I passed it elsewhere")

    page.context.clear_cookies()

    expect(page.get_by_role("status")).to_contain_text("This visit is over", timeout=4_000)
    expect(words).to_have_value("I passed it elsewhere")
