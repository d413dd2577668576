"""Reviews over REST: the queue, one sitting, decisions, comments, and who watches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.proctoring import null_vendor
from tests.factories.rest import Caller, Hall, by_token
from tests.factories.schema import check_shape

pytestmark = pytest.mark.django_db
WHY = {"reason": "because"}


@pytest.fixture
def hall(lms: Lms) -> Hall:
    """A course whose exam a vendor guards."""
    return Hall.opened(lms, vendor=null_vendor().reference)


def sat(hall: Hall, name: str = "Ada Alder", *, severity: int | None = None) -> exams.Attempt:
    """Return what somebody has handed in, and what the vendor told of it."""
    now = timezone.now()
    attempt = make.started(hall.exam, make.person(hall.course, name), now=now - timedelta(hours=1))
    if severity is not None:
        Incident.objects.create(
            attempt=attempt,
            vendor=proctoring.all_vendors()[0],
            replay_key=str(attempt.pk),
            action="flag",
            moment=now - timedelta(minutes=30),
            received_at=now,
            severity=severity,
            reason_code="8",
            links_document='["https://vendor.example/video/1"]',
        )
    follow_changes([exams.submit(attempt, by=make.LEARNER, now=now)], now=now)
    return attempt


class TestTheQueue:
    def test_tells_who_waits_and_how_grave_it_is(self, hall: Hall) -> None:
        attempt = sat(hall, severity=8_000)

        told = hall.teacher.get(f"{hall.of_course}/reviews").json()

        check_shape(told, "ReviewsShown")
        assert told["total"] == 1
        (row,) = told["results"]
        assert (row["attempt"]["id"], row["incidents"], row["severity"]) == (attempt.pk, 1, 0.8)

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({}, ["Ada Alder", "Ben Birch"]),
            ({"severity": 0.5}, ["Ada Alder"]),
            ({"review": "second"}, ["Ada Alder"]),
            ({"review": "verified,rejected"}, []),
            ({"search": "birch"}, ["Ben Birch"]),
            ({"vendor": "vendor:another"}, []),
            ({"differences": "true"}, []),
            ({"limit": 1, "offset": 1}, ["Ben Birch"]),
        ],
    )
    def test_is_narrowed(self, hall: Hall, query: dict[str, object], names: list[str]) -> None:
        sat(hall, "Ada Alder", severity=8_000)
        sat(hall, "Ben Birch", severity=1_000)

        rows = hall.teacher.get(f"{hall.of_course}/reviews", **query).json()["results"]

        assert [row["attempt"]["person"]["name"] for row in rows] == names

    @pytest.mark.parametrize(
        "query",
        [{"review": "none"}, {"severity": 2}, {"limit": 500}, {"exam": 0}, {"search": "\x00"}],
    )
    def test_refuses_what_makes_no_sense(self, hall: Hall, query: dict[str, object]) -> None:
        answer = hall.teacher.get(f"{hall.of_course}/reviews", **query)

        assert answer.status_code in (200, 404, 422)
        assert answer.status_code != 200 or query == {"search": "\x00"}


class TestOneSitting:
    def test_tells_everything_with_its_time_line(self, hall: Hall) -> None:
        attempt = sat(hall, severity=8_000)

        told = hall.teacher.get(f"attempts/{attempt.pk}/review").json()

        check_shape(told, "SittingShown")
        (moment,) = told["time_line"]
        assert (moment["kind"], moment["severity"], moment["reason_code"]) == ("incident", 0.8, "8")
        assert moment["links"] == ["https://vendor.example/video/1"]
        assert told["may"] == ["reject", "verify"]

    def test_is_decided_and_undone(self, hall: Hall) -> None:
        attempt = sat(hall)
        here = f"attempts/{attempt.pk}/review"

        decided = hall.teacher.post(f"{here}/decisions", {"verdict": "reject", **WHY})
        undone = hall.teacher.post(f"{here}/undo", WHY)

        check_shape(decided.json(), "DecidedShown")
        assert (decided.status_code, decided.json()["decision"]["after"]) == (201, "rejected")
        assert (undone.status_code, undone.json()["review"]) == (200, "second")

    def test_that_asks_for_two_reviewers_says_so(self, hall: Hall) -> None:
        wishes = proctoring.ExamWishes(needs_second_review=True)
        proctoring.decide_proctoring(hall.exam, wishes, by="staff:1", now=timezone.now())
        here = f"attempts/{sat(hall).pk}/review/decisions"

        first = hall.teacher.post(here, {"verdict": "verify", **WHY})
        again = hall.teacher.post(here, {"verdict": "verify", **WHY})
        other = hall.caller("service staff")
        second = by_token(*Scope).post(here, {"verdict": "verify", **WHY})

        assert first.json()["awaits_another"] is True
        assert (again.status_code, again.json()["code"]) == (409, "review-same-person")
        assert (second.status_code, second.json()["awaits_another"]) == (201, False)
        assert other.get(f"{hall.of_course}/reviews").json()["total"] == 0

    def test_is_commented_on_and_the_comment_taken_back(self, hall: Hall) -> None:
        attempt = sat(hall)
        here = f"attempts/{attempt.pk}/review/comments"
        moment = timezone.now().isoformat()

        said = hall.teacher.post(here, {"text": "Looks aside", "moment": moment})
        (comment,) = said.json()["time_line"]
        left = hall.teacher.post(f"{here}/{comment['comment']}/remove")

        assert (said.status_code, comment["kind"], comment["text"]) == (
            201,
            "comment",
            "Looks aside",
        )
        assert left.json()["time_line"] == []

    @pytest.mark.parametrize(
        ("path", "body", "status", "field"),
        [
            ("decisions", {"verdict": "reject"}, 422, "reason"),
            ("decisions", {"verdict": "reject", "reason": " "}, 422, "reason"),
            ("decisions", {"verdict": "praise", **WHY}, 422, "verdict"),
            ("comments", {"text": "x", "moment": "2001-01-01T00:00:00Z"}, 422, "moment"),
            ("comments", {"text": "x", "moment": "yesterday"}, 422, "moment"),
            ("undo", WHY, 409, ""),
            ("comments/999/remove", None, 404, ""),
        ],
    )
    def test_refuses_what_makes_no_sense(
        self, hall: Hall, path: str, body: object, status: int, field: str
    ) -> None:
        attempt = sat(hall)

        answer = hall.teacher.post(f"attempts/{attempt.pk}/review/{path}", body)

        assert (answer.status_code, answer.json().get("field", "")) == (status, field)
        attempt.refresh_from_db()
        assert attempt.review == "waiting"


class TestWhoWatches:
    def test_is_listed_and_taken_off(self, hall: Hall) -> None:
        here = f"{hall.of_course}/proctors"
        whom = {"sub": "ada", "part": "reviewer", "exam": hall.exam.pk}

        listed = hall.teacher.post(here, whom)
        told = hall.teacher.get(here).json()
        left = hall.teacher.post(f"{here}/{listed.json()['id']}/remove")

        check_shape(told, "ProctorsShown")
        assert (listed.status_code, listed.json()["part"]) == (201, "reviewer")
        assert [one["person"]["sub"] for one in told["results"]] == ["ada"]
        assert left.json() == {"results": []}

    def test_is_listed_from_a_csv_line_by_line(self, hall: Hall) -> None:
        csv = "sub,part,exam\nada,,final\nnobody,proctor,\nada,,gone\n"

        told = hall.teacher.post(f"{hall.of_course}/proctors/csv", {"csv": csv}).json()

        check_shape(told, "ListShown")
        assert [(one["line"], one["code"]) for one in told["results"]] == [
            (2, ""),
            (3, "person-unknown"),
            (4, "exam-unknown"),
        ]

    def test_may_watch_and_decide_as_far_as_the_list_says(self, hall: Hall) -> None:
        attempt, verdict = sat(hall), {"verdict": "verify", **WHY}
        here, list_ = f"attempts/{attempt.pk}/review", f"{hall.of_course}/proctors"
        before = hall.learner.get(here).status_code

        hall.teacher.post(list_, {"sub": "ada", "part": "proctor"})
        watching = hall.learner.get(here).status_code
        deciding = hall.learner.post(f"{here}/decisions", verdict).status_code
        hall.teacher.post(list_, {"sub": "ada", "part": "reviewer"})
        decided = hall.learner.post(f"{here}/decisions", verdict).status_code

        assert (before, watching, deciding, decided) == (404, 200, 403, 201)


WHO = (
    "anonymous",
    "learner",
    "assistant",
    "teacher",
    "teacher of another course",
    "service staff",
    "signed in, no staff",
    "token",
    "token that may read",
    "token of another course",
)
# Method, address, body, and the status for each of those above, in their order.
TABLE = {
    "queue": ("GET", "{course}/reviews", None, "401 403 200 200 404 200 404 200 403 404"),
    "sitting": ("GET", "{attempt}/review", None, "401 404 200 200 404 200 403 200 403 404"),
    "decide": (
        "POST",
        "{attempt}/review/decisions",
        {"verdict": "verify", **WHY},
        "401 404 403 201 404 201 403 201 403 404",
    ),
    "undo": ("POST", "{attempt}/review/undo", WHY, "401 404 403 409 404 409 403 409 403 404"),
    "proctors": ("GET", "{course}/proctors", None, "401 403 200 200 404 200 404 200 200 404"),
    "list": (
        "POST",
        "{course}/proctors",
        {"sub": "ada", "part": "proctor"},
        "401 403 403 201 404 201 404 201 403 404",
    ),
    "list a csv": (
        "POST",
        "{course}/proctors/csv",
        {"csv": "sub\nada\n"},
        "401 403 403 200 404 200 404 200 403 404",
    ),
    "wishes": ("GET", "{exam}/proctoring", None, "401 403 200 200 404 200 404 200 200 404"),
    "wish": (
        "PUT",
        "{exam}/proctoring",
        {"tells_end": True},
        "401 403 403 200 404 200 404 200 403 404",
    ),
    "choose": (
        "PUT",
        "{course}/vendor",
        {"vendor": "nobody"},
        "401 403 403 200 404 200 404 200 403 404",
    ),
    "vendor": ("GET", "vendors/999", None, "401 403 403 403 403 404 403 404 403 403"),
    "switch": (
        "POST",
        "vendors/999/switch",
        {"on": True},
        "401 403 403 403 403 404 403 404 403 403",
    ),
}


@pytest.mark.slow
class TestEveryAddress:
    @pytest.mark.parametrize("name", TABLE)
    def test_answers_everybody_by_who_they_are(self, hall: Hall, name: str) -> None:
        method, path, body, due = TABLE[name]
        told = {}
        for who in WHO:
            attempt = sat(hall)
            address = path.format(
                course=hall.of_course, exam=hall.of_exam, attempt=f"attempts/{attempt.pk}"
            )
            caller: Caller = hall.caller(who)
            told[who] = caller.send(method, address, "" if method == "GET" else body).status_code

        assert told == dict(zip(WHO, map(int, due.split()), strict=True))
