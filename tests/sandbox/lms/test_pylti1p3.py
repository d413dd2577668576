"""An independent LTI library, as the tool, accepts what this LMS sends."""

from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.grade import Grade
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from lti_exams.sandbox.common import jose
from tests.factories.university import at

from .visitor import fields_of

PROFILES = ["plain", "canvas", "moodle", "blackboard", "d2l", "openedx", "sakai"]
# Its own token audience is a setting of its registration.
FIXED_AUDIENCE = {"d2l": "https://api.brightspace.com/auth/token"}


class Browser(CookieService):
    """Keeps the library's cookies and session between its two requests."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.session: dict[str, object] = {}

    def get_cookie(self, name):
        return self.cookies.get(name)

    def set_cookie(self, name, value, exp=3600):
        self.cookies[name] = str(value)


class Asked(Request):
    """A request that is nothing but its parameters and its session."""

    def __init__(self, parameters, session) -> None:
        self.parameters = parameters
        self._session = session

    @property
    def session(self):
        return self._session

    def is_secure(self):
        return False

    def get_param(self, key):
        return self.parameters.get(key)


class Elsewhere(Redirect):
    """Remembers where the library sends the browser."""

    def __init__(self, location) -> None:
        self.location = location

    def do_redirect(self):
        return self.location

    def get_redirect_url(self):
        return self.location


class Login(OIDCLogin):
    def get_redirect(self, url):
        return Elsewhere(url)


class Launch(MessageLaunch):
    def _get_request_param(self, key):
        return self._request.get_param(key)


class LibraryTool:
    """A tool built on the library, in one browser."""

    def __init__(self, sheet, key, audience=None) -> None:
        settings = {
            "client_id": sheet["client_id"],
            "auth_login_url": sheet["auth_url"],
            "auth_token_url": sheet["token_url"],
            "auth_audience": audience,
            "key_set_url": sheet["jwks_url"],
            "deployment_ids": sheet["deployment_ids"],
        }
        public = key.private_key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.config = ToolConfDict({sheet["issuer"]: settings})
        self.config.set_private_key(sheet["issuer"], jose.key_to_pem(key))
        self.config.set_public_key(sheet["issuer"], public.decode())
        self.browser = Browser()

    def log_in(self, parameters):
        """Return where the library sends the browser after a login initiation."""
        request = Asked(parameters, self.browser.session)
        login = Login(request, self.config, SessionService(request), self.browser)
        return login.redirect(parameters["target_link_uri"])

    def launch(self, form):
        """Return what the library makes of the posted message."""
        request = Asked(form, self.browser.session)
        return Launch(request, self.config, SessionService(request), self.browser).validate()


def launch(lms, tool, library, **asked):
    """Go the whole way from the login initiation to the validated message."""
    login = lms.post("login", **asked)
    address = library.log_in(login["parameters"])
    query = dict(parse_qsl(urlsplit(address).query)) | {"redirect_uri": f"{tool.origin}/launch"}
    page = requests.get(tool.sheet["auth_url"], params=query).text
    return library.launch(fields_of(page))


@pytest.fixture(params=PROFILES)
def library(request, lms, tool):
    """The library's tool, installed under each profile."""
    lms.reset(request.param)
    tool.install_at(lms)
    return LibraryTool(tool.sheet, tool.key, FIXED_AUDIENCE.get(request.param))


class TestPyLti1p3:
    def test_accepts_a_launch_of_every_profile(self, lms, tool, library):
        link = tool.add_link()

        message = launch(lms, tool, library, user="ada-alder", link=link["id"])

        assert message.is_resource_launch()
        assert message.get_launch_data()["sub"] == lms.user_id("ada-alder")
        assert message.check_student_access()

    def test_accepts_a_deep_linking_request_and_makes_an_answer_we_take(self, lms, tool, library):
        message = launch(
            lms,
            tool,
            library,
            user="mira-maple",
            course="stat101",
            client_id=tool.sheet["client_id"],
            message_type="LtiDeepLinkingRequest",
        )

        answer = message.get_deep_link().get_response_jwt([])
        settings = message.get_launch_data()[
            "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
        ]
        posted = requests.post(settings["deep_link_return_url"], data={"JWT": answer})

        assert message.is_deep_link_launch()
        assert posted.status_code == 200, posted.text

    def test_reads_our_roster_and_sends_a_score(self, lms, tool, library):
        link = tool.add_link()
        message = launch(lms, tool, library, user="mira-maple", link=link["id"])

        members = message.get_nrps().get_members()
        grade = Grade().set_score_given(42).set_score_maximum(100).set_timestamp(at(0))
        grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        grade.set_user_id(lms.user_id("ada-alder"))
        message.get_ags().put_grade(grade)

        assert lms.grade(link["line_items"][0], "ada-alder")["given"] == 42
        assert lms.user_id("ada-alder") in {member["user_id"] for member in members}

    def test_refuses_a_message_under_a_foreign_key(self, lms, tool, library):
        link = tool.add_link()
        address = library.log_in(lms.post("login", user="ada-alder", link=link["id"])["parameters"])
        query = dict(parse_qsl(urlsplit(address).query))

        forged = lms.post(
            "id_token", user="ada-alder", link=link["id"], nonce=query["nonce"], foreign_key=True
        )

        with pytest.raises(LtiException):
            library.launch({"id_token": forged["id_token"], "state": query["state"]})
