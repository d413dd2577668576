"""When and how Quill tells a score: switched by a page or by a test."""

from typing import Any

from lti_exams.sandbox.common.tool import switches
from lti_exams.sandbox.common.tool.refusals import Refusal

MODES = {
    "on-time": "Tells the score as soon as the work is handed in.",
    "progress-first": "Tells that the work is in progress when it begins, and then as on time.",
    "pending-first": "Tells that the work was handed in, and the score only after a while.",
    "late": "Tells the score after a while (`seconds`, 5 untouched).",
    "twice": "Tells the same score twice, word for word.",
    "out-of-order": "Tells the score first and then an older, lower one.",
    "never": "Keeps the score to itself, until somebody presses the button.",
}
CHANNELS = {
    "ags": "Posts to the line item of whoever launched it.",
    "callback": "Posts to the completion address, with an API token or signed.",
}


def mode() -> str:
    """Return when a score is told."""
    return str(switches.read("mode", "on-time"))


def seconds() -> float:
    """Return how long `late` waits."""
    return float(switches.read("seconds", 5))


def channel() -> str:
    """Return the way by which a score is told."""
    return str(switches.read("channel", "ags"))


def choose(said: dict[str, Any]) -> None:
    """Throw the switches that are named."""
    for name, known in (("mode", MODES), ("channel", CHANNELS)):
        if name in said and said[name] not in known:
            raise Refusal("mode-unknown", f"{name} cannot be {said[name]!r}.")
    for name in ("mode", "channel", "seconds"):
        if name in said:
            switches.write(name, said[name])


def chosen() -> dict[str, Any]:
    """Return the switches as they stand."""
    return {"mode": mode(), "channel": channel(), "seconds": seconds()}
