from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.launches.models import Launch
from lti_exams.tools import api as tools
from tests.factories.lms import Lms
from tests.factories.tools import FakeTool, form_in, launched


@dataclass
class Scene:
    """A learner whose browser is on its way to a tool."""

    vendor: FakeTool
    browser: Client
    launch: Launch

    def prepare(self, **about: Any) -> tools.Initiation:
        told = {"message_type": "LtiStartProctoring", "target": self.vendor.tool.launch_url}
        return tools.prepare(
            self.vendor.tool,
            tools.Message(**{**told, **about}),
            person=self.launch.person,
            session=self.launch.key,
            now=timezone.now(),
        )

    def ask(self, initiation: tools.Initiation, **changes: Any) -> HttpResponse:
        """Let the browser bring the tool's request to us."""
        asked = self.vendor.authentication(initiation, **changes)
        return self.browser.get("/tools/authorize", asked)

    def received(self, answer: HttpResponse) -> dict[str, Any]:
        """Return the claims of the message that the browser would bring to the tool."""
        _, fields = form_in(answer)
        keys = jwt.PyJWKSet.from_dict(Client().get("/tools/jwks").json())
        key = keys[jwt.get_unverified_header(fields["id_token"])["kid"]]
        client_id = self.vendor.tool.client_id
        return jwt.decode(fields["id_token"], key, algorithms=["RS256"], audience=client_id)


@pytest.fixture
def vendor(db: None) -> FakeTool:
    return FakeTool.registered()


@pytest.fixture
def scene(vendor: FakeTool, lms: Lms, browser: Client) -> Scene:
    return Scene(vendor, browser, launched(lms, browser))
