"""The table of all misbehaviours, and which one is switched on."""

from typing import Any

from lti_exams.sandbox.common.tool import switches
from lti_exams.sandbox.common.tool.models import Platform
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor.misbehaviours.control_calls import CALLS
from lti_exams.sandbox.vendor.misbehaviours.logins import LOGINS, SERVER_FAULTS
from lti_exams.sandbox.vendor.misbehaviours.scene import Misbehaviour, Scene
from lti_exams.sandbox.vendor.misbehaviours.start_messages import MESSAGES
from lti_exams.sandbox.vendor.misbehaviours.token_requests import REQUESTS
from lti_exams.sandbox.vendor.models import Session

EVERY = (*MESSAGES, *CALLS, *REQUESTS, *LOGINS, *SERVER_FAULTS)
BY_NAME = {misbehaviour.name: misbehaviour for misbehaviour in EVERY}
SWITCH = "misbehaviour"


def switch_on(name: str, values: dict[str, Any], *, once: bool) -> None:
    """Be wrong in this way from now on, or only the next time."""
    if name not in BY_NAME:
        raise Refusal("misbehaviour-unknown", f"There is no misbehaviour {name!r}.")
    switches.write(SWITCH, {"name": name, "values": values, "once": once})


def switch_off() -> None:
    """Be honest again."""
    switches.write(SWITCH, None)


def current() -> str | None:
    """Return the name of the misbehaviour that is on."""
    kept = switches.read(SWITCH)
    return kept and kept["name"]


def active(channel: str) -> tuple[Misbehaviour, dict[str, Any]] | None:
    """Return the misbehaviour that is on in this channel, with its values."""
    kept = switches.read(SWITCH)
    if kept is None or BY_NAME[kept["name"]].channel != channel:
        return None
    if kept["once"]:
        switch_off()
    return BY_NAME[kept["name"]], kept["values"]


def spoil(
    channel: str, message: Any, *, platform: Platform, session: Session | None = None
) -> None:
    """Spoil a message where a misbehaviour of its channel is on."""
    found = active(channel)
    if found is not None:
        misbehaviour, values = found
        misbehaviour.spoil(message, Scene(platform, session, values))
