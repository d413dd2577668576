"""Where questions lie, which scores have come, and how grades travel: every page, before axe."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from lti_exams.accounts.api import User
from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.launches import api as launches
from tests.browser.test_accessibility import TEACHER, look_at
from tests.factories import exams as make
from tests.factories.grading import graded
from tests.factories.platforms import registered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def quiz() -> assessments.Assessment:
    new = assessments.NewAssessment(
        name="Quiz", way=assessments.Way.OUTSIDE, address="https://quiz.example/"
    )
    return assessments.define(new, by="test", now=timezone.now())


def filled(door: str) -> exams.Exam:
    """Return an exam with a score that has not come, and grades in every state, one per person."""
    launch = launches.Launch.objects.get(key=door.split("/")[-2])
    course, now = launch.course, timezone.now()
    assert course is not None
    exam = make.exam(course, now=now, assessment=quiz().key)
    link = launches.Link.objects.create(
        deployment=course.deployment, course=course, resource_link_id="graded"
    )
    launches.place(link, kind="exam", key=str(exam.pk), now=now)
    late = make.started(exam, make.person(course, "Ada Alder"), now=now - timedelta(days=2))
    exams.submit(late, by=make.LEARNER, now=now - timedelta(days=1, hours=23))
    for state, reason in (
        ("waiting", "uncertain"),
        ("delivered", ""),
        ("superseded", "overridden"),
        ("parked", "person-refused"),
        ("stalled", "not-now"),
    ):
        person = make.person(course, f"{state.title()} Person")
        made = grades.enqueue(link, person, graded(80), source=state, now=now)
        assert made is not None
        sent = {"version_sent": 1, "version_delivered": 1, "delivered_at": now}
        told = sent if state == "delivered" else {"answer": "No such user."}
        grades.Outcome.objects.filter(pk=made.pk).update(state=state, reason=reason, **told)
        grades.Delivery.objects.create(
            outcome=made,
            version=1,
            sent_at=now,
            answered_at=now,
            sent={"scoreGiven": 80, "scoreMaximum": 100},
            status=400,
            meaning="person-refused",
            answer="No such user.",
        )
    grades.Column.objects.create(link=link, trouble="column-gone", gone_url="https://lms.example/1")
    grades.Hold.objects.create(
        deployment=course.deployment, reason="scope-refused", answer="No.", since=now
    )
    return exam


@pytest.fixture
def door(launched: Callable[..., str]) -> str:
    """The address of a teacher's launch."""
    return launched(**TEACHER)


@pytest.mark.parametrize(
    "path",
    [
        "dashboard/",
        "grades/",
        "grades/?show=needs-you",
        "grades/{outcome}/",
        "exams/{exam}/questions",
        "exams/{exam}/scores",
        "exams/{exam}/scores?show=missing",
        "attempts/?score=missing",
    ],
)
def test_a_page_of_a_teacher_has_no_barrier(door: str, page: Page, path: str) -> None:
    exam = filled(door)
    outcome = grades.Outcome.objects.get(state="parked")

    look_at(page, door + path.format(exam=exam.pk, outcome=outcome.pk))


def test_ones_own_grades_have_no_barrier(launched: Callable[..., str], page: Page) -> None:
    door = launched()
    launch = launches.Launch.objects.get(key=door.split("/")[-2])
    exam = filled(door)
    link = launches.Link.objects.get(placement__key=str(exam.pk))
    grades.enqueue(link, launch.person, graded(55), source="mine", now=timezone.now())

    look_at(page, f"{door}grades/mine")


@pytest.mark.parametrize("path", ["assessments", "assessments/add", "assessments/{place}"])
def test_a_page_of_staff_has_no_barrier(origin: str, page: Page, path: str) -> None:
    address = _signed_in(origin, page)

    look_at(page, address + path.format(place=quiz().pk))


def test_the_test_of_a_connection_has_no_barrier(origin: str, page: Page) -> None:
    address = _signed_in(origin, page)
    platform = registered(timezone.now(), deployments=("1",))
    page.goto(f"{address}platforms/{platform.pk}/connection")
    page.get_by_role("button", name="Test now").click()
    page.get_by_text("Something does not work yet").wait_for()

    look_at(page, page.url)


def _signed_in(origin: str, page: Page) -> str:
    User.objects.create_user("staff", password="a long phrase", is_staff=True)
    page.goto(f"{origin}/staff/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()
    return f"{origin}/staff/"
