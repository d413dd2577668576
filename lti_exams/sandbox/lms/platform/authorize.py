"""The OIDC authorisation endpoint: who may have which id_token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lti_exams.sandbox.common import jose
from lti_exams.sandbox.lms import ledger
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import PendingLaunch, Person, Tool
from lti_exams.sandbox.lms.platform import claims, keys, launches
from lti_exams.sandbox.lms.profiles.base import Profile

FIXED = {
    "response_type": ("id_token", "unsupported_response_type"),
    "scope": ("openid", "invalid_scope"),
    "response_mode": ("form_post", "invalid_request"),
    "prompt": ("none", "invalid_request"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The form that the person's browser posts to the tool."""

    url: str
    fields: dict[str, str]


def answer(
    parameters: Mapping[str, str], visitor: Person | None, profile: Profile, *, now: datetime
) -> Answer:
    """Return the answer to an authorisation request, be it an id_token or an error."""
    tool = _tool_of(parameters)
    redirect_uri = parameters["redirect_uri"]
    state = {"state": parameters["state"]} if "state" in parameters else {}
    try:
        launch = _checked(parameters, tool, visitor, now=now)
    except Refusal as refusal:
        error = {"error": refusal.code, "error_description": refusal.reason}
        return Answer(redirect_uri, error | state)
    token = id_token(launch, profile, nonce=parameters["nonce"], now=now)
    return Answer(redirect_uri, {"id_token": token} | state)


def id_token(launch: PendingLaunch, profile: Profile, *, nonce: str, now: datetime) -> str:
    """Sign the message of a launch and put it into the ledger."""
    body = claims.of(launch, profile, nonce=nonce, now=now)
    ledger.write(
        "launch.sent",
        at=now,
        client_id=launch.deployment.tool.client_id,
        user_id=launch.person.sub,
        details={"message_type": launch.message_type},
    )
    return jose.sign(body, keys.signing_key())


def _tool_of(parameters: Mapping[str, str]) -> Tool:
    """Return the tool that asks, if its answer may be sent where it says."""
    tool = Tool.objects.filter(client_id=parameters.get("client_id", "")).first()
    if tool is None:
        raise Refusal(400, "unauthorized_client", "No tool is installed under this client_id.")
    if parameters.get("redirect_uri") not in tool.redirect_uris:
        raise Refusal(400, "invalid_request", "The redirect_uri is none of this tool's.")
    return tool


def _checked(
    parameters: Mapping[str, str], tool: Tool, visitor: Person | None, *, now: datetime
) -> PendingLaunch:
    for name, (expected, code) in FIXED.items():
        if expected not in parameters.get(name, "").split():
            raise Refusal(400, code, f"{name} must be {expected}.")
    if not parameters.get("nonce"):
        raise Refusal(400, "invalid_request", "The nonce is missing.")
    launch = launches.find(parameters.get("lti_message_hint", ""), now=now)
    if launch is None or launch.deployment.tool_id != tool.pk:
        raise Refusal(400, "login_required", "The lti_message_hint is unknown or too old.")
    if parameters.get("login_hint") != launch.person.sub:
        raise Refusal(400, "login_required", "The login_hint is not the person of this launch.")
    # A cross-site frame has no cookie of ours; where there is one, it must agree.
    if visitor is not None and visitor != launch.person:
        raise Refusal(400, "login_required", "Somebody else is using this browser.")
    return launch
