"""Calls to the control service that are wrong in exactly one respect, by how they are refused.

The others are right in everything: a token of the vendor, and an attempt of its own.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from lti_exams.tools import api as tools
from tests.factories.proctoring import Guard

Body = dict[str, Any]


@dataclass(frozen=True)
class ControlForgery:
    """One way to be wrong. Where the call is `signed`, its token is the vendor's own."""

    code: str
    status: int = 400
    named: str = ""
    change: Callable[[Body], Any] = lambda body: body
    headers: dict[str, str] = field(default_factory=dict)
    scope: str = tools.ACS

    @property
    def signed(self) -> bool:
        return "authorization" not in self.headers

    def post(self, guard: Guard, body: Body) -> HttpResponse:
        sent = self.change(body)
        text = sent if isinstance(sent, str | bytes) else json.dumps(sent)
        return guard.post_control(text, scope=self.scope, **self.headers)


def _invalid(name: str, value: Any = ..., *, told: str = "") -> ControlForgery:
    def change(body: Body) -> Body:
        kept = {key: one for key, one in body.items() if key != name}
        return kept if value is ... else {**kept, name: value}

    return ControlForgery("control-invalid", named=told or name, change=change)


def _unknown(**changes: Any) -> ControlForgery:
    return ControlForgery("control-attempt", 404, change=lambda body: {**body, **changes})


def _raw(text: str | bytes) -> ControlForgery:
    return ControlForgery("control-unreadable", change=lambda _: text)


_LONG = "x" * 5_001
FORGERIES: dict[str, ControlForgery] = {
    "no user": _invalid("user"),
    "user as text": _invalid("user", "somebody"),
    "no sub": _invalid("user", {}, told="user.sub"),
    "sub as number": _invalid("user", {"sub": 7}, told="user.sub"),
    "another issuer": _invalid(
        "user", {"iss": "https://elsewhere.example", "sub": "x"}, told="user.iss"
    ),
    "no link": _invalid("resource_link"),
    "link as text": _invalid("resource_link", "exam-1"),
    "no link id": _invalid("resource_link", {}, told="resource_link.id"),
    "no number": _invalid("attempt_number"),
    "number as text": _invalid("attempt_number", "1"),
    "number zero": _invalid("attempt_number", 0),
    "number true": _invalid("attempt_number", True),
    "huge number": _invalid("attempt_number", 10**12),
    "no action": _invalid("action"),
    "unknown action": _invalid("action", "explode"),
    "action as list": _invalid("action", ["flag"]),
    "no time": _invalid("incident_time"),
    "time in words": _invalid("incident_time", "lately"),
    "time without zone": _invalid("incident_time", "2027-01-01T10:00:00"),
    "time to come": _invalid("incident_time", "2199-01-01T10:00:00Z"),
    "time as number": _invalid("incident_time", 1_700_000_000),
    "high severity": _invalid("incident_severity", 1.5),
    "low severity": _invalid("incident_severity", -0.1),
    "severity as text": _invalid("incident_severity", "0.5"),
    "severity true": _invalid("incident_severity", True),
    "severity beyond floats": _invalid("incident_severity", 10**400),
    "negative time": _invalid("extra_time", -10),
    "half a minute": _invalid("extra_time", 0.5),
    "endless time": _invalid("extra_time", 10**12),
    "time as words": _invalid("extra_time", "ten"),
    "endless reason": _invalid("reason_msg", _LONG),
    "reason as number": _invalid("reason_msg", 7),
    "endless code": _invalid("reason_code", _LONG),
    "nobody": _unknown(user={"sub": "nobody-at-all"}),
    "another link": _unknown(resource_link={"id": "x"}),
    "another exam": _unknown(resource_link={"id": "exam-999999"}),
    "link with zeros": _unknown(resource_link={"id": "exam-0001"}),
    "another number": _unknown(attempt_number=99),
    "not json": _raw(b"{not json"),
    "a list": _raw("[]"),
    "nothing": _raw(b" "),
    "not UTF-8": _raw(b'{"action": "\xff"}'),
    "NaN": ControlForgery(
        "control-unreadable",
        change=lambda body: json.dumps({**body, "incident_severity": float("nan")}),
    ),
    "a key twice": ControlForgery(
        "control-unreadable",
        change=lambda body: json.dumps(body).replace("{", '{"action": "terminate", ', 1),
    ),
    "NUL": ControlForgery(
        "control-unreadable", change=lambda body: {**body, "reason_msg": "a\x00b"}
    ),
    "too long": ControlForgery(
        "request-too-large", 413, change=lambda body: {**body, "reason_msg": "x" * 300_000}
    ),
    "plain JSON": ControlForgery(
        "control-media-type", 415, headers={"content-type": "application/json"}
    ),
    "a form": ControlForgery(
        "control-media-type", 415, headers={"content-type": "application/x-www-form-urlencoded"}
    ),
    "no token": ControlForgery("tool-bearer-missing", 401, headers={"authorization": ""}),
    "a made-up token": ControlForgery(
        "tool-bearer-unknown", 401, headers={"authorization": "Bearer made-up"}
    ),
    "a password": ControlForgery(
        "tool-bearer-missing", 401, headers={"authorization": "Basic bWU6bWU="}
    ),
    "another scope": ControlForgery("tool-bearer-scope", 403, scope=tools.ROSTER),
}
