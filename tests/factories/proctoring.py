"""An exam that a vendor guards, its vendor, and the learner between the two."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.lms import LTI, Lms
from tests.factories.pages import open_as
from tests.factories.sitting import Seat
from tests.factories.tools import FakeTool, form_in

AP = "https://purl.imsglobal.org/spec/lti-ap/claim/"
VENDOR_PAGE = {"origin": "https://vendor.example"}
MEDIA_TYPE = proctoring.MEDIA_TYPE


def lti_vendor(*, host: str = "vendor.example", key: str = "hawkeye", **about: Any) -> "Guard":
    """Return a vendor that is an LTI tool."""
    fake = FakeTool.registered(name=key.title(), host=host, key_name=f"vendor {key}")
    new = proctoring.NewVendor(key=key, name=key.title(), tool=fake.tool, **about)
    return Guard(fake, proctoring.add_vendor(new, by="test", now=timezone.now()))


def null_vendor(**about: Any) -> proctoring.Vendor:
    """Return a vendor that lets everybody in and tells nothing."""
    told: dict[str, Any] = {"key": "nobody", "name": "Nobody", "way": proctoring.Way.NULL}
    new = proctoring.NewVendor(**{**told, **about})
    return proctoring.add_vendor(new, by="test", now=timezone.now())


@dataclass
class Guard:
    """An LTI vendor as a test plays it."""

    fake: FakeTool
    vendor: proctoring.Vendor
    bearers: dict[str, str] = field(default_factory=dict)

    @property
    def tool(self) -> tools.Tool:
        return self.fake.tool

    def asked(self, page: HttpResponse, browser: Client) -> dict[str, Any]:
        """Answer the form that begins at the vendor, and return the claims that come."""
        action, fields = form_in(page)
        assert action == self.tool.login_url
        return self.received(tools.Initiation(action=action, fields=fields), browser)

    def received(self, begun: tools.Initiation, browser: Client) -> dict[str, Any]:
        """Return the claims with which the browser comes from this beginning."""
        request = self.fake.authentication(begun)
        _, posted = form_in(browser.get("/tools/authorize", request))
        return jwt.decode(posted["id_token"], options={"verify_signature": False})

    def start_claims(self, sent: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """Return the claims of an honest LtiStartAssessment, with changes."""
        honest = {
            f"{LTI}message_type": "LtiStartAssessment",
            f"{LTI}resource_link": sent[f"{LTI}resource_link"],
            f"{AP}attempt_number": sent[f"{AP}attempt_number"],
            f"{AP}session_data": sent[f"{AP}session_data"],
        }
        return self.fake.claims(**{**honest, **changes})

    def post_start(self, browser: Client, claims: dict[str, Any], **sign: Any) -> HttpResponse:
        """Let the browser bring the vendor's message to us."""
        return post_start(browser, self.fake.sign(claims, **sign))

    def call(self, sent: dict[str, Any], action: str, **changes: Any) -> HttpResponse:
        """Call the control service about the sitting that these claims were about."""
        body = control_body(sent, action, **changes)
        return self.post_control(body)

    def post_control(self, body: Any, scope: str = tools.ACS, **headers: str) -> HttpResponse:
        """Post any body to the control service, with a token of this vendor."""
        bearer = self.bearers.get(scope) or self.fake.bearer(scope)
        self.bearers[scope] = bearer
        told = {"authorization": bearer, **headers}
        return Client().post("/proctoring/acs", body, content_type=MEDIA_TYPE, headers=told)


def post_start(browser: Client, token: str) -> HttpResponse:
    answer = {"JWT": token}
    told = {**VENDOR_PAGE, "accept": "application/problem+json"}
    return browser.post("/proctoring/start-assessment", answer, headers=told)


def control_body(sent: dict[str, Any], action: str, **changes: Any) -> dict[str, Any]:
    """Return the body of an honest control call, with changes; None leaves a field out."""
    honest = {
        "user": {"iss": sent["iss"], "sub": sent["sub"]},
        "resource_link": {"id": sent[f"{LTI}resource_link"]["id"]},
        "attempt_number": sent[f"{AP}attempt_number"],
        "action": action,
        "incident_time": timezone.now().isoformat(),
    }
    return {name: one for name, one in {**honest, **changes}.items() if one is not None}


def guarded_exam(lms: Lms, vendor: proctoring.Vendor, **changes: Any) -> exams.Exam:
    """Return an exam that a vendor guards, in the course and behind the link of every launch."""
    open_as(lms, Client(), sub="the first who came")
    link = launches.Link.objects.get()
    told = {"vendor": vendor.reference, "kind": exams.Kind.PROCTORED, **changes}
    exam = make.exam(link.course, now=timezone.now(), **told)
    launches.place(link, kind="exam", key=str(exam.pk), now=timezone.now())
    return exam


@dataclass
class Sat(Seat):
    """A learner before a guarded exam, and the vendor that guards it."""

    guard: Guard | None = None

    def go(self) -> dict[str, Any]:
        """Come in, go to the vendor, and return the claims with which it receives the learner."""
        assert self.guard is not None
        if exams.Attempt.objects.filter(state="created").first() is None:
            self.do("come-in")
        return self.guard.asked(self.send("proctoring"), self.browser)

    def let_in(self, **changes: Any) -> dict[str, Any]:
        """Go to the vendor and be let in; return what the vendor was sent."""
        assert self.guard is not None
        sent = self.go()
        answer = self.guard.post_start(self.browser, self.guard.start_claims(sent, **changes))
        assert answer.status_code == 303, answer.content
        return sent

    def start(self, **changes: Any) -> dict[str, Any]:
        """Be let in and let the clock run."""
        sent = self.let_in(**changes)
        self.do("begin", honour="yes")
        assert self.attempt().state == "started"
        return sent

    def attempt(self) -> exams.Attempt:
        return exams.Attempt.objects.latest("pk")


def seated(lms: Lms, guard: Guard, browser: Client | None = None, **who: Any) -> Sat:
    """Return a learner who came by the link of the exam."""
    browser = browser or Client()
    return Sat(browser, open_as(lms, browser, **who), guard=guard)


def back_address(sent: dict[str, Any], **messages: str) -> str:
    """Return our page to which the vendor leads people back, with what it says to them."""
    url = urlsplit(sent[f"{LTI}launch_presentation"]["return_url"])
    kept = {name: values[0] for name, values in parse_qs(url.query).items()}
    query = QueryDict(mutable=True)
    query.update({**kept, **messages})
    return f"{url.path}?{query.urlencode()}"


def at(moment: datetime) -> str:
    return moment.isoformat()
