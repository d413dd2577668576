"""What a status may say. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from lti_exams.kernel.errors import LtiExamsError

LONGEST_MESSAGE = 10_000


class State(StrEnum):
    """How far a course is with qualifying its students, in the words of the ancestor."""

    READY = "ready"
    ALMOSTREADY = "almostready"
    NOTREADY = "notready"


class StatusRefused(LtiExamsError):
    """A status cannot be saved like this."""

    codes = (
        "status-message-missing",
        "status-message-too-long",
        "status-without-plugin-or-message",
        "status-notready-takes-no-plugin",
        "status-open-decisions",
        "status-nobody-to-decide-about",
        "status-on-past-course",
        "status-of-another-list",
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wants to save: the state, and what they say about it."""

    state: State
    message: str = ""
    plugin: str = ""


def check_status(wanted: Wording) -> None:
    """Refuse a status that says too little, or what cannot be.

    Whoever retracts says why, and so does whoever leaves students open.
    """
    if len(wanted.message) > LONGEST_MESSAGE:
        raise StatusRefused("status-message-too-long", field="message", limit=LONGEST_MESSAGE)
    silent = not wanted.message.strip()
    if silent and wanted.state is not State.READY:
        raise StatusRefused("status-message-missing", field="message", state=wanted.state.value)
    if wanted.state is State.NOTREADY and wanted.plugin:
        raise StatusRefused("status-notready-takes-no-plugin")
    if silent and not wanted.plugin:
        raise StatusRefused("status-without-plugin-or-message", field="message")


def check_open(state: State, *, still_open: int) -> None:
    """Refuse to leave somebody open where everything is said to be ready."""
    if state is State.READY and still_open:
        raise StatusRefused("status-open-decisions", open=still_open)
