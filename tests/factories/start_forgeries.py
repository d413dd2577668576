"""LtiStartAssessment messages that are wrong in exactly one respect, by the code that refuses them.

Each takes the claims of an honest message and changes one thing; those that are `signed` carry the
vendor's own signature.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import jwt

from tests.factories.lms import LTI
from tests.factories.proctoring import AP, Guard

Claims = dict[str, Any]
DAY = 86_400


@dataclass(frozen=True)
class StartForgery:
    """One way to be wrong: what it makes of honest claims, and how it signs them."""

    code: str
    change: Callable[[Claims, Random], Claims]
    sign: Callable[[Guard, Claims], str] | None = None

    @property
    def signed(self) -> bool:
        return self.sign is None

    def token(self, guard: Guard, claims: Claims, rng: Random) -> str:
        changed = self.change(claims, rng)
        return self.sign(guard, changed) if self.sign else guard.fake.sign(changed)


def _with(name: str, *values: Any) -> Callable[[Claims, Random], Claims]:
    return lambda claims, rng: {**claims, name: rng.choice(values)}


def _without(name: str) -> Callable[[Claims, Random], Claims]:
    return lambda claims, _: {key: value for key, value in claims.items() if key != name}


def _shifted(seconds: int, *names: str) -> Callable[[Claims, Random], Claims]:
    return lambda claims, rng: {
        **claims,
        **{name: claims[name] + seconds + rng.randrange(60) for name in names},
    }


def _same(claims: Claims, _: Random) -> Claims:
    return claims


def _other_number(claims: Claims, rng: Random) -> Claims:
    told = claims[f"{AP}attempt_number"]
    return {**claims, f"{AP}attempt_number": rng.choice([told + 1, str(told), float(told), True])}


def _tampered_data(claims: Claims, rng: Random) -> Claims:
    data = claims[f"{AP}session_data"]
    wrong = [data[:-1], data.swapcase(), data.partition(":")[0], "made up", data + "x"]
    return {**claims, f"{AP}session_data": rng.choice(wrong)}


def _altered(guard: Guard, claims: Claims) -> str:
    head, _, signature = guard.fake.sign(claims).split(".")
    body = guard.fake.sign({**claims, "altered": True}).split(".")[1]
    return f"{head}.{body}.{signature}"


def _unsigned(guard: Guard, claims: Claims) -> str:
    return jwt.encode(claims, None, algorithm="none", headers={"kid": guard.fake.kid})


SIGNATURE, UNREADABLE = "tool-message-signature", "tool-message-unreadable"
FORGERIES: dict[str, StartForgery] = {
    "issuer of nobody": StartForgery(
        "tool-message-issuer", _with("iss", "nobody", "", "http://testserver")
    ),
    "no issuer": StartForgery("tool-message-issuer", _without("iss")),
    "audience": StartForgery(
        "tool-message-audience", _with("aud", "https://elsewhere.example", [], "testserver", 7)
    ),
    "no audience": StartForgery("tool-message-audience", _without("aud")),
    "further audience": StartForgery(
        "tool-message-audience-foreign",
        _with("aud", ["http://testserver", "https://elsewhere.example"]),
    ),
    "azp": StartForgery("tool-message-azp", _with("azp", "https://elsewhere.example", 7)),
    "no exp": StartForgery("tool-message-exp-missing", _without("exp")),
    "exp as text": StartForgery("tool-message-exp-missing", _with("exp", "99999999999")),
    "no iat": StartForgery("tool-message-iat-missing", _without("iat")),
    "expired": StartForgery("tool-message-expired", _shifted(-7_200, "iat", "exp")),
    "of tomorrow": StartForgery("tool-message-iat-future", _shifted(DAY, "iat", "exp")),
    "old": StartForgery("tool-message-iat-old", _shifted(-10 * DAY, "iat")),
    "far expiry": StartForgery("tool-message-exp-far", _shifted(3650 * DAY, "exp")),
    "nbf": StartForgery("tool-message-not-yet-valid", _with("nbf", 9_999_999_999, "soon")),
    "no nonce": StartForgery("tool-message-nonce-missing", _without("nonce")),
    "empty nonce": StartForgery("tool-message-nonce-missing", _with("nonce", "", 7, "n" * 2_000)),
    "version": StartForgery("tool-message-version", _with(f"{LTI}version", "1.2.0", "1.3", 1.3)),
    "no version": StartForgery("tool-message-version", _without(f"{LTI}version")),
    "deployment": StartForgery(
        "tool-message-deployment", _with(f"{LTI}deployment_id", "elsewhere", "", 1)
    ),
    "no deployment": StartForgery("tool-message-deployment", _without(f"{LTI}deployment_id")),
    "message type": StartForgery(
        "start-message-type",
        _with(f"{LTI}message_type", "LtiDeepLinkingResponse", "LtiStartProctoring", None),
    ),
    "no message type": StartForgery("start-message-type", _without(f"{LTI}message_type")),
    "no session data": StartForgery("start-session-data-missing", _without(f"{AP}session_data")),
    "session data of another kind": StartForgery(
        "start-session-data-missing", _with(f"{AP}session_data", 7, "", ["x"], "ä", "x" * 600)
    ),
    "made-up session data": StartForgery("start-session-data-unknown", _tampered_data),
    "attempt number": StartForgery("start-attempt-number", _other_number),
    "no attempt number": StartForgery("start-attempt-number", _without(f"{AP}attempt_number")),
    "resource link": StartForgery(
        "start-resource-link",
        _with(f"{LTI}resource_link", {"id": "x"}, {}, "exam-1", {"id": 1}, [{"id": "x"}]),
    ),
    "no resource link": StartForgery("start-resource-link", _without(f"{LTI}resource_link")),
    "verified user": StartForgery(
        "start-verified-user",
        _with(f"{AP}verified_user", {"sub": "x"}, {"iss": "x"}, "Ada", {"name": 7}, {"name": [1]}),
    ),
    "end return": StartForgery(
        "start-end-return", _with(f"{AP}end_assessment_return", "true", 1, None, {})
    ),
    "another key": StartForgery(
        SIGNATURE, _same, lambda guard, claims: guard.fake.sign(claims, key="stranger")
    ),
    "RS512": StartForgery(
        UNREADABLE, _same, lambda guard, claims: guard.fake.sign(claims, algorithm="RS512")
    ),
    "no kid": StartForgery(
        UNREADABLE, _same, lambda guard, claims: guard.fake.sign(claims, kid=None)
    ),
    "unknown kid": StartForgery(
        SIGNATURE, _same, lambda guard, claims: guard.fake.sign(claims, kid="unheard-of")
    ),
    "altered": StartForgery(SIGNATURE, _same, _altered),
    "unsigned": StartForgery(UNREADABLE, _same, _unsigned),
    "no token": StartForgery(UNREADABLE, _same, lambda *_: "this is no token"),
    "empty": StartForgery(UNREADABLE, _same, lambda *_: ""),
}
