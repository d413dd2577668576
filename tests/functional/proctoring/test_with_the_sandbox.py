"""Hawkeye, in a process of its own, guards an exam over HTTP: honestly, and in every wrong way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller, Role
from lti_exams.journeys.register_tool import register_tool
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from lti_exams.tools import api as tools
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.proctoring import guarded_exam, post_start
from tests.factories.sandbox import Counterpart, RunCounterpart
from tests.factories.sitting import Seat, at_a_seat
from tests.factories.tools import form_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
STAFF = Caller("staff:1", frozenset({Role.SERVICE_STAFF}))
# Neither is wrong: the one is evidence that came late, the other one call that came twice.
TAKEN = {"acs-out-of-order", "acs-duplicated"}


@pytest.fixture(scope="module")
def hawkeye(sandbox_process: RunCounterpart) -> Iterator[Counterpart]:
    with sandbox_process("vendor", host="127.0.0.2") as started:
        yield started


@dataclass
class Watched:
    """A learner before an exam that Hawkeye guards."""

    hawkeye: Counterpart
    seat: Seat

    def control(self, what: str, /, **said: Any) -> Any:
        return requests.post(f"{self.hawkeye.origin}/_control/{what}", json=said, timeout=30).json()

    def listed(self, channel: str) -> list[str]:
        url = f"{self.hawkeye.origin}/_control/misbehave"
        known = requests.get(url, timeout=30).json()["misbehaviours"]
        return [one["name"] for one in known if one["channel"] == channel]

    def go(self, seat: Seat | None = None) -> str:
        """Go to the vendor, and return the key of the session that it opened."""
        self.carried("proctoring", seat or self.seat)
        url = f"{self.hawkeye.origin}/_control/sessions"
        return requests.get(url, timeout=30).json()["sessions"][0]["key"]

    def carried(self, path: str, seat: Seat) -> str:
        """Let the browser carry a message of ours to the vendor; return the page that comes."""
        action, fields = form_in(seat.send(path))
        login = requests.post(action, data=fields, allow_redirects=False, timeout=30)
        asked = dict(parse_qsl(urlsplit(login.headers["Location"]).query))
        target, message = form_in(seat.browser.get("/tools/authorize", asked))
        page = requests.post(target, data=message, cookies=login.cookies, timeout=30)
        assert page.status_code == 200, page.text
        return page.text

    def begin(self, key: str, **wrong: Any) -> HttpResponse:
        """Let the browser bring the vendor's message."""
        told = self.control(f"sessions/{key}/start-assessment", **wrong)
        return post_start(self.seat.browser, told["JWT"])

    def start(self) -> str:
        key = self.go()
        assert self.begin(key).status_code == 303
        self.seat.do("begin", honour="yes")
        return key

    def attempt(self) -> exams.Attempt:
        return exams.Attempt.objects.get(person__sub="person-1", purpose="sitting")


@pytest.fixture
def watched(hawkeye: Counterpart, live_server: LiveServer, settings: Any) -> Watched:
    settings.PUBLIC_ORIGIN = live_server.url
    new = tools.NewTool(
        kind=tools.ToolKind.PROCTORING,
        name="Hawkeye",
        login_url=f"{hawkeye.origin}/login",
        launch_url=f"{hawkeye.origin}/launch",
        jwks_url=f"{hawkeye.origin}/jwks",
    )
    tool = register_tool(new, by=STAFF, now=timezone.now())
    lms = Lms.registered()
    guarded_exam(lms, proctoring.vendor_of_tool(tool, by="x", now=timezone.now()))
    watched = Watched(hawkeye, Seat(Client(), ""))
    watched.control("reset")
    watched.control("platform", **tools.sheet(tool))
    # Somebody else has gone before, so that their data can be borrowed.
    other = at_a_seat(lms, sub="somebody-else")
    other.do("come-in")
    watched.go(other)
    watched.seat = at_a_seat(lms, sub="person-1")
    watched.seat.do("come-in")
    return watched


class TestHonestly:
    def test_leads_the_whole_way(self, watched: Watched) -> None:
        key = watched.start()
        flagged = watched.control("acs", session=key, action="flag", incident_severity=0.8)
        paused = watched.control("acs", session=key, action="pause")
        resumed = watched.control("acs", session=key, action="resume")
        longer = watched.control("acs", session=key, action="update", extra_time=15)
        watched.seat.act("submit")
        late = watched.control("acs", session=key, action="terminate")

        told = [one["answer"]["status"] for one in (flagged, paused, resumed, longer, late)]
        assert told == ["running", "paused", "running", "running", "complete"]
        assert longer["answer"]["extra_time"] == 15
        assert watched.attempt().review == "second"

    def test_is_told_of_the_end_and_leads_back(self, watched: Watched) -> None:
        watched.control("behave", end_assessment_return=True)
        watched.start()
        asked = watched.seat.act("submit")

        page = watched.carried("over", watched.seat)

        [back] = re.findall(r'href="(http[^"]+returned[^"]*)"', page)
        url = urlsplit(unescape(back))
        here = text_of(watched.seat.browser.get(f"{url.path}?{url.query}", follow=True))
        assert "Hawkeye does not know yet that your exam is over" in asked
        assert "Your exam is over" in page
        assert "You have handed in" in here
        assert "does not know yet" not in here


class TestWrongly:
    def test_lets_nobody_in(self, watched: Watched) -> None:
        watched.begin(watched.go())
        exams.Attempt.objects.filter(person__sub="person-1").update(state="proctoring_requested")
        watched.go()
        key = watched.go()
        names = watched.listed("start")

        taken = {
            name: answer.status_code
            for name in names
            if not 400 <= (answer := watched.begin(key, misbehave=name)).status_code < 500
        }

        assert (taken, len(names) > 40) == ({}, True)
        assert watched.attempt().state == "proctoring_requested"

    def test_changes_nothing_by_the_control_service(self, watched: Watched) -> None:
        key = watched.start()
        before, entries = watched.attempt(), Entry.objects.count()
        names = [name for name in watched.listed("control") if name not in TAKEN]
        said = {"session": key, "action": "update", "extra_time": 5}

        answers = {
            name: watched.control("acs", **said, misbehave=name, **{"with": {"attempt_number": 2}})
            for name in names
            if name != "acs-expired-token"
        }

        taken = {
            name: told
            for name, told in answers.items()
            # Whoever is given no token cannot even call.
            if told.get("code") != "token-denied" and not 400 <= told.get("status", 0) < 500
        }
        assert taken == {}
        assert watched.attempt().version == before.version
        assert (Incident.objects.count(), Entry.objects.count()) == (0, entries)

    def test_or_twice_is_heard_once(self, watched: Watched) -> None:
        key = watched.start()
        said = {"session": key, "action": "update", "extra_time": 5}

        told = watched.control("acs", **said, misbehave="acs-duplicated")

        assert [one["answer"]["extra_time"] for one in told["all"]] == [5, 5]
        assert watched.attempt().extra_seconds == 300
