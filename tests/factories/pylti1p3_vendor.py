"""pylti1p3 as a proctoring vendor that we launch: its login, its checks, its token requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.utils import timezone
from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.message_validators.abstract import MessageValidatorAbstract
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.request import Request
from pylti1p3.service_connector import ServiceConnector
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from lti_exams.tools import api as tools
from tests.factories.lms import LTI, pem_of, rsa_key

AP = "https://purl.imsglobal.org/spec/lti-ap/claim/"
LAUNCH_URL = "https://vendor.example/launch"
KEY = "pylti1p3"


class StartProctoringValidator(MessageValidatorAbstract):
    """What the library does not know: the message that begins proctoring."""

    REQUIRED = ("attempt_number", "session_data", "start_assessment_url")

    def validate(self, jwt_body: Mapping[str, Any]) -> bool:
        self.run_common_validators(jwt_body)
        for name in self.REQUIRED:
            if not jwt_body.get(f"{AP}{name}"):
                raise LtiException(f"Missing {name}")
        if not jwt_body.get(f"{LTI}resource_link", {}).get("id"):
            raise LtiException("Missing Resource Link Id")
        return True

    def can_validate(self, jwt_body: Mapping[str, Any]) -> bool:
        return jwt_body.get(f"{LTI}message_type") == "LtiStartProctoring"


class _Browsed(Request):
    """What a browser brings, with the session that it has at the vendor."""

    def __init__(self, form: Mapping[str, str], session: dict[str, object]) -> None:
        self.form, self._session = form, session

    @property
    def session(self) -> dict[str, object]:
        return self._session

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self.form.get(key, "")


@dataclass
class _Cookies(CookieService):
    kept: dict[str, str] = field(default_factory=dict)

    def get_cookie(self, name: str) -> str | None:
        return self.kept.get(name)

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        self.kept[name] = str(value)


class _Redirect(Redirect[str]):
    def __init__(self, location: str) -> None:
        self.location = location

    def do_redirect(self) -> str:
        return self.location

    def do_js_redirect(self) -> str:
        return self.location

    def set_redirect_url(self, location: str) -> None:
        self.location = location

    def get_redirect_url(self) -> str:
        return self.location


class _Login(OIDCLogin):
    def get_redirect(self, url: str) -> _Redirect:
        return _Redirect(url)


class _Launch(MessageLaunch):
    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def validate_message(self) -> "_Launch":
        validator = StartProctoringValidator()
        if validator.can_validate(self._get_jwt_body()):
            validator.validate(self._get_jwt_body())
            return self
        return super().validate_message()


class _Us:
    """Calls us as `requests` would, without a socket."""

    def get(self, url: str, **_: Any) -> Any:
        return Client().get(urlsplit(url).path)

    def post(self, url: str, *, data: Mapping[str, str], **_: Any) -> Any:
        form = "application/x-www-form-urlencoded"
        answer = Client().post(urlsplit(url).path, urlencode(data), content_type=form)
        answer.ok = answer.status_code < 400
        return answer


class Pylti1p3Vendor:
    """The vendor, registered with us by its public key."""

    def __init__(self, kind: tools.ToolKind = tools.ToolKind.PROCTORING, **about: Any) -> None:
        public = rsa_key(KEY).public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        new = tools.NewTool(
            kind=kind,
            name="A vendor on pylti1p3",
            login_url="https://vendor.example/login",
            launch_url=LAUNCH_URL,
            public_key=pem,
            **about,
        )
        self.tool = tools.register(new, by="test", now=timezone.now())
        self._session: dict[str, object] = {}
        self._cookies = _Cookies()
        self._config = self._configured(pem)

    def _configured(self, pem: str) -> ToolConfDict:
        sheet = tools.sheet(self.tool)
        issuer = sheet["issuer"]
        config = ToolConfDict(
            {
                issuer: {
                    "default": True,
                    "client_id": sheet["client_id"],
                    "auth_login_url": sheet["authorize_url"],
                    "auth_token_url": sheet["token_url"],
                    "key_set_url": sheet["jwks_url"],
                    "deployment_ids": [sheet["deployment_id"]],
                }
            }
        )
        config.set_private_key(issuer, pem_of(KEY))
        config.set_public_key(issuer, pem)
        return config

    def begin(self, initiation: tools.Initiation) -> dict[str, str]:
        """Answer the beginning of a launch with the request that a browser would bring to us."""
        request = _Browsed(initiation.fields, self._session)
        login = _Login(request, self._config, SessionService(request), self._cookies)
        return dict(parse_qsl(urlsplit(login.redirect(LAUNCH_URL)).query))

    def launched_with(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """Check the message that a browser brings, and return its claims."""
        request = _Browsed(fields, self._session)
        service = SessionService(request)
        launch = _Launch(request, self._config, service, self._cookies, requests_session=_Us())
        return launch.validate()._get_jwt_body()

    def access_token(self, *scopes: str) -> str:
        """Ask us for an access token."""
        registration = self._config.find_registration_by_issuer(tools.issuer())
        return ServiceConnector(registration, _Us()).get_access_token(scopes)
