"""Wrong calls to the assessment control service."""

import json
from datetime import datetime, timedelta
from typing import Any

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool.models import AccessToken
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor.control_service import Call
from lti_exams.sandbox.vendor.misbehaviours.scene import Misbehaviour, Scene, Spoil

OVERRIDES = ("user", "resource_link", "attempt_number")


def _field(name: str, value: Any) -> Spoil:
    def spoil(call: Call, scene: Scene) -> None:
        call.body[name] = scene.values.get("value", value)

    return spoil


def _without(name: str) -> Spoil:
    def spoil(call: Call, scene: Scene) -> None:
        call.body.pop(name, None)

    return spoil


def _header(name: str, value: str) -> Spoil:
    def spoil(call: Call, scene: Scene) -> None:
        call.headers[name] = value

    return spoil


def _scope(scope: str) -> Spoil:
    def spoil(call: Call, scene: Scene) -> None:
        call.scope = scope

    return spoil


def _payload(payload: bytes) -> Spoil:
    def spoil(call: Call, scene: Scene) -> None:
        call.payload = payload

    return spoil


def _foreign_attempt(call: Call, scene: Scene) -> None:
    given = {name: scene.values[name] for name in OVERRIDES if name in scene.values}
    if not given:
        raise Refusal("misbehaviour-impossible", f"Say whose attempt: {', '.join(OVERRIDES)}.")
    call.body.update(given)


def _other_user_issuer(call: Call, scene: Scene) -> None:
    call.body["user"] = {**call.body["user"], "iss": "https://elsewhere.example"}


def _old_token(call: Call, scene: Scene) -> None:
    oldest = AccessToken.objects.filter(platform=scene.platform, scope=call.scope).first()
    if oldest is None:
        raise Refusal("misbehaviour-impossible", "No token has been given to us yet.")
    call.headers["Authorization"] = f"Bearer {oldest.value}"


def _twice(call: Call, scene: Scene) -> None:
    call.times = 2


def _out_of_order(call: Call, scene: Scene) -> None:
    said = datetime.fromisoformat(call.body["incident_time"])
    call.body["incident_time"] = (said - timedelta(hours=1)).isoformat()


def _severity_nan(call: Call, scene: Scene) -> None:
    # Only in what is sent: our own database takes no NaN either.
    call.payload = json.dumps({**call.body, "incident_severity": float("nan")}).encode()


def _control(name: str, sentence: str, spoil: Spoil) -> Misbehaviour:
    return Misbehaviour("control", name, sentence, spoil)


CALLS = (
    _control("acs-foreign-attempt", "Is about an attempt of somebody else.", _foreign_attempt),
    _control("acs-unknown-user", "Names nobody.", _field("user", {"sub": "nobody-at-all"})),
    _control("acs-other-issuer", "Names another issuer of the person.", _other_user_issuer),
    _control("acs-missing-user", "Names no person.", _without("user")),
    _control("acs-user-as-text", "Has the person as text.", _field("user", "somebody")),
    _control("acs-other-link", "Names another link.", _field("resource_link", {"id": "x"})),
    _control("acs-missing-link", "Names no link.", _without("resource_link")),
    _control("acs-other-attempt", "Names the 99th attempt.", _field("attempt_number", 99)),
    _control("acs-attempt-as-text", "Has the number as text.", _field("attempt_number", "one")),
    _control("acs-missing-attempt", "Has no number.", _without("attempt_number")),
    _control("acs-unknown-action", "Wants to `explode` it.", _field("action", "explode")),
    _control("acs-missing-action", "Wants nothing.", _without("action")),
    _control("acs-high-severity", "Has severity 1.5.", _field("incident_severity", 1.5)),
    _control("acs-low-severity", "Has severity -0.1.", _field("incident_severity", -0.1)),
    _control("acs-severity-as-text", "Has it as text.", _field("incident_severity", "high")),
    _control("acs-severity-nan", "Has NaN.", _severity_nan),
    _control("acs-negative-time", "Takes time away.", _field("extra_time", -10)),
    _control("acs-fraction-of-time", "Adds half a minute.", _field("extra_time", 0.5)),
    _control("acs-endless-time", "Adds a million years.", _field("extra_time", 10**12)),
    _control("acs-time-as-text", "Adds `ten`.", _field("extra_time", "ten")),
    _control("acs-bad-incident-time", "Says `lately`.", _field("incident_time", "lately")),
    _control("acs-missing-incident-time", "Says no time.", _without("incident_time")),
    _control("acs-nul-in-reason", "Has a NUL.", _field("reason_msg", "before\x00after")),
    _control("acs-endless-reason", "Never ends.", _field("reason_msg", "x" * 300_000)),
    _control("acs-out-of-order", "Tells of an hour ago.", _out_of_order),
    _control("acs-duplicated", "Is sent twice.", _twice),
    _control(
        "acs-wrong-content-type", "Is plain JSON.", _header("Content-Type", "application/json")
    ),
    _control(
        "acs-form", "Is a form.", _header("Content-Type", "application/x-www-form-urlencoded")
    ),
    _control("acs-not-json", "Is not JSON.", _payload(b"{not json")),
    _control("acs-list", "Is a list.", _payload(b"[]")),
    _control("acs-empty", "Is empty.", _payload(b"")),
    _control("acs-no-token", "Has no token.", _header("Authorization", "")),
    _control("acs-made-up-token", "Invents one.", _header("Authorization", "Bearer made-up")),
    _control("acs-basic-token", "Has a password.", _header("Authorization", "Basic bWU6bWU=")),
    _control("acs-expired-token", "Has the oldest token we hold.", _old_token),
    _control("acs-wrong-scope", "Has a token for scores.", _scope(names.SCORE_SCOPE)),
)
