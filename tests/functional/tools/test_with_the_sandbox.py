"""Hawkeye and Quill, in processes of their own, are registered with us and launched over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from lti_exams.launches.models import Launch
from lti_exams.tools import api as tools
from lti_exams.tools.rules import names
from tests.factories.lms import Lms
from tests.factories.sandbox import Counterpart, RunCounterpart
from tests.factories.tools import form_in, launched

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AP = "https://purl.imsglobal.org/spec/lti-ap/claim/"
LINK = {names.RESOURCE_LINK: {"id": "exam-1", "title": "Final exam"}}


@pytest.fixture(scope="module")
def hawkeye(sandbox_process: RunCounterpart) -> Iterator[Counterpart]:
    with sandbox_process("vendor", host="127.0.0.2") as started:
        yield started


@pytest.fixture(scope="module")
def quill(sandbox_process: RunCounterpart) -> Iterator[Counterpart]:
    with sandbox_process("assessment", host="127.0.0.3") as started:
        yield started


@dataclass
class Way:
    """A learner, a browser, and a counterpart that knows us."""

    counterpart: Counterpart
    tool: tools.Tool
    launch: Launch
    browser: Client
    cookies: requests.Session = field(default_factory=requests.Session)

    def control(self, what: str, /, **said: Any) -> Any:
        url = f"{self.counterpart.origin}/_control/{what}"
        return self.cookies.post(url, json=said, timeout=30).json()

    def begin(self, message_type: str, claims: dict[str, Any]) -> dict[str, str]:
        """Send the browser to the tool, and return what it asks us."""
        message = tools.Message(message_type, self.tool.launch_url, {**LINK, **claims})
        initiation = tools.prepare(
            self.tool,
            message,
            person=self.launch.person,
            session=self.launch.key,
            now=timezone.now(),
        )
        answer = self.cookies.post(
            initiation.action, data=initiation.fields, allow_redirects=False, timeout=30
        )
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def bring(self, message_type: str, **claims: Any) -> requests.Response:
        """Go the whole way, and return the page that the tool shows."""
        asked = self.begin(message_type, claims)
        action, fields = form_in(self.browser.get("/tools/authorize", asked))
        return self.cookies.post(action, data=fields, timeout=30)


def way_to(
    counterpart: Counterpart, kind: tools.ToolKind, live_server: LiveServer, settings: Any
) -> Way:
    settings.PUBLIC_ORIGIN = live_server.url
    new = tools.NewTool(
        kind=kind,
        name=counterpart.name,
        login_url=f"{counterpart.origin}/login",
        launch_url=f"{counterpart.origin}/launch",
        jwks_url=f"{counterpart.origin}/jwks",
    )
    tool = tools.register(new, by="test", now=timezone.now())
    browser = Client()
    way = Way(counterpart, tool, launched(Lms.registered(), browser), browser)
    way.control("reset")
    way.control("platform", **tools.sheet(tool))
    return way


@pytest.fixture
def to_hawkeye(hawkeye: Counterpart, live_server: LiveServer, settings: Any) -> Way:
    return way_to(hawkeye, tools.ToolKind.PROCTORING, live_server, settings)


@pytest.fixture
def to_quill(quill: Counterpart, live_server: LiveServer, settings: Any) -> Way:
    return way_to(quill, tools.ToolKind.ASSESSMENT, live_server, settings)


def proctoring() -> dict[str, Any]:
    return {
        f"{AP}attempt_number": 1,
        f"{AP}session_data": "opaque",
        f"{AP}start_assessment_url": f"{tools.issuer()}/proctoring/start-assessment",
    }


class TestHawkeye:
    def test_opens_a_session_for_whom_we_send(self, to_hawkeye: Way) -> None:
        page = to_hawkeye.bring("LtiStartProctoring", **proctoring())

        url = f"{to_hawkeye.counterpart.origin}/_control/sessions"
        newest = requests.get(url, timeout=30).json()["sessions"][0]
        assert page.status_code == 200
        person = tools.person_behind(to_hawkeye.tool, newest["sub"])
        assert person == to_hawkeye.launch.person
        assert "name" not in newest["claims"]

    def test_gets_a_token(self, to_hawkeye: Way) -> None:
        told = to_hawkeye.control("token", scope=tools.ACS)

        assert told["status"] == 200
        header = f"Bearer {told['answer']['access_token']}"
        assert tools.bearer(header, scopes=[tools.ACS], now=timezone.now()) == to_hawkeye.tool

    def test_gets_none_in_any_way_that_is_wrong(self, to_hawkeye: Way) -> None:
        to_hawkeye.control("token", scope=tools.ACS)
        granted = {
            name: answer
            for name in _listed(to_hawkeye, "token")
            if (answer := to_hawkeye.control("token", scope=tools.ACS, misbehave=name))["status"]
            not in (400, 401)
        }

        assert granted == {}

    def test_that_asks_wrongly_gets_no_message(self, to_hawkeye: Way) -> None:
        wrong = _listed(to_hawkeye, "login")
        opened = []
        for name in wrong:
            to_hawkeye.control("misbehave", name=name, once=True)
            asked = to_hawkeye.begin("LtiStartProctoring", proctoring())
            answer = to_hawkeye.browser.get("/tools/authorize", asked)
            if answer.status_code >= 500 or "id_token" in answer.content.decode():
                opened.append(name)

        assert len(wrong) >= 10
        assert opened == []


class TestQuill:
    def test_opens_the_paper_for_whom_we_send(self, to_quill: Way) -> None:
        claims = {names.CUSTOM: {"paper": "algebra-final"}}

        page = to_quill.bring("LtiResourceLinkRequest", **claims)

        assert (page.status_code, "lgebra" in page.text) == (200, True)


def _listed(way: Way, channel: str) -> list[str]:
    url = f"{way.counterpart.origin}/_control/misbehave"
    found = requests.get(url, timeout=30).json()["misbehaviours"]
    return [one["name"] for one in found if one["channel"] == channel]
