"""Wrong authorisation requests, and a server that does not serve."""

from typing import Any

from lti_exams.sandbox.common.tool import server_faults
from lti_exams.sandbox.vendor.misbehaviours.scene import Misbehaviour, Scene, Spoil, nothing


def _parameter(name: str, value: str) -> Spoil:
    def spoil(parameters: dict[str, Any], scene: Scene) -> None:
        parameters[name] = scene.values.get("value", value)

    return spoil


def _without(name: str) -> Spoil:
    def spoil(parameters: dict[str, Any], scene: Scene) -> None:
        parameters.pop(name, None)

    return spoil


def _login(name: str, sentence: str, spoil: Spoil) -> Misbehaviour:
    return Misbehaviour("login", name, sentence, spoil)


LOGINS = (
    _login(
        "login-other-redirect",
        "Wants the answer elsewhere.",
        _parameter("redirect_uri", "https://elsewhere.example/launch"),
    ),
    _login("login-other-client", "Is another client.", _parameter("client_id", "nobody")),
    _login("login-other-person", "Is for another person.", _parameter("login_hint", "somebody")),
    _login("login-no-hint", "Is for nobody.", _without("login_hint")),
    _login("login-other-message", "Invents it.", _parameter("lti_message_hint", "made up")),
    _login("login-no-message", "Drops the message hint.", _without("lti_message_hint")),
    _login("login-no-nonce", "Has no nonce.", _without("nonce")),
    _login("login-other-scope", "Wants a profile.", _parameter("scope", "profile")),
    _login("login-code", "Wants a code.", _parameter("response_type", "code")),
    _login("login-query", "Wants it in the query.", _parameter("response_mode", "query")),
    _login("login-prompt", "Wants people asked.", _parameter("prompt", "login")),
)

SERVER_FAULTS = tuple(
    Misbehaviour("server", name, sentence, nothing)
    for name, sentence in server_faults.FAULTS.items()
)
