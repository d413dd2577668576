"""Pages on which the service's staff look after milestones across courses."""

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.milestones import api as milestones
from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse, milestone_course
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

TYPED = {"namespace": "university", "name": "entrance", "display_name": "University entrance"}


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    client = Client()
    client.force_login(User.objects.create_user("staff", password="a long one", is_staff=True))
    return client


@pytest.fixture
def here(lms: Lms) -> MilestoneCourse:
    return milestone_course(Teacher.of(lms).course)


@pytest.fixture
def asked(here: MilestoneCourse) -> milestones.Appeal:
    new = milestones.NewAppeal(
        person=here.ada, course=str(here.course.pk), missing=[here.safety.key], words="I did it"
    )
    return milestones.appeal(new, by="person:1", now=timezone.now())


class TestEveryMilestone:
    def test_is_listed_with_its_course(self, staff: Client, here: MilestoneCourse) -> None:
        page = text_of(staff.get("/staff/milestones"))

        assert "Field trip Course 101 1 On" in page

    def test_is_found_by_words(self, staff: Client, here: MilestoneCourse) -> None:
        page = text_of(staff.get("/staff/milestones", {"search": "SAFETY lab \x00"}))

        assert "Lab safety" in page
        assert "Field trip" not in page

    def test_that_courses_share_is_made(self, staff: Client) -> None:
        page = text_of(staff.post("/staff/milestones/add", TYPED, follow=True))

        assert "University entrance" in page
        [made] = milestones.milestones_in("university")
        assert made.name == "entrance"

    def test_that_makes_no_sense_is_not_made(self, staff: Client) -> None:
        page = staff.post("/staff/milestones/add", {**TYPED, "namespace": " "})

        assert page.status_code == 422
        assert 'href="#id_namespace"' in page.content.decode()

    def test_is_switched_off_and_on(self, staff: Client, here: MilestoneCourse) -> None:
        path = f"/staff/milestones/{here.safety.key}/switch"

        staff.post(path, {"act": "off"})
        assert here.safety.key not in milestones.milestones([here.safety.key])

        staff.post(path, {"act": "on"})
        assert here.safety.key in milestones.milestones([here.safety.key])

    def test_of_a_course_is_seen_with_its_alarms(
        self, staff: Client, here: MilestoneCourse
    ) -> None:
        milestones.remove_milestones([here.safety.key], by="staff:1", now=timezone.now())

        page = text_of(staff.get(f"/staff/milestones/courses/{here.course.pk}"))

        assert "Nobody can get on here: Course 101 : “Lab safety”." in page
        assert "Course: Course 101" in page


class TestRequestsOfEveryCourse:
    def test_are_listed(self, staff: Client, asked: milestones.Appeal) -> None:
        page = text_of(staff.get("/staff/milestones/requests"))

        assert "Ada Example: Course 101" in page
        assert "missing: Lab safety I did it" in page

    def test_are_answered(
        self, staff: Client, here: MilestoneCourse, asked: milestones.Appeal
    ) -> None:
        told = {f"answer-{asked.pk}-answer": "let-past", f"answer-{asked.pk}-reply": "I know"}
        path = f"/staff/milestones/courses/{here.course.pk}/requests/{asked.pk}"

        page = text_of(staff.post(path, told, follow=True))

        assert "Nobody waits for an answer." in page
        assert here.states(here.ada)["Lab safety"] == "waived"

    def test_need_a_whole_answer(
        self, staff: Client, here: MilestoneCourse, asked: milestones.Appeal
    ) -> None:
        path = f"/staff/milestones/courses/{here.course.pk}/requests/{asked.pk}"

        assert staff.post(path, {}).status_code == 422
        assert here.states(here.ada) == {"Field trip": "earned"}


@pytest.mark.parametrize("path", ["milestones", "milestones/add", "milestones/requests"])
def test_whoever_has_not_signed_in_signs_in_first(path: str) -> None:
    assert Client().get(f"/staff/{path}")["Location"].startswith("/staff/sign-in")


@pytest.mark.parametrize("path", ["milestones", "milestones/add", "milestones/requests"])
def test_whoever_is_not_staff_is_refused(path: str) -> None:
    client = Client()
    client.force_login(User.objects.create_user("guest", password="a long one"))

    assert client.get(f"/staff/{path}").status_code == 403
