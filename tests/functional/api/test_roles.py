"""Every address of the API, asked by everybody who may come near it."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse

from tests.factories.rest import Caller, Hall

WHO = (
    "anonymous",
    "learner",
    "other learner",
    "assistant",
    "teacher",
    "teacher of another course",
    "service staff",
    "signed in, no staff",
    "token",
    "token that may read",
    "token for exams",
    "token of another course",
)
EXAM = {"slug": "new", "title": "New", "kind": "timed"}
GRANT = {"sub": "ada", "minutes": 10, "reason": "because"}
WHY = {"reason": "because"}
# Method, address, body, and the status for each of those above, in their order.
TABLE = {
    "me": ("GET", "me", None, "401 200 200 200 200 200 200 200 200 200 200 200"),
    "courses": ("GET", "courses", None, "401 200 200 200 200 200 200 200 200 200 200 200"),
    "vendors": ("GET", "vendors", None, "401 200 200 200 200 200 200 200 200 200 200 200"),
    "course": ("GET", "{course}", None, "401 200 200 200 200 404 200 404 200 200 200 404"),
    "configuration": (
        "GET",
        "{course}/configuration",
        None,
        "401 403 403 200 200 404 200 404 200 200 200 404",
    ),
    "configure": (
        "PATCH",
        "{course}/configuration",
        {"vendor": "tool:1"},
        "401 403 403 403 200 404 200 404 200 403 200 404",
    ),
    "onboarding": (
        "GET",
        "{course}/onboarding",
        None,
        "401 200 200 200 200 404 200 404 200 200 200 404",
    ),
    "onboarding of all": (
        "GET",
        "{course}/onboarding/learners",
        None,
        "401 403 403 200 200 404 200 404 200 200 403 404",
    ),
    "course summary": (
        "GET",
        "{course}/summary",
        None,
        "401 200 200 200 200 404 200 404 200 200 403 404",
    ),
    "list exams": (
        "GET",
        "{course}/exams",
        None,
        "401 403 403 200 200 404 200 404 200 200 200 404",
    ),
    "define": ("POST", "{course}/exams", EXAM, "401 403 403 403 201 404 201 404 201 403 201 404"),
    "synchronise": (
        "PUT",
        "{course}/exams",
        {"exams": [EXAM]},
        "401 403 403 403 200 404 200 404 200 403 200 404",
    ),
    "read": ("GET", "{exam}", None, "401 403 403 200 200 404 200 404 200 200 200 404"),
    "replace": ("PUT", "{exam}", EXAM, "401 403 403 403 200 404 200 404 200 403 200 404"),
    "change": (
        "PATCH",
        "{exam}",
        {"title": "Other"},
        "401 403 403 403 200 404 200 404 200 403 200 404",
    ),
    "apply": (
        "POST",
        "{exam}/apply-to-running",
        WHY,
        "401 403 403 403 200 404 200 404 200 403 200 404",
    ),
    "history": ("GET", "{exam}/history", None, "401 403 403 200 200 404 200 404 200 200 200 404"),
    "summary": ("GET", "{exam}/summary", None, "401 403 403 200 200 404 200 404 200 200 403 404"),
    "mine": ("GET", "{exam}/mine", None, "401 200 200 200 200 404 403 404 403 403 403 404"),
    "come in": ("POST", "{exam}/attempts", {}, "401 200 201 201 201 404 403 404 403 403 403 404"),
    "access token": (
        "POST",
        "{exam}/access-token",
        {},
        "401 403 403 200 200 404 200 404 200 200 200 404",
    ),
    "list attempts": (
        "GET",
        "{course}/attempts",
        None,
        "401 403 403 200 200 404 200 404 200 200 403 404",
    ),
    "attempt": ("GET", "{attempt}", None, "401 200 404 200 200 404 200 403 200 200 403 404"),
    "time": ("GET", "{attempt}/time", None, "401 200 404 200 200 404 200 403 200 200 403 404"),
    "latest": ("GET", "attempts/latest", None, "401 200 200 200 200 200 200 200 200 200 200 200"),
    "act": (
        "POST",
        "{attempt}/actions",
        {"action": "start"},
        "401 200 404 404 404 404 404 403 404 404 403 404",
    ),
    "acknowledge": (
        "POST",
        "{attempt}/acknowledgement",
        None,
        "401 200 404 404 404 404 404 403 404 404 403 404",
    ),
    "admit": (
        "POST",
        "{attempt}/controls",
        {"control": "admit", **WHY},
        "401 403 404 200 200 404 200 403 200 403 403 404",
    ),
    "reset": (
        "POST",
        "{attempt}/controls",
        {"control": "reset", **WHY},
        "401 403 404 403 200 404 200 403 200 403 403 404",
    ),
    "extend": (
        "POST",
        "{attempt}/controls",
        {"control": "extend", "seconds": 60, **WHY},
        "401 403 404 403 200 404 200 403 200 403 403 404",
    ),
    "list accommodations": (
        "GET",
        "{course}/accommodations",
        None,
        "401 403 403 200 200 404 200 404 200 200 403 404",
    ),
    "grant": (
        "POST",
        "{course}/accommodations",
        GRANT,
        "401 403 403 403 201 404 201 404 201 403 403 404",
    ),
    "grant many": (
        "POST",
        "{course}/accommodations/bulk",
        {"grants": [GRANT]},
        "401 403 403 403 200 404 200 404 200 403 403 404",
    ),
    "withdraw": (
        "POST",
        "{course}/accommodations/1/withdraw",
        WHY,
        "401 403 403 403 404 404 404 404 404 403 403 404",
    ),
    "list extensions": (
        "GET",
        "{exam}/extensions",
        None,
        "401 403 403 200 200 404 200 404 200 200 403 404",
    ),
    "extend everyone": (
        "POST",
        "{exam}/extensions",
        {"minutes": 5, **WHY},
        "401 403 403 403 201 404 201 404 201 403 403 404",
    ),
    "undo": (
        "POST",
        "{exam}/extensions/1/undo",
        WHY,
        "401 403 403 403 404 404 404 404 404 403 403 404",
    ),
    "see questions": (
        "GET",
        "{exam}/questions",
        None,
        "401 403 403 200 200 404 200 404 200 200 200 404",
    ),
    "choose questions": (
        "PUT",
        "{exam}/questions",
        {"assessment": ""},
        "401 403 403 403 200 404 200 404 200 403 200 404",
    ),
    "ask for a score": (
        "POST",
        "{attempt}/score/ask",
        None,
        "401 403 404 403 200 404 200 403 200 403 403 404",
    ),
    "list assessments": (
        "GET",
        "assessments",
        None,
        "401 403 403 403 403 403 200 403 200 403 403 403",
    ),
    "define an assessment": (
        "POST",
        "assessments",
        {"name": "Marked", "way": "by-hand"},
        "401 403 403 403 403 403 201 403 201 403 403 403",
    ),
    "list profiles": (
        "GET",
        "profiles",
        None,
        "401 403 403 403 403 403 200 403 200 200 403 403",
    ),
    "give a profile": (
        "POST",
        "profiles",
        {"person": 999_999_999, "minutes": 10, **WHY},
        "401 403 403 403 403 403 422 403 422 403 403 403",
    ),
    "withdraw a profile": (
        "POST",
        "profiles/999999999/withdraw",
        WHY,
        "401 403 403 403 403 403 404 403 404 403 403 403",
    ),
}
ROWS = [
    (name, method, path, body, who, int(status))
    for name, (method, path, body, statuses) in TABLE.items()
    for who, status in zip(WHO, statuses.split(), strict=True)
]
# What reads, and what is refused, changes nothing: one hall serves for all of it.
HARMLESS = {
    who: [row for row in ROWS if row[4] == who and (row[1] == "GET" or row[5] >= 400)]
    for who in WHO
}
ALLOWED = [
    pytest.param(method, path, body, who, status, id=f"{name}-{who}")
    for name, method, path, body, who, status in ROWS
    if method != "GET" and status < 400
]


@dataclass(frozen=True)
class Asked:
    """A hall in which somebody has an attempt, and one who asks there."""

    hall: Hall
    attempt: int
    caller: Caller

    @classmethod
    def by(cls, who: str, hall: Hall) -> "Asked":
        return cls(hall, hall.come_in()["id"], hall.caller(who))

    def answer(self, method: str, path: str, body: object) -> HttpResponse:
        address = path.format(
            course=self.hall.of_course, exam=self.hall.of_exam, attempt=f"attempts/{self.attempt}"
        )
        return self.caller.send(method, address, body if method != "GET" else "")


@pytest.mark.slow
@pytest.mark.django_db
class TestEveryAddress:
    @pytest.mark.parametrize("who", WHO)
    def test_is_read_by_whom_it_is_for_and_refuses_others(self, hall: Hall, who: str) -> None:
        asked = Asked.by(who, hall)

        wrong = {}
        for name, method, path, body, _, status in HARMLESS[who]:
            answer = asked.answer(method, path, body)
            is_problem = answer["Content-Type"] == "application/problem+json"
            if (answer.status_code, is_problem) != (status, status >= 400):
                wrong[name] = (answer.status_code, status, answer.content)

        assert wrong == {}

    @pytest.mark.parametrize(("method", "path", "body", "who", "status"), ALLOWED)
    def test_does_what_somebody_may(
        self, hall: Hall, method: str, path: str, body: object, who: str, status: int
    ) -> None:
        answer = Asked.by(who, hall).answer(method, path, body)

        assert answer.status_code == status, answer.content
