"""Who may do what with rosters, results, lists and deadlines over REST: everybody, everywhere."""

import pytest
from django.utils import timezone

from lti_exams.accounts.api import Unit, UnitStaff, User
from lti_exams.api import qualification_urls
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from tests.factories.deciding import decide
from tests.factories.rest import Caller, Hall, by_session

pytestmark = pytest.mark.django_db
COLUMN = {"title": "Essay", "maximum": 10, "pass_limit": 5}
STATUS = {"state": "ready", "message": "from the old system"}
WHO = (
    *("anonymous", "learner", "assistant", "teacher", "teacher of another course"),
    *("service staff", "department", "other department", "signed in, no staff"),
    *("token", "token for exams", "token of another course"),
)
# Method, address, body, and the status for each of those above, in their order.
TABLE = {
    "roster": ("GET", "{c}/roster", None, "401 403 200 200 404 200 200 404 404 200 403 404"),
    "ask": ("POST", "{c}/roster", None, "401 403 409 409 404 409 409 404 404 409 403 404"),
    "members": (
        *("GET", "{c}/roster/members", None),
        "401 403 200 200 404 200 200 404 404 200 403 404",
    ),
    "drift": ("GET", "{c}/roster/drift", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "columns": ("GET", "{c}/columns", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "define": ("POST", "{c}/columns", COLUMN, "401 403 403 201 404 201 403 404 404 201 403 404"),
    "column": ("GET", "{c}/columns/{k}", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "change": (
        *("PATCH", "{c}/columns/{k}", {"pass_limit": 6}),
        "401 403 403 200 404 200 403 404 404 200 403 404",
    ),
    "switch": (
        *("POST", "{c}/columns/{other}/switch", None),
        "401 403 403 200 404 200 403 404 404 200 403 404",
    ),
    "results": ("GET", "{c}/results", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "record": (
        *("POST", "{c}/results", {"results": [{"column": "essay", "sub": "ada", "points": 7}]}),
        "401 403 403 200 404 200 403 404 404 200 403 404",
    ),
    "gradebook": (
        *("POST", "{c}/gradebook/read", None),
        "401 403 403 200 404 200 403 404 404 200 403 404",
    ),
    "plugins": ("GET", "{c}/plugins", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "compute": (
        *("POST", "{c}/runs", {"plugin": "lti_exams.manual", "settings": {}}),
        "401 403 403 201 404 201 201 404 404 201 403 404",
    ),
    "run": ("GET", "{c}/runs/x", None, "401 403 403 404 404 404 404 404 404 404 403 404"),
    "save": (
        *("POST", "{c}/runs/x/save", {"state": "ready"}),
        "401 403 403 404 404 404 404 404 404 404 403 404",
    ),
    "statuses": ("GET", "{c}/statuses", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "decide": ("POST", "{c}/statuses", STATUS, "401 403 403 201 404 201 201 404 404 201 403 404"),
    "status": ("GET", "{s}", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "decisions": ("GET", "{s}/decisions", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "changes": ("GET", "{s}/changes", None, "401 403 403 200 404 200 200 404 404 200 403 404"),
    "export": (
        *("POST", "{s}/exports", {"target": "registry"}),
        "401 403 403 403 404 201 201 404 404 201 403 404",
    ),
    "statuses after": ("GET", "statuses", None, "401 403 403 403 403 200 200 200 403 200 403 200"),
    "news": ("GET", "statuses/news", None, "401 403 403 403 403 200 200 200 403 200 403 200"),
    "department": ("GET", "department", None, "401 403 403 403 403 200 200 200 403 200 403 200"),
    "deadlines": ("GET", "deadlines", None, "401 403 403 403 403 200 200 200 403 200 403 200"),
    "make": (
        *("POST", "deadlines", {"timestamp": "2190-01-01T00:00:00Z"}),
        "401 403 403 403 403 201 201 201 403 201 403 201",
    ),
    "tie": (
        *("POST", "deadlines/tie", {"courses": ["c"], "deadline": None}),
        "401 403 403 403 403 200 200 404 403 200 403 404",
    ),
    "remove": (
        *("POST", "deadlines/{d}/remove", None),
        "401 403 403 403 403 200 200 409 403 200 403 409",
    ),
}


def by_department(course: launches.Course, *, own: bool) -> Caller:
    """Return somebody who looks after the department of a course, or after another."""
    unit = course.unit if own else Unit.objects.create(name="Elsewhere")
    caller = by_session(is_staff=False)
    UnitStaff.objects.create(user=User.objects.get(username="user-False"), unit=unit)
    return caller


def test_the_table_names_every_address() -> None:
    known = {"c": "c", "s": "c/statuses/<int:status>", "k": "<int:column>"}
    known["d"] = "<int:deadline>"
    told = {str(row[1]).format(**known, other="<int:column>") for row in TABLE.values()}
    of_a_course = {f"c/{one.pattern}" for one in qualification_urls.of_a_course}
    everywhere = {str(one.pattern) for one in qualification_urls.everywhere}

    assert {one.replace("runs/x", "runs/<slug:run>") for one in told} == of_a_course | everywhere


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_everybody_by_who_they_are(hall: Hall, who: str) -> None:
    hall.course.unit = Unit.objects.create(name="Biology")
    hall.course.save()
    made = [hall.teacher.post(f"{hall.of_course}/columns", COLUMN).json()["id"] for _ in range(2)]
    tag = qualifications.DeadlineTag.objects.create(timestamp=timezone.now())
    known = {"c": hall.of_course, "k": made[0], "other": made[1], "d": tag.pk}
    caller = _caller(hall, who)

    told = {}
    for name in TABLE:
        qualifications.PeriodTag.objects.update_or_create(
            period=hall.course, defaults={"deadlinetag": tag}
        )
        told[name] = _ask(caller, hall.course, known, *TABLE[name][:3])

    place = WHO.index(who)
    assert told == {name: int(TABLE[name][3].split()[place]) for name in TABLE}


def _caller(hall: Hall, who: str) -> Caller:
    if who.endswith("department"):
        return by_department(hall.course, own=who == "department")
    return hall.caller(who)


def _ask(caller: Caller, course: launches.Course, known: dict[str, object], *asked: object) -> int:
    method, path, body = asked
    of_status = f"{known['c']}/statuses/{decide(course, now=timezone.now()).pk}"
    if isinstance(body, dict) and "courses" in body:
        body = {**body, "courses": [course.pk]}
    address = str(path).format(**known, s=of_status)
    answer = caller.send(str(method), address, body if method != "GET" else "")
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json", answer.content
    return answer.status_code
