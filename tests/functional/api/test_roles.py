"""Every address of the API, asked by everybody who may come near it."""

import pytest

from tests.factories.rest import Hall

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
}
CASES = [
    pytest.param(method, path, body, who, int(status), id=f"{name}-{who}")
    for name, (method, path, body, statuses) in TABLE.items()
    for who, status in zip(WHO, statuses.split(), strict=True)
]


@pytest.mark.django_db
class TestEveryAddress:
    @pytest.mark.parametrize(("method", "path", "body", "who", "status"), CASES)
    def test_answers_everybody_by_who_they_are(
        self, hall: Hall, method: str, path: str, body: object, who: str, status: int
    ) -> None:
        attempt = hall.come_in()["id"]
        address = path.format(
            course=hall.of_course, exam=hall.of_exam, attempt=f"attempts/{attempt}"
        )

        answer = hall.caller(who).send(method, address, body if method != "GET" else "")

        assert answer.status_code == status, answer.content
        if status >= 400:
            assert answer["Content-Type"] == "application/problem+json"
