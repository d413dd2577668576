"""The sandbox's assessment tool beside our own server: set up, sat at, and told how to behave."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import requests
from django.conf import settings
from django.test import Client
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.tools import api as tools
from tests.factories.lms import Lms
from tests.factories.sitting import Seat, at_a_seat, placed_exam
from tests.factories.tools import form_in

ANSWERS = {"q1": ["5"], "q2": ["2", "13"], "q3": ["1,41"], "q4": ["quadratic"]}


@dataclass
class Quill:
    """Quill as a process, known to us as a tool or as a page outside."""

    origin: str
    tool: tools.Tool | None = None
    told: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def at(cls, origin: str) -> "Quill":
        quill = cls(origin)
        quill.control("reset")
        return quill

    def control(self, what: str, **said: Any) -> Any:
        """Do by the control API what a person could do on a page of Quill's."""
        answer = requests.post(f"{self.origin}/_control/{what}", json=said, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def sitting(self) -> dict[str, Any]:
        """Return the sitting that was opened last."""
        return requests.get(f"{self.origin}/_control/sittings", timeout=10).json()["sittings"][0]

    def as_tool(self) -> assessments.Assessment:
        """Let us and Quill know each other as platform and tool."""
        self.tool = tools.register(
            tools.NewTool(
                kind=tools.ToolKind.ASSESSMENT,
                name="Quill",
                login_url=f"{self.origin}/login",
                launch_url=f"{self.origin}/launch",
                jwks_url=f"{self.origin}/jwks",
            ),
            by="test",
            now=timezone.now(),
        )
        ours = settings.PUBLIC_ORIGIN
        self.control(
            "platform",
            issuer=tools.issuer(),
            client_id=self.tool.client_id,
            deployment_id=self.tool.deployment_id,
            authorize_url=f"{ours}/tools/authorize",
            token_url=f"{ours}/tools/token",
            jwks_url=f"{ours}/tools/jwks",
        )
        return assessments.of_tool(self.tool, by="test", now=timezone.now())

    def as_page(self, *, paper: str = "algebra-final", **told: str) -> assessments.Assessment:
        """Let us know Quill as a page outside, and let it verify our access tokens."""
        new = assessments.NewAssessment(
            name="Quill",
            way=assessments.Way.OUTSIDE,
            address=f"{self.origin}/outside/{paper}",
            jwks_url=f"{self.origin}/jwks",
        )
        made = assessments.define(new, by="test", now=timezone.now())
        ours = settings.PUBLIC_ORIGIN
        self.control(
            "outside",
            jwks_url=f"{ours}/tools/jwks",
            issuer=ours,
            audience=made.key,
            client_id=made.key,
            **told,
        )
        self.control("mode", channel="callback")
        return made

    def hand_in(self, score: float = 8, **more: Any) -> dict[str, Any]:
        """Hand in what was opened last, for a score, and return the sitting."""
        return self.control("hand-in", answers=ANSWERS, score=score, **more)


@dataclass
class Room:
    """A learner at an exam whose questions are in Quill."""

    quill: Quill
    seat: Seat
    exam: exams.Exam

    @classmethod
    def at(cls, quill: Quill, lms: Lms, assessment: assessments.Assessment, **about: Any) -> "Room":
        exam = placed_exam(lms, assessment=assessment.key, **about)
        seat = at_a_seat(lms)
        seat.begin()
        return cls(quill, seat, exam)

    @property
    def attempt(self) -> exams.Attempt:
        return exams.Attempt.objects.select_related("exam", "person").latest("pk")

    def open_questions(self) -> requests.Response:
        """Go from the page of the exam to Quill as a browser does, and return what it shows."""
        page = self.seat.send("questions")
        assert page.status_code == 200, page.content
        action, fields = form_in(page)
        return through_tool(self.seat.browser, action, fields)


def through_tool(browser: Client, action: str, fields: dict[str, str]) -> requests.Response:
    """Bring a form to Quill, and Quill's question to us and our answer back, where it asks one."""
    tool = requests.Session()
    answer = tool.post(action, data=fields, allow_redirects=False, timeout=20)
    asked = answer.headers.get("Location", "")
    if "/tools/authorize" in asked:
        ours = browser.get(asked.removeprefix(settings.PUBLIC_ORIGIN))
        assert ours.status_code == 200, ours.content
        back, told = form_in(ours)
        answer = tool.post(back, data=told, allow_redirects=False, timeout=20)
    if answer.is_redirect:
        answer = tool.get(urljoin(answer.url, answer.headers["Location"]), timeout=20)
    return answer
