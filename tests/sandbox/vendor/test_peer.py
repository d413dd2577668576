"""pylti1p3, as a tool library, and Hawkeye judge the same launches alike.

The library knows no proctoring message, so the test adds a validator for it. Where the library
lets through what Hawkeye refuses, the case is named here.
"""

from typing import Any

import pytest
from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.launch_data_storage.base import LaunchDataStorage
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.message_validators.resource_message import ResourceMessageValidator
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from tests.sandbox.miniature.checks import AP, LTI
from tests.sandbox.miniature.platform import MiniaturePlatform
from tests.sandbox.vendor.test_launch_checks import WRONG

LIBRARY_LETS_THROUGH = {
    "another azp",
    "another target",
    "no expiry",
    "two audiences without azp",
    "a presentation as text",
    "attempt number zero",
    "a control service without address",
    "a control service without actions",
}


class _Answer(Request):
    def __init__(self, form: dict[str, str]) -> None:
        self.form = form

    @property
    def session(self) -> dict[str, Any]:
        return {}

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self.form.get(key, "")


class _Memory(LaunchDataStorage[Any]):
    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def can_set_keys_expiration(self) -> bool:
        return True

    def get_value(self, key: str) -> Any:
        return self.kept.get(key)

    def set_value(self, key: str, value: Any, exp: int | None = None) -> None:
        self.kept[key] = value

    def check_value(self, key: str) -> bool:
        return key in self.kept


class _SameBrowser(CookieService):
    def get_cookie(self, name: str) -> str:
        return name

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Keep nothing: the state is always the one of this browser."""


class _Proctoring(ResourceMessageValidator):
    def can_validate(self, jwt_body: dict[str, Any]) -> bool:
        return jwt_body.get(f"{LTI}message_type") == "LtiStartProctoring"

    def validate(self, jwt_body: dict[str, Any]) -> bool:
        super().validate(jwt_body)
        if not isinstance(jwt_body.get(f"{AP}attempt_number"), int):
            raise LtiException("No attempt number")
        for name in ("session_data", "start_assessment_url"):
            if not jwt_body.get(f"{AP}{name}"):
                raise LtiException(f"No {name}")
        return True


class _Launch(MessageLaunch):
    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def validate_message(self) -> "_Launch":
        body = self._get_jwt_body()
        if not _Proctoring().can_validate(body):
            raise LtiException("Another message")
        _Proctoring().validate(body)
        return self


def library_says(platform: MiniaturePlatform, nonce: str, id_token: str) -> str:
    """Return `yes`, or what pylti1p3 has against a launch."""
    known = {"client_id": platform.client_id, "key_set": platform.jwks(), "key_set_url": None}
    known |= {"auth_login_url": "x", "auth_token_url": "x", "deployment_ids": ["1"]}
    request = _Answer({"id_token": id_token, "state": "state"})
    sessions = SessionService(request)
    sessions.set_data_storage(_Memory())
    sessions.save_nonce(nonce)
    tool = ToolConfDict({platform.origin: [known]})
    try:
        _Launch(request, tool, sessions, _SameBrowser()).validate()
    except Exception as error:  # noqa: BLE001 (an unknown client is a bare Exception there)
        return str(error)
    return "yes"


def message(platform: MiniaturePlatform) -> tuple[dict[str, str], dict[str, Any]]:
    """Return a login and the claims of the honest message that answers it."""
    asked = platform.login()
    return asked, platform.claims("LtiStartProctoring", asked["nonce"], **platform.proctoring())


class TestPylti1p3:
    def test_accepts_the_launch_that_hawkeye_accepts(self, platform: MiniaturePlatform) -> None:
        asked, claims = message(platform)
        id_token = platform.signed(claims)

        assert library_says(platform, asked["nonce"], id_token) == "yes"
        assert platform.answer_login(asked, id_token).status_code == 200

    @pytest.mark.parametrize("wrong", sorted(WRONG.keys() - LIBRARY_LETS_THROUGH))
    def test_refuses_what_hawkeye_refuses(self, platform: MiniaturePlatform, wrong: str) -> None:
        asked, claims = message(platform)
        WRONG[wrong](claims)
        id_token = platform.signed(claims)

        assert library_says(platform, asked["nonce"], id_token) != "yes"
        assert platform.answer_login(asked, id_token).status_code in (400, 401)

    @pytest.mark.parametrize("wrong", sorted(LIBRARY_LETS_THROUGH))
    def test_still_lets_through_what_only_hawkeye_refuses(
        self, platform: MiniaturePlatform, wrong: str
    ) -> None:
        asked, claims = message(platform)
        WRONG[wrong](claims)

        assert library_says(platform, asked["nonce"], platform.signed(claims)) == "yes"
