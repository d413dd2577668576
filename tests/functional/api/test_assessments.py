"""Places where questions lie, and scores that have not come, over REST."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Assessment, Questions
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.fake_lms_server import FakeLms, Told, running_lms
from tests.factories.rest import Caller, Hall, by_session, by_token
from tests.factories.tools import FakeTool

PAGE = {"name": "Quiz", "way": "outside", "slug": "quiz", "address": "https://quiz.example/"}


@pytest.fixture
def staff(db: None) -> Caller:
    return by_session()


@pytest.fixture
def asked() -> Iterator[FakeLms]:
    """A page outside that can be asked for scores."""
    with running_lms() as server:
        server.tell("/asked", Told({"thanks": True}))
        yield server


def quiz(**changes: Any) -> Assessment:
    new = assessments.NewAssessment(
        name="Quiz",
        way=assessments.Way.OUTSIDE,
        slug="quiz",
        **{"address": "https://quiz.example/", **changes},
    )
    return assessments.define(new, by="test", now=timezone.now())


def ended(hall: Hall, *, hours: int = 48) -> exams.Attempt:
    """Return an attempt that was handed in so many hours ago, at an exam elsewhere."""
    then = timezone.now() - timedelta(hours=hours)
    exams.Exam.objects.filter(pk=hall.exam.pk).update(assessment="assessment:quiz")
    hall.exam.refresh_from_db()
    attempt = make.started(hall.exam, hall.learner.person, now=then)
    exams.submit(attempt, by=make.LEARNER, now=then + timedelta(seconds=10))
    return attempt


class TestAPlace:
    def test_is_defined_and_its_secret_is_told_once(self, staff: Caller) -> None:
        made = staff.post("assessments", PAGE)
        known = Assessment.objects.get()

        assert (made.status_code, made.json()["secret"]) == (201, known.secret)
        assert made.json()["key"] == "assessment:quiz"
        assert "secret" not in staff.get(f"assessments/{known.pk}").json()

    def test_is_changed_and_keeps_its_key(self, staff: Caller) -> None:
        key = staff.post("assessments", PAGE).json()["id"]

        changed = staff.put(f"assessments/{key}", PAGE | {"patience_hours": 2})

        assert changed.json()["patience_hours"] == 2
        assert [one["key"] for one in staff.get("assessments").json()["results"]] == [
            "assessment:quiz"
        ]

    def test_gets_another_secret(self, staff: Caller) -> None:
        first = staff.post("assessments", PAGE).json()

        second = staff.post(f"assessments/{first['id']}/secret").json()

        assert second["secret"] == Assessment.objects.get().secret != first["secret"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"way": "telepathy"}, "way"),
            ({"way": "lti"}, "tool"),
            ({"address": "javascript:alert(1)"}, "address"),
            ({"ask_address": "nowhere"}, "ask_address"),
            ({"patience_hours": 0}, "patience_hours"),
            ({"slug": "Not a slug"}, "slug"),
            ({"secret": "mine"}, "secret"),
        ],
    )
    def test_that_makes_no_sense_is_refused(
        self, staff: Caller, change: dict[str, Any], field: str
    ) -> None:
        answer = staff.post("assessments", PAGE | change)

        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert not Assessment.objects.exists()

    @pytest.mark.parametrize("change", [{"slug": "other"}, {"way": "by-hand"}])
    def test_stays_what_it_is(self, staff: Caller, change: dict[str, Any]) -> None:
        key = staff.post("assessments", PAGE).json()["id"]

        assert staff.put(f"assessments/{key}", PAGE | change).status_code == 422

    def test_is_defined_by_programs_that_keep_tools(self, hall: Hall) -> None:
        program, of_course = by_token(Scope.TOOLS_WRITE), by_token(Scope.TOOLS_WRITE)
        of_course = by_token(Scope.TOOLS_WRITE, course=hall.course)

        assert program.post("assessments", PAGE).status_code == 201
        assert of_course.post("assessments", PAGE | {"slug": "b"}).status_code == 403
        assert by_token(Scope.EXAMS_WRITE).get("assessments").status_code == 403
        assert hall.teacher.get("assessments").status_code == 403

    @pytest.mark.parametrize("key", [0, 9, 2**63])
    def test_that_is_not_there_is_unknown(self, staff: Caller, key: int) -> None:
        assert staff.get(f"assessments/{key}").status_code == 404


class TestTheQuestionsOfAnExam:
    def test_lie_where_a_teacher_says(self, hall: Hall) -> None:
        quiz()
        told = {"assessment": "assessment:quiz", "allows_extra_credit": True}

        chosen = hall.teacher.put(f"{hall.of_exam}/questions", told)

        hall.exam.refresh_from_db()
        assert hall.exam.assessment == "assessment:quiz"
        assert chosen.json() == {
            **told,
            "content": None,
            "offered": [{"key": "assessment:quiz", "name": "Quiz", "way": "outside"}],
        }
        assert hall.teacher.get(f"{hall.of_exam}/questions").json() == chosen.json()

    def test_are_one_link_in_a_tool(self, hall: Hall) -> None:
        tool = FakeTool.registered(tools.ToolKind.ASSESSMENT, name="Pen", host="pen.example")
        content = {
            "title": "Paper 7",
            "url": "https://pen.example/papers/7",
            "custom": {"paper": "7"},
            "maximum": 20,
        }
        told = {"assessment": f"tool:{tool.tool.pk}", "content": content}

        chosen = hall.teacher.put(f"{hall.of_exam}/questions", told)

        assert chosen.json()["content"] == content | {"resource_id": "", "tag": ""}
        assert Questions.objects.get().maximum == 200_000

    def test_are_no_link_outside_their_tool(self, hall: Hall) -> None:
        tool = FakeTool.registered(tools.ToolKind.ASSESSMENT, name="Pen", host="pen.example")
        told = {
            "assessment": f"tool:{tool.tool.pk}",
            "content": {"url": "https://elsewhere.example/papers/7"},
        }

        answer = hall.teacher.put(f"{hall.of_exam}/questions", told)

        assert (answer.status_code, answer.json()["field"]) == (422, "content")
        assert not Questions.objects.exclude(assessment=None).exists()

    def test_are_nowhere_that_is_not_offered(self, hall: Hall) -> None:
        answer = hall.teacher.put(f"{hall.of_exam}/questions", {"assessment": "assessment:x"})

        assert answer.status_code == 404

    def test_are_chosen_by_who_may_edit_the_exam(self, hall: Hall) -> None:
        told = {"assessment": ""}

        assert hall.caller("assistant").put(f"{hall.of_exam}/questions", told).status_code == 403
        assert hall.caller("assistant").get(f"{hall.of_exam}/questions").status_code == 200
        assert hall.learner.get(f"{hall.of_exam}/questions").status_code == 403


class TestAScoreThatHasNotCome:
    def test_is_found_by_programs(self, hall: Hall) -> None:
        quiz()
        late = ended(hall)

        found = hall.teacher.get(f"{hall.of_course}/attempts", score="missing").json()

        assert [one["id"] for one in found["results"]] == [late.pk]

    def test_is_awaited_until_its_time_is_over(self, hall: Hall) -> None:
        quiz(patience_hours=72)
        ended(hall)

        found = hall.teacher.get(f"{hall.of_course}/attempts", score="missing").json()

        assert found["total"] == 0

    def test_that_has_come_is_not_found(self, hall: Hall) -> None:
        quiz()
        attempt = ended(hall)
        score = {"score": 7, "maximum": 10, "reason": "Marked."}
        hall.teacher.put(f"attempts/{attempt.pk}/score", score)

        found = hall.teacher.get(f"{hall.of_course}/attempts", score="missing").json()

        assert found["total"] == 0

    @pytest.mark.django_db(transaction=True)
    def test_is_asked_for_by_a_call_that_is_signed(self, hall: Hall, asked: FakeLms) -> None:
        page = quiz(ask_address=f"{asked.url}/asked")
        attempt = ended(hall)

        answer = hall.teacher.post(f"attempts/{attempt.pk}/score/ask")

        (call,) = asked.sent_to("/asked")
        assert answer.json() == {"way": "call", "whom": ""}
        assert call.headers["webhook-signature"] == assessments.signatures.signature(
            page.secret,
            key=call.headers["webhook-id"],
            at=call.headers["webhook-timestamp"],
            body=call.body,
        )
        told = call.json()
        assert (told["type"], told["attempt"]) == ("score.asked", attempt.pk)
        assert told["completion_url"].endswith(f"/api/v1/attempts/{attempt.pk}/completion")
        assert b"Learner" not in call.body, "nobody is named"

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("status", [500, 404, 302])
    def test_says_so_where_nobody_took_the_call(
        self, hall: Hall, asked: FakeLms, status: int
    ) -> None:
        asked.tell("/asked", Told({}, status=status))
        quiz(ask_address=f"{asked.url}/asked")

        answer = hall.teacher.post(f"attempts/{ended(hall).pk}/score/ask")

        assert answer.json()["way"] == "call-failed"

    def test_is_asked_for_once_an_hour(self, hall: Hall) -> None:
        quiz(contact_email="quiz@quiz.example")
        address = f"attempts/{ended(hall).pk}/score/ask"

        first, second = hall.teacher.post(address), hall.teacher.post(address)

        assert first.json() == {"way": "letter", "whom": "quiz@quiz.example"}
        assert (second.status_code, second.json()["code"]) == (409, "score-asked-already")

    def test_is_not_asked_for_by_an_assistant_or_the_learner(self, hall: Hall) -> None:
        address = f"attempts/{ended(hall).pk}/score/ask"

        assert hall.caller("assistant").post(address).status_code == 403
        assert hall.learner.post(address).status_code == 403
