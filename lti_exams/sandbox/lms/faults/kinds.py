"""Every misfortune that can be switched on, in the words of the page that does it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """One misfortune: its name, what it does, and the settings it takes with their defaults."""

    title: str
    sentence: str
    settings: dict[str, float] = field(default_factory=dict)


KINDS: dict[str, Kind] = {
    "latency": Kind("Slow", "Each answer takes its time.", {"seconds": 2.0}),
    "error": Kind(
        "Internal error",
        "Nothing is done, and the answer says that the server failed.",
        {"status": 503.0, "retry_after": 0.0},
    ),
    "throttle": Kind(
        "Too many requests",
        "Nothing is done; the answer asks to come back later.",
        {"status": 429.0, "retry_after": 5.0},
    ),
    "bucket": Kind(
        "Leaky bucket",
        "Every client may spend so much at once, and wins it back bit by bit, as at Canvas.",
        {"high_water_mark": 600.0, "up_front": 50.0, "outflow": 10.0, "cost": 1.0},
    ),
    "hang": Kind(
        "No answer",
        "Nothing is done and nothing is said until the connection ends.",
        {"seconds": 60.0},
    ),
    "reset": Kind(
        "Lost answer",
        "Everything is done, and then the connection breaks before a word is said.",
    ),
    "expired-token": Kind(
        "Expired tokens",
        "The access token that comes with a request dies there and then.",
    ),
    "wrong-clock": Kind(
        "Wrong clock", "The university is so many seconds ahead.", {"seconds": 120.0}
    ),
    "line-item-gone": Kind(
        "Deleted column", "The column that a request speaks of is deleted before it is read."
    ),
    "user-gone": Kind(
        "Removed student", "The student whose score arrives has just left the course."
    ),
    "down": Kind(
        "Down",
        "For so many minutes no tool gets an answer; or status 503, where one is set.",
        {"minutes": 5.0, "status": 0.0},
    ),
}

ENDPOINTS = (
    "authorize",
    "token",
    "jwks",
    "openid-configuration",
    "register",
    "deep-links",
    "line-items",
    "line-item",
    "scores",
    "results",
    "members",
)
SERVICES = {"line-items", "line-item", "scores", "results", "members"}
