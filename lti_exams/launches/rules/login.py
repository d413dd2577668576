"""The OIDC login initiation: what we need of it, and the request that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import is_ours, with_query

LONGEST_VALUE = 8_192
_REQUIRED = (
    ("iss", "login-iss-missing"),
    ("login_hint", "login-hint-missing"),
    ("target_link_uri", "login-target-missing"),
)


class LoginRefused(LtiExamsError):
    """The request with which an LMS begins a launch cannot be followed."""

    codes = (
        "login-iss-missing",
        "login-hint-missing",
        "login-target-missing",
        "login-target-foreign",
        "login-parameter-too-long",
    )


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """What an LMS told us to begin a launch with. Hints are opaque and go back unaltered."""

    issuer: str
    login_hint: str
    target_link_uri: str
    client_id: str
    deployment_hint: str
    message_hint: str | None
    storage_target: str

    def again(self) -> dict[str, str]:
        """Return the parameters that begin the same launch once more, in another window."""
        told = {
            "iss": self.issuer,
            "login_hint": self.login_hint,
            "target_link_uri": self.target_link_uri,
            "client_id": self.client_id,
            "lti_deployment_id": self.deployment_hint,
            "lti_message_hint": self.message_hint or "",
        }
        return {name: value for name, value in told.items() if value}


def read_login(parameters: Mapping[str, str], *, origin: str) -> LoginRequest:
    """Read a login initiation, or refuse what could not lead to a launch."""
    for name, code in _REQUIRED:
        if not parameters.get(name):
            raise LoginRefused(code)
    for name, value in parameters.items():
        if len(value) > LONGEST_VALUE:
            raise LoginRefused("login-parameter-too-long", parameter=name[:40])
    if not is_ours(parameters["target_link_uri"], origin):
        raise LoginRefused("login-target-foreign")
    return LoginRequest(
        issuer=parameters["iss"],
        login_hint=parameters["login_hint"],
        target_link_uri=parameters["target_link_uri"],
        client_id=parameters.get("client_id", ""),
        # Canvas has sent `deployment_id` in place of the name that the specification gives.
        deployment_hint=parameters.get("lti_deployment_id") or parameters.get("deployment_id", ""),
        message_hint=parameters.get("lti_message_hint"),
        storage_target=parameters.get("lti_storage_target", ""),
    )


def authorisation_request(
    login: LoginRequest, *, auth_url: str, client_id: str, redirect_uri: str, state: str, nonce: str
) -> str:
    """Return the address at the LMS that asks who is launching."""
    parameters = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "login_hint": login.login_hint,
        "nonce": nonce,
        "state": state,
    }
    if login.message_hint is not None:
        parameters["lti_message_hint"] = login.message_hint
    return with_query(auth_url, parameters)
