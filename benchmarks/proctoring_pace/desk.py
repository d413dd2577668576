"""An attempt that runs under a vendor's eyes, and the requests that vendor and browser make."""

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.journeys.request_proctoring import Standpoint, visit_of
from lti_exams.lti.proctoring import control
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident, Session
from lti_exams.tools import api as tools
from tests.factories.proctoring import MEDIA_TYPE, control_body
from tests.fuzz.proctoring_run import ProctoringScene

_ACTIONS = ("flag", "update", "pause", "resume")


def _asked() -> Session:
    """Return the visit of the learner who waits, read once: a page has it anyway."""
    whole = Session.objects.select_related(
        "attempt__exam__course", "attempt__person", "vendor__tool"
    )
    return whole.get(state="asked")


@dataclass
class Desk:
    """What vendor and browser ask, over and over."""

    scene: ProctoringScene
    bearer: str
    requests: RequestFactory = field(default_factory=RequestFactory)
    numbers: Any = field(default_factory=count)

    session: Session = field(default_factory=_asked)

    ACTIONS: ClassVar[int] = len(_ACTIONS)

    @classmethod
    def set_up(cls) -> "Desk":
        scene = ProctoringScene.set_up()
        return cls(scene, scene.guard.fake.bearer(tools.ACS))

    def call(self, action: str) -> None:
        """Take one call that never came before."""
        more = {"extra_time": 1} if action == "update" else {}
        body = control_body(
            self.scene.running, action, reason_msg=f"number {next(self.numbers)}", **more
        )
        answer = control(self._posted(json.dumps({**body, "incident_severity": 0.1})))
        assert answer.status_code == 200, answer.content

    def _posted(self, body: str) -> WSGIRequest:
        return self.requests.post(
            "/proctoring/acs",
            body,
            content_type=MEDIA_TYPE,
            headers={"authorization": self.bearer},
        )

    def call_all(self) -> None:
        """Take one call of each action."""
        for action in _ACTIONS:
            self.call(action)

    def questions(self) -> dict[str, int]:
        """Count the questions that a call of each action asks."""
        counted = {}
        for action in _ACTIONS:
            with CaptureQueriesContext(connection) as asked:
                self.call(action)
            counted[action] = len(asked)
        return counted

    def incidents(self) -> int:
        return Incident.objects.count()

    def send(self) -> None:
        """Prepare LtiStartProctoring, and answer the vendor that asks for it."""
        session = self.session
        where = Standpoint(launch_key=session.launch_key, return_url=settings.PUBLIC_ORIGIN)
        visit = visit_of(session, where, session_data="x" * 60, now=timezone.now())
        passage = proctoring.adapter_of(session.vendor).start(visit, now=timezone.now())
        assert passage.form is not None
        asked = self.scene.guard.fake.authentication(passage.form)
        tools.answer(asked, sessions=[session.launch_key], now=timezone.now())
