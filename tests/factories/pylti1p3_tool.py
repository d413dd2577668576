"""pylti1p3 as a tool of its own that answers the same login: a second opinion on a token."""

from collections.abc import Mapping
from typing import Any

from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from tests.factories.lms import Lms, jwk_of, rsa_key

# How it ends on an empty list of audiences, or on a text where it looks for an object.
CRASHES = (AttributeError, IndexError, KeyError, TypeError)


class _Posted(Request):
    """What the browser brings, and the session that it had since the login."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.form = form
        self._session: dict[str, object] = {}

    @property
    def session(self) -> dict[str, object]:
        return self._session

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self.form.get(key, "")


class _Cookies(CookieService):
    def __init__(self, cookies: Mapping[str, str]) -> None:
        self.cookies = dict(cookies)

    def get_cookie(self, name: str) -> str | None:
        return self.cookies.get(name)

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        self.cookies[name] = str(value)


class _Keys:
    """Answers the address of the key set, and opens no socket."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def get(self, url: str) -> "_Keys":
        return self

    def json(self) -> dict[str, Any]:
        return self.document


class _Launch(MessageLaunch):
    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)


def _tool(lms: Lms) -> ToolConfDict:
    about = {
        "default": True,
        "client_id": lms.client_id,
        "auth_login_url": f"{lms.issuer}/auth",
        "auth_token_url": f"{lms.issuer}/token",
        "key_set_url": f"{lms.issuer}/jwks",
        "deployment_ids": [lms.deployment_id],
    }
    tool = ToolConfDict({lms.issuer: about})
    tool.set_private_key(lms.issuer, "not used")
    return tool


def objection_of_pylti1p3(lms: Lms, token: str, *, state: str, nonce: str) -> str:
    """Return why pylti1p3 would refuse the launch; nothing where it would open it."""
    posted = _Posted({"state": state, "id_token": token})
    session = SessionService(posted)
    session.save_nonce(nonce)
    keys = _Keys({"keys": [jwk_of(rsa_key(lms.key_name), lms.kid, alg="RS256")]})
    launch = _Launch(posted, _tool(lms), session, _Cookies({state: state}), requests_session=keys)
    try:
        launch.validate()
    except LtiException as error:
        return str(error)
    except CRASHES as error:
        return f"crashed: {error}"
    return ""
