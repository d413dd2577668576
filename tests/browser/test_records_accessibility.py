"""The roster, the gradebook, lists that leave and the department's page, looked at by axe-core."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lti_exams.accounts.api import Unit, User
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.browser.test_accessibility import TEACHER, findings, look_at
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.deciding import decide, export

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill(course: launches.Course) -> qualifications.Status:
    """Give a course everything that its pages can show."""
    now = timezone.now()
    people = [make.person(course, name) for name in ("Ada Alder", "Ben Birch", "Cleo Cedar")]
    columns = [book.column(course, title, now=now) for title in ("Essay", "Poem")]
    book.grades(columns, {people[0]: [80, 60], people[1]: [40, None], people[2]: [90, 90]}, now=now)
    old = now - timedelta(days=3)
    results.Column.objects.filter(pk=columns[1].pk).update(source="lms", known_at=old)
    export(decide(course, people[0], now=now), now=now)
    status = decide(course, people[0], people[1], now=now)
    course.memberships.filter(person=people[2]).update(is_active=False)
    make.person(course, "Dora Dill")
    course.memberships_url = "https://lms.example/members"
    course.unit = Unit.objects.create(name="Biology")
    course.save()
    tag = qualifications.DeadlineTag.objects.create(timestamp=now - timedelta(days=1), tag="spring")
    qualifications.PeriodTag.objects.create(deadlinetag=tag, period=course)
    return status


PAGES = [
    *("roster/", "results/", "results/import", "results/columns/new", "results/columns/{k}/"),
    *("results/people/{p}/", "qualification/statuses/{s}/export"),
    "qualification/statuses/{s}/print",
]


def test_the_pages_of_a_teacher(launched: Callable[..., str], page: Page) -> None:
    home = launched(**TEACHER)
    course = launches.Course.objects.get()
    status = fill(course)
    known = {"k": results.columns_of(course)[1].pk, "p": make.person(course).pk, "s": status.pk}

    for path in PAGES:
        look_at(page, home + path.format(**known))


def test_a_file_that_is_looked_at(launched: Callable[..., str], page: Page) -> None:
    home = launched(**TEACHER)
    course = launches.Course.objects.get()
    fill(course)
    page.goto(f"{home}results/import")
    sub = course.memberships.get(person__name="Ada Alder").person.sub
    table = f"user_id;essay;Novel\n{sub};70,5;3\nnobody;1;1\n".encode()
    page.get_by_label("File").set_input_files(
        {"name": "marks.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Look at it first").click()
    assert findings(page) == []

    page.get_by_label("Make “Novel” an assignment").check()
    page.get_by_role("button", name="See what the ticked ones change").click()
    expect(page.get_by_role("row").filter(has_text="Novel")).to_contain_text("3")
    expect(page.get_by_label("Make “Novel” an assignment")).to_be_checked()
    assert findings(page) == []
    page.get_by_role("button", name="Take it over").click()

    assert page.get_by_text("2 results were taken over").is_visible()
    assert findings(page) == []


def test_the_pages_of_a_department(origin: str, page: Page, transactional_db: None) -> None:
    course = make.course(timezone.now())
    status = fill(course)
    User.objects.create_user("staff", password="a long phrase", is_staff=True)
    page.goto(f"{origin}/staff/department/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill("a long phrase")
    page.get_by_role("button", name="Sign in").click()

    look_at(page, f"{origin}/staff/department/")
    look_at(page, f"{origin}/staff/courses/{course.pk}/qualification/statuses/{status.pk}/export")
    look_at(page, f"{origin}/staff/courses/{course.pk}/results/")
