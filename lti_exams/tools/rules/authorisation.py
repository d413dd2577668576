"""What a tool's authentication request must say (security framework 5.1.1.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Parameters = Mapping[str, str]

_LONGEST_NONCE = 1000
_LONGEST_STATE = 8192


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is demanded of the request, and what the tool is told where it is missing."""

    name: str
    oauth: str
    holds: Callable[[Parameters], bool]

    @property
    def code(self) -> str:
        return f"tool-authorise-{self.name}"


def first_unmet(parameters: Parameters) -> Demand | None:
    """Return the first demand that the request does not meet."""
    return next((demand for demand in DEMANDS if not demand.holds(parameters)), None)


def _is(name: str, value: str) -> Callable[[Parameters], bool]:
    return lambda parameters: parameters.get(name) == value


DEMANDS: tuple[Demand, ...] = (
    Demand("state", "invalid_request", lambda told: len(told.get("state", "")) <= _LONGEST_STATE),
    Demand("response-type", "unsupported_response_type", _is("response_type", "id_token")),
    Demand("scope", "invalid_scope", lambda told: "openid" in told.get("scope", "").split()),
    Demand("response-mode", "invalid_request", _is("response_mode", "form_post")),
    Demand("prompt", "invalid_request", _is("prompt", "none")),
    Demand(
        "nonce", "invalid_request", lambda told: 0 < len(told.get("nonce", "")) <= _LONGEST_NONCE
    ),
    Demand("message-hint", "invalid_request", lambda told: bool(told.get("lti_message_hint"))),
    Demand("login-hint", "invalid_request", lambda told: bool(told.get("login_hint"))),
)
