"""Our service as a WSGI server runs it, and browsers that an LMS sends to it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from itertools import count

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse

from benchmarks.launches_race.browser import Answer, ask, post_environment
from lti_exams.trust.models import KeySet
from tests.factories.forgeries import ready_for_forgeries
from tests.factories.lms import Lms, Login

_OPENED = 303


@dataclass(frozen=True)
class Begun:
    """A login that a browser of its own began."""

    login: Login
    cookies: str


@dataclass(frozen=True)
class Outcome:
    """What became of a launch: refused with a code, or opened without one."""

    status: int
    code: str

    @property
    def is_open(self) -> bool:
        return self.status == _OPENED


@dataclass(frozen=True)
class Scene:
    """An LMS that is registered with our service."""

    lms: Lms
    application: WSGIHandler = field(default_factory=WSGIHandler)
    # Of one address, so many logins in a minute would be a flood.
    addresses: Iterator[int] = field(default_factory=count)

    @classmethod
    def set_up(cls) -> "Scene":
        """Register an LMS whose keys are pasted, so that an unknown kid asks no server."""
        lms = Lms.registered()
        ready_for_forgeries(lms)
        assert lms.platform is not None
        KeySet.objects.filter(pk=lms.platform.key_set_id).update(url="")
        return cls(lms)

    def begin(self, **changes: str | None) -> Begun:
        """Begin a launch whose token must name the deployment that the login named."""
        named = {"lti_deployment_id": self.lms.deployment_id, **changes}
        answer = self._post("/lti/login", self.lms.login_parameters(**named))
        login = Login(response=HttpResponse(status=answer.status), asked=answer.asked())
        return Begun(login, answer.cookies())

    def launch(self, *, state: str, token: str, cookies: str) -> Outcome:
        """Bring a token back."""
        answer = self._post("/lti/launch", {"state": state, "id_token": token}, cookies=cookies)
        refused = "problem+json" in answer.header("Content-Type")
        return Outcome(answer.status, json.loads(answer.body)["code"] if refused else "")

    def _post(self, path: str, form: dict[str, str], *, cookies: str = "") -> Answer:
        accept = "application/problem+json"
        address = {"REMOTE_ADDR": str(IPv4Address(next(self.addresses)))}
        environment = post_environment(
            path, form, cookies=cookies, **_HOST, **address, HTTP_ACCEPT=accept
        )
        return ask(self.application, environment)


_HOST = {"HTTP_HOST": "testserver", "wsgi.url_scheme": "http"}
