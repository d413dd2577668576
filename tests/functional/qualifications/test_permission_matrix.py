"""The permission matrix: every role on every address of rosters, results, lists and the wizard."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone

from lti_exams.accounts.api import Unit, UnitStaff, User
from lti_exams.launches import api as launches
from lti_exams.plugins import urls as plugin_urls
from lti_exams.qualifications import api as qualifications
from lti_exams.web.qualifying import run_urls
from lti_exams.web.qualifying.urls import qualifying
from lti_exams.web.records.urls import records
from lti_exams.web.staff import department_urls
from tests.factories.final_lists import Class, Wizard, saved
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import open_as, ours

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

IN_LAUNCH = ("teacher", "assistant", "learner", "nobody", "teacher of another course")
ON_STAFF = (
    *("service staff", "superuser", "department", "other department"),
    *("signed in, no staff", "anonymous"),
)
ROLES = {
    "teacher": [f"{MEMBERSHIP}Instructor"],
    "assistant": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"],
    "learner": [f"{MEMBERSHIP}Learner"],
    "nobody": [f"{MEMBERSHIP}Mentor"],
    "teacher of another course": [f"{MEMBERSHIP}Instructor"],
}


@dataclass
class Visitor:
    browser: Client
    # How somebody comes to the pages of a course, and by which key.
    way: str
    by: dict[str, object]


@pytest.fixture
def known(school: Class) -> dict[str, Any]:
    status = saved(school)
    wizard = Wizard.begun(school.teacher)
    return {
        "status": status.pk,
        "override": 1,
        "column": school.columns[0].pk,
        "person": school.people["Ada"].pk,
        "form": "csv",
        "run": wizard.key,
        "period": school.teacher.course.pk,
        "deadline": _held_to(school.teacher.course),
    }


def _held_to(course: launches.Course) -> int:
    tag = qualifications.DeadlineTag.objects.create(timestamp=timezone.now())
    qualifications.PeriodTag.objects.create(deadlinetag=tag, period=course)
    return tag.pk


def visitor(lms: Lms, school: Class, who: str) -> Visitor:
    browser = Client()
    if who in ROLES:
        more = {}
        if who == "teacher of another course":
            more = {"context": {"id": "elsewhere"}, "resource_link": {"id": "elsewhere"}}
        page = open_as(lms, browser, sub="somebody", roles=ROLES[who], **more)
        return Visitor(browser, "teacher", {"key": page.split("/")[2]})
    if who != "anonymous":
        browser.force_login(_user(school, who))
    return Visitor(browser, "staff", {"course": school.teacher.course.pk})


def _user(school: Class, who: str) -> User:
    user = User.objects.create_user(
        "somebody", is_staff=who in ("service staff", "superuser"), is_superuser=who == "superuser"
    )
    course = school.teacher.course
    course.unit = Unit.objects.create(name="Biology")
    course.save()
    if who.endswith("department"):
        theirs = course.unit if who == "department" else Unit.objects.create(name="Law")
        UnitStaff.objects.create(user=user, unit=theirs)
    return user


# A teacher, an assistant, a learner, somebody else in the course, a teacher of another course; then
# staff of the service, a superuser, the department, another one, somebody without a post, nobody.
READ = "200 403 403 403 200 / 200 200 200 404 404 302"
READ_ONE = "200 403 403 403 404 / 200 200 200 404 404 302"
WRITTEN = "302 403 403 403 302 / 302 302 302 404 404 302"
ONE_OF_NONE = "404 403 403 403 404 / 404 404 404 404 404 302"
UNFILLED = "422 403 403 403 422 / 422 422 422 404 404 302"
KEPT = "302 403 403 403 302 / 302 302 403 404 404 302"
KEPT_ONE = "302 403 403 403 404 / 302 302 403 404 404 302"
THEIR_OWN = "403 403 403 403 403 / 403 403 403 403 403 403"
COLUMN = {"title": "Essay", "maximum": "100", "pass_limit": "50", "weight": "1", "counting": "best"}
# Method, what is sent, and the answers to each of those above, in their order.
TABLE: dict[str, tuple[str, dict[str, str], str]] = {
    "qualification": ("get", {}, READ),
    "qualification-begin": ("post", {}, WRITTEN),
    "qualification-status": ("get", {}, READ_ONE),
    "override": ("post", {}, UNFILLED),
    "override-agree": ("post", {}, ONE_OF_NONE),
    "override-withdraw": ("post", {}, ONE_OF_NONE),
    "own-qualification": ("get", {}, "403 403 200 403 403 / - - - - - -"),
    "roster": ("get", {}, "200 200 403 403 200 / 200 200 200 404 404 302"),
    "roster-read": ("post", {}, "409 409 403 403 409 / 409 409 409 404 404 302"),
    "results": ("get", {}, READ),
    "results-read": ("post", {}, KEPT),
    "results-export": ("get", {}, READ),
    "results-import": ("get", {}, "200 403 403 403 200 / 200 200 403 404 404 302"),
    "results-person": ("get", {}, READ_ONE),
    "column-new": ("post", COLUMN, KEPT),
    "column": ("post", COLUMN, KEPT_ONE),
    "column-enter": ("post", {}, KEPT_ONE),
    "column-switch": ("post", {}, KEPT_ONE),
    "export": ("get", {}, READ_ONE),
    "export-file": ("get", {}, READ_ONE),
    "export-print": ("get", {}, READ_ONE),
    "export-hand-over": (
        *("post", {"target": "registry", "form": "csv"}),
        "403 403 403 403 404 / 200 200 200 404 404 302",
    ),
    # A run is of whoever began it, and no other teacher of the course finds it.
    **{str(one.name): ("get", {}, THEIR_OWN) for one in run_urls.urlpatterns},
    **{str(one.name): ("get", {}, THEIR_OWN) for one in plugin_urls.urlpatterns},
    **{f"wizard-{name}": ("post", {}, THEIR_OWN) for name in ("compute", "open", "save", "saving")},
    "department": ("get", {}, "302 302 302 302 302 / 200 200 200 200 403 302"),
    "deadline-make": ("post", {}, "302 302 302 302 302 / 422 422 422 422 403 302"),
    "deadline-remove": ("post", {}, "302 302 302 302 302 / 302 302 302 409 403 302"),
    "department-act": ("post", {}, "302 302 302 302 302 / 422 422 422 422 403 302"),
    "qualification-retract": ("post", {"retract-message": "A mistake"}, WRITTEN),
}


def named(pattern: URLPattern) -> str:
    return str(pattern.name).removeprefix("teacher-").removeprefix("staff-")


def patterns(way: str) -> list[URLPattern]:
    of_a_course = [*qualifying(way), *records(way)]
    return [
        *of_a_course,
        *run_urls.urlpatterns,
        *plugin_urls.urlpatterns,
        *department_urls.urlpatterns,
    ]


def test_names_every_address() -> None:
    assert {named(one) for one in patterns("teacher")} == set(TABLE)


@pytest.mark.parametrize("who", [*IN_LAUNCH, *ON_STAFF])
def test_every_address_answers_everybody_by_who_they_are(
    lms: Lms, school: Class, known: dict[str, Any], who: str
) -> None:
    somebody = visitor(lms, school, who)
    place = [*IN_LAUNCH, "/", *ON_STAFF].index(who)
    found = {named(one): one for one in patterns(somebody.way)}
    expected = {name: row[2].split()[place] for name, row in TABLE.items() if name in found}

    told = {name: ask(somebody, found[name], known, *TABLE[name][:2]) for name in expected}

    assert told == {name: int(code) for name, code in expected.items()}


def ask(
    somebody: Visitor, pattern: URLPattern, known: dict[str, Any], method: str, body: dict[str, str]
) -> int:
    address = address_of(somebody, pattern, known)
    return getattr(somebody.browser, method)(address, body, headers=ours()).status_code


def address_of(somebody: Visitor, pattern: URLPattern, known: dict[str, Any]) -> str:
    """Return where it is: under a launch, under a course, or under a run; each is a prefix."""
    wanted = {one: known[one] for one in pattern.pattern.converters}
    for under in (somebody.by, {"run": known["run"]}, {}):
        with suppress(NoReverseMatch):
            address = reverse(str(pattern.name), kwargs=wanted | under)
            asked = f"?periodid={known['period']}&pluginsessionid={known['run']}"
            return address + asked if str(pattern.name).startswith("plugin-") else address
    raise AssertionError(pattern.name)
