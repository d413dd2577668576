"""A teacher chooses a paper inside Quill, and learners get it."""

from typing import Any

import jwt
import pytest
import requests
from django.http import HttpResponse
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import LineItem, Questions
from lti_exams.exams import api as exams
from lti_exams.tools import api as tools
from tests.factories.grading import also
from tests.factories.lms import Lms
from tests.factories.pages import OURS, text_of
from tests.factories.quill import Quill, Room, through_tool
from tests.factories.sitting import at_a_seat, placed_exam
from tests.factories.teaching import Teacher
from tests.factories.tools import FakeTool, form_in

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"


def chosen(teacher: Teacher, exam: exams.Exam, paper: str) -> HttpResponse:
    """Go into Quill, choose a paper there, and return the page that the teacher comes back to."""
    begun = teacher.browser.post(f"{teacher.page}exams/{exam.pk}/questions/choose", headers=OURS)
    assert begun.status_code == 200, begun.content
    asked = through_tool(teacher.browser, *form_in(begun))
    key = asked.text.split('action="/choose/')[1].split('"')[0]
    origin = "/".join(asked.url.split("/")[:3])
    answered = requests.post(f"{origin}/choose/{key}", data={"paper": paper}, timeout=20)
    _, fields = form_in(HttpResponse(answered.text))
    return teacher.browser.post("/tools/content", fields, follow=True)


class TestAPaper:
    def test_is_chosen_in_the_tool_and_opened_by_learners(
        self, lms: Lms, quill: Quill, tool: assessments.Assessment
    ) -> None:
        exam = placed_exam(lms, assessment=tool.key)
        teacher = Teacher.of(lms)

        shown = chosen(teacher, exam, "algebra-final")

        assert "Chosen." in text_of(shown)
        assert Questions.objects.get().title == "Algebra, final paper"
        seat = at_a_seat(lms)
        seat.begin()
        Room(quill, seat, exam).open_questions()
        assert quill.sitting()["paper"] == "algebra-final"
        assert LineItem.objects.get().resource_id == "algebra-final"

    @pytest.mark.slow
    def test_that_is_not_chosen_after_all_changes_nothing(
        self, lms: Lms, tool: assessments.Assessment
    ) -> None:
        exam = placed_exam(lms, assessment=tool.key)

        shown = chosen(Teacher.of(lms), exam, "")

        assert "Nothing was chosen" in text_of(shown)
        assert not Questions.objects.exists()

    @pytest.mark.slow
    def test_is_looked_at_in_the_tool_by_one_who_teaches(
        self, lms: Lms, tool: assessments.Assessment
    ) -> None:
        exam = placed_exam(lms, assessment=tool.key)
        teacher = Teacher.of(lms)

        begun = teacher.browser.post(f"{teacher.page}exams/{exam.pk}/questions/look", headers=OURS)

        assert "sittings" in through_tool(teacher.browser, *form_in(begun)).text.lower()


@pytest.fixture
def pen(lms: Lms) -> FakeTool:
    """A tool that signs what a test tells it."""
    return FakeTool.registered(
        tools.ToolKind.ASSESSMENT, name="Pen", host="pen.example", key_name="pen"
    )


class TestAnAnswer:
    """Of a tool that can say anything."""

    @pytest.fixture
    def lms(self, db: None) -> Lms:
        """An LMS alone: what this tool says needs no server."""
        return Lms.registered()

    def asked(self, lms: Lms, pen: FakeTool) -> tuple[Teacher, exams.Exam, str]:
        place = assessments.of_tool(pen.tool, by="test", now=timezone.now())
        exam = placed_exam(lms, assessment=place.key)
        teacher = Teacher.of(lms)
        begun = teacher.browser.post(
            f"{teacher.page}exams/{exam.pk}/questions/choose", headers=OURS
        )
        assert begun.status_code == 200
        return teacher, exam, _data(teacher, pen, form_in(begun)[1])

    def answer(self, teacher: Teacher, pen: FakeTool, data: str, items: Any) -> HttpResponse:
        claims = pen.claims(
            message_type="LtiDeepLinkingResponse",
            **{f"{DL}data": data, f"{DL}content_items": items},
        )
        return teacher.browser.post("/tools/content", {"JWT": pen.sign(claims)}, follow=True)

    @pytest.mark.parametrize(
        "items",
        [
            [7],
            [{"type": "ltiResourceLink", "url": "https://elsewhere.example/"}],
            *also(
                "none",
                [{"type": "ltiResourceLink"}, {"type": "ltiResourceLink"}],
                [{"type": "html"}],
                [{"type": "ltiResourceLink", "url": "javascript:alert(1)"}],
                [{"type": "ltiResourceLink", "custom": {"n": 7}}],
                [{"type": "ltiResourceLink", "title": ["x"]}],
                [{"type": "ltiResourceLink", "lineItem": {"scoreMaximum": -1}}],
            ),
        ],
    )
    def test_that_no_exam_can_open_is_refused(self, lms: Lms, pen: FakeTool, items: Any) -> None:
        teacher, _, data = self.asked(lms, pen)

        answer = self.answer(teacher, pen, data, items)

        assert answer.status_code == 400
        assert not Questions.objects.exists()

    def test_is_taken_once(self, lms: Lms, pen: FakeTool) -> None:
        teacher, _, data = self.asked(lms, pen)
        item = {"type": "ltiResourceLink", "title": "Paper"}

        first = self.answer(teacher, pen, data, [item])
        second = self.answer(teacher, pen, data, [item | {"title": "Other"}])

        assert (first.status_code, second.status_code) == (200, 400)
        assert Questions.objects.get().title == "Paper"

    def test_of_another_browser_is_refused(self, lms: Lms, pen: FakeTool) -> None:
        _, _, data = self.asked(lms, pen)
        other = Teacher.of(lms, sub="noether")

        assert self.answer(other, pen, data, [{"type": "ltiResourceLink"}]).status_code == 400
        assert not Questions.objects.exists()

    def test_of_another_tool_is_refused(self, lms: Lms, pen: FakeTool) -> None:
        teacher, _, data = self.asked(lms, pen)
        other = FakeTool.registered(
            tools.ToolKind.ASSESSMENT, name="Ink", host="ink.example", key_name="ink"
        )

        assert self.answer(teacher, other, data, [{"type": "ltiResourceLink"}]).status_code == 400

    def test_without_a_token_is_refused(self, lms: Lms, pen: FakeTool) -> None:
        teacher, _, _ = self.asked(lms, pen)

        assert teacher.browser.post("/tools/content", {"JWT": "none"}).status_code == 400
        assert teacher.browser.get("/tools/content").status_code == 405


def _data(teacher: Teacher, pen: FakeTool, fields: dict[str, str]) -> str:
    """Return what the tool is to send back, as it reads it in the message that it gets."""
    initiation = tools.Initiation(action="", fields=fields)
    page = teacher.browser.get("/tools/authorize", pen.authentication(initiation))
    claims = jwt.decode(form_in(page)[1]["id_token"], options={"verify_signature": False})
    return str(claims[f"{DL}deep_linking_settings"]["data"])
