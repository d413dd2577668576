"""An attempt whose questions are in a tool or on a page outside, and what comes back about it."""

import base64
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.tools import FakeTool

SCORE = "application/vnd.ims.lis.v1.score+json"
ITEM = "application/vnd.ims.lis.v2.lineitem+json"
NOTHING = object()


def moment(at: datetime) -> str:
    """Write an instant as tools do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass
class Desk:
    """Somebody's running attempt, the tool that has its questions, and the tool's line item."""

    tool: FakeTool
    assessment: assessments.Assessment
    attempt: exams.Attempt
    item: assessments.LineItem
    client: Client = field(default_factory=Client)

    @classmethod
    def set(cls, *, tool: FakeTool | None = None, **about: Any) -> "Desk":
        """Start an attempt a minute ago, with questions in a tool."""
        now = timezone.now() - timedelta(minutes=1)
        made = tool or FakeTool.registered(
            tools.ToolKind.ASSESSMENT, name="Quill", host="quill.example", key_name="quill"
        )
        place = assessments.of_tool(made.tool, by="test", now=now)
        course = make.course(now)
        exam = make.exam(course, now=now, assessment=place.key, **about)
        attempt = make.started(exam, make.person(course), now=now)
        item = assessments.counting_item(place, exam, attempt.sitting, now=now)
        return cls(made, place, attempt, item)

    @property
    def sub(self) -> str:
        return tools.pseudonym(self.tool.tool, self.attempt.person)

    @property
    def items(self) -> str:
        return f"/tools/ags/{self.item.exam_id}-{self.item.sitting}/lineitems"

    @property
    def address(self) -> str:
        return f"{self.items}/{self.item.pk}"

    def score(self, **changes: Any) -> dict[str, Any]:
        """Return a score of 8 of 10 as this tool says it; `NOTHING` leaves a field out."""
        told = {
            "userId": self.sub,
            "scoreGiven": 8,
            "scoreMaximum": 10,
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "timestamp": moment(timezone.now()),
            **changes,
        }
        return {name: value for name, value in told.items() if value is not NOTHING}

    def tell(self, **changes: Any) -> HttpResponse:
        """Send a score."""
        return self.post(self.score(**changes))

    def post(
        self, body: Any, *, scope: str = tools.SCORE, content_type: str = SCORE, at: str = "scores"
    ) -> HttpResponse:
        """Send a body to the line item."""
        return self.call(
            "POST", f"{self.address}/{at}", body, scope=scope, content_type=content_type
        )

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        scope: str = tools.LINE_ITEM,
        content_type: str = ITEM,
        tool: FakeTool | None = None,
    ) -> HttpResponse:
        """Call a service with a token for a scope."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.generic(
            method,
            path,
            "" if body is None else text,
            content_type=content_type,
            headers={"Authorization": (tool or self.tool).bearer(scope)},
        )

    def now(self) -> exams.Attempt:
        """Return the attempt as it is."""
        self.attempt.refresh_from_db()
        return self.attempt

    @property
    def points(self) -> float | None:
        points = self.now().points
        return None if points is None else points / 10_000


@dataclass
class Page:
    """A page outside LTI that has somebody's questions, and signs what it says with its secret."""

    assessment: assessments.Assessment
    attempt: exams.Attempt
    client: Client = field(default_factory=Client)

    @classmethod
    def set(cls, *, name: str = "Quiz", **about: Any) -> "Page":
        now = timezone.now() - timedelta(minutes=1)
        new = assessments.NewAssessment(
            name=name, way=assessments.Way.OUTSIDE, address="https://quiz.example/exam"
        )
        place = assessments.define(new, by="test", now=now)
        exam = make.exam(make.course(now), now=now, assessment=place.key, **about)
        attempt = make.started(exam, make.person(exam.course), now=now)
        return cls(place, attempt)

    def said(self, **changes: Any) -> dict[str, Any]:
        """Return that 8 of 10 were reached."""
        told = {"score": 8, "maximum": 10, "timestamp": moment(timezone.now()), **changes}
        return {name: value for name, value in told.items() if value is not NOTHING}

    def tell(self, *, key: str = "", **changes: Any) -> HttpResponse:
        """Send a completion, signed."""
        return self.send(json.dumps(self.said(**changes)), key=key)

    def send(
        self,
        body: str,
        *,
        key: str = "",
        secret: str = "",
        at: int | None = None,
        attempt: int | None = None,
        **headers: str,
    ) -> HttpResponse:
        """Send a body, signed as it says or wrongly."""
        key, at = key or uuid4().hex, at or int(timezone.now().timestamp())
        signed = {
            "webhook-id": key,
            "webhook-timestamp": str(at),
            "webhook-signature": signed_by(secret or self.assessment.secret, key, at, body),
        }
        return self.client.post(
            f"/api/v1/attempts/{attempt or self.attempt.pk}/completion",
            body,
            content_type="application/json",
            headers={**signed, **headers},
        )

    @property
    def points(self) -> float | None:
        self.attempt.refresh_from_db()
        return None if self.attempt.points is None else self.attempt.points / 10_000


def signed_by(secret: str, key: str, at: int, body: str) -> str:
    """Sign a body as docs/completions.md tells people to."""
    opened = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(opened, f"{key}.{at}.{body}".encode(), sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
