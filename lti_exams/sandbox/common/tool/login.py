"""OIDC login: a platform asks us to ask it who the person is."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.common.tool.models import Login, Platform
from lti_exams.sandbox.common.tool.refusals import Refusal

REQUIRED = ("iss", "login_hint", "target_link_uri")


def platform_of(request: Mapping[str, str]) -> Platform:
    """Return the one platform that this login request can come from."""
    missing = [name for name in REQUIRED if not request.get(name)]
    if missing:
        raise Refusal("login-incomplete", f"The login request lacks {', '.join(missing)}.")
    wanted = {
        "issuer": request["iss"],
        "client_id": request.get("client_id"),
        "deployment_id": request.get("lti_deployment_id"),
    }
    known = Platform.objects.filter(**{name: value for name, value in wanted.items() if value})
    clients = {platform.client_id for platform in known}
    if len(clients) != 1:
        raise Refusal("platform-unknown", f"No single platform here is {request['iss']}.")
    return known[0]


def begin(platform: Platform, *, target_link_uri: str, now: datetime) -> Login:
    """Remember a login, so that its answer can be told from a forged one."""
    return Login.objects.create(
        platform=platform,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        target_link_uri=target_link_uri,
        started_at=now,
    )


def authorisation(login: Login, request: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters with which the browser goes to the platform."""
    parameters = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": login.platform.client_id,
        "redirect_uri": f"{environment.origin()}/launch",
        "login_hint": request["login_hint"],
        "state": login.state,
        "nonce": login.nonce,
    }
    if request.get("lti_message_hint"):
        parameters["lti_message_hint"] = request["lti_message_hint"]
    return parameters
