"""A client of the platform's assessment control service (ACS)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from lti_exams.sandbox.common import http
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal
from lti_exams.sandbox.common.tool.models import AccessToken
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor import behaviour
from lti_exams.sandbox.vendor.models import ControlCall, Session

MEDIA_TYPE = "application/vnd.ims.lti-ap.v1.control+json"
ACTIONS = ("flag", "pause", "resume", "terminate", "update")
DETAILS = ("incident_severity", "reason_code", "reason_msg", "extra_time")


@dataclass(slots=True)
class Call:
    """A call before it is sent."""

    url: str
    body: dict[str, Any]
    headers: dict[str, str]
    scope: str = names.CONTROL_SCOPE
    payload: bytes | None = None
    times: int = 1


def draft(session: Session, action: str, details: dict[str, Any], *, now: datetime) -> Call:
    """Write an honest call about the person of one session."""
    service = session.claim(names.ACS)
    if not service:
        raise Refusal("control-not-offered", "The platform offered no control service.")
    user = {"sub": session.sub}
    if behaviour.chosen("acs_user_issuer"):
        user["iss"] = session.launch.platform.issuer
    body = {
        "user": user,
        "resource_link": {"id": session.resource_link_id},
        "attempt_number": session.attempt_number,
        "action": action,
        "incident_time": details.get("incident_time") or now.isoformat(timespec="seconds"),
        **{name: details[name] for name in DETAILS if details.get(name) not in (None, "")},
    }
    charset = "; charset=UTF-8" if behaviour.chosen("acs_charset") else ""
    headers = {"Content-Type": f"{MEDIA_TYPE}{charset}", "Accept": "*/*"}
    return Call(service["assessment_control_url"], body, headers)


def send(session: Session, call: Call, *, now: datetime) -> list[ControlCall]:
    """Send a call as often as it says, and keep every answer."""
    payload = call.payload if call.payload is not None else json.dumps(call.body).encode()
    return [_send_once(session, call, payload, now) for _ in range(call.times)]


def _send_once(session: Session, call: Call, payload: bytes, now: datetime) -> ControlCall:
    try:
        answer = http.post(call.url, data=payload, headers=call.headers)
    except http.NoAnswer as error:
        raise Refusal("control-unreachable", f"No answer: {error}", status=502) from error
    journal.sent(
        "control",
        now=now,
        url=call.url,
        status=answer.status_code,
        body=call.body,
        content_type=call.headers.get("Content-Type", ""),
        answer=_document(answer),
    )
    return ControlCall.objects.create(
        session=session,
        action=str(call.body.get("action", "")),
        body=call.body,
        status=answer.status_code,
        answer=_document(answer),
        sent_at=now,
    )


def authorise(call: Call, token: AccessToken) -> None:
    """Put a bearer token into a call's headers."""
    call.headers["Authorization"] = f"Bearer {token.value}"


def _document(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return answer.text[:500] or None
