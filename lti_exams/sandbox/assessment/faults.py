"""Every named way in which Quill can be wrong: a score that it tells, or its server."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lti_exams.sandbox.assessment.messages import Message
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import server_faults, switches
from lti_exams.sandbox.common.tool.refusals import Refusal

SWITCH = "fault"
# What a score is called in the gradebook's message and in the completion callback.
SCORE = ("scoreGiven", "score")
MAXIMUM = ("scoreMaximum", "maximum")
MOMENT = ("timestamp",)
ACTIVITY = ("activityProgress", "activity_progress")


@dataclass(frozen=True, slots=True)
class Fault:
    """One named way to be wrong."""

    name: str
    sentence: str
    spoil: Callable[[Message], None]


def _put(fields: tuple[str, ...], value: Any) -> Callable[[Message], None]:
    def spoil(message: Message) -> None:
        message.body.update({name: value for name in fields if name in message.body})

    return spoil


def _drop(fields: tuple[str, ...]) -> Callable[[Message], None]:
    def spoil(message: Message) -> None:
        for name in fields:
            message.body.pop(name, None)

    return spoil


def _header(name: str, value: str) -> Callable[[Message], None]:
    def spoil(message: Message) -> None:
        message.headers[name] = value

    return spoil


def _nan(message: Message) -> None:
    # Only in what is sent: our own journal takes no NaN either.
    nan = {name: float("nan") for name in SCORE if name in message.body}
    message.payload = json.dumps({**message.body, **nan}).encode()


def _not_json(message: Message) -> None:
    message.payload = b"{not json"


def _nothing(message: Message) -> None:
    """Leave the message alone: the fault is the server's."""


def _result_scope(message: Message) -> None:
    message.scope = names.RESULT_SCOPE


FAULTS = (
    Fault("below-zero", "The score is -1.", _put(SCORE, -1)),
    Fault("above-maximum", "The score is a million.", _put(SCORE, 1_000_000)),
    Fault("score-as-text", "The score is a word.", _put(SCORE, "ten")),
    Fault("score-nan", "The score is NaN.", _nan),
    Fault("no-maximum", "The maximum is missing.", _drop(MAXIMUM)),
    Fault("maximum-zero", "The maximum is zero.", _put(MAXIMUM, 0)),
    Fault("unknown-person", "The person is nobody.", _put(("userId",), "nobody-at-all")),
    Fault("future", "It was said in the year 2999.", _put(MOMENT, "2999-01-01T00:00:00.000Z")),
    Fault("ancient", "It was said in the year 2001.", _put(MOMENT, "2001-01-01T00:00:00.000Z")),
    Fault("no-moment", "It does not say when.", _drop(MOMENT)),
    Fault("moment-without-zone", "It names no zone.", _put(MOMENT, "2026-11-21T09:00:00")),
    Fault("unknown-progress", "The activity is `Daydreaming`.", _put(ACTIVITY, "Daydreaming")),
    Fault("not-json", "It is not JSON.", _not_json),
    Fault("wrong-content-type", "It is plain text.", _header("Content-Type", "text/plain")),
    Fault("made-up-token", "The token is invented.", _header("Authorization", "Bearer made-up")),
    Fault("no-token", "There is no token.", _header("Authorization", "")),
    Fault("wrong-scope", "The token is for reading results.", _result_scope),
)
SERVER_FAULTS = tuple(
    Fault(name, sentence, _nothing) for name, sentence in server_faults.FAULTS.items()
)
EVERY = (*FAULTS, *SERVER_FAULTS)
BY_NAME = {fault.name: fault for fault in EVERY}


def switch(name: str | None) -> None:
    """Be wrong in this way from now on, or in none."""
    if name is not None and name not in BY_NAME:
        raise Refusal("fault-unknown", f"There is no fault {name!r}.")
    switches.write(SWITCH, name)


def current() -> str | None:
    """Return the fault that is on."""
    found: str | None = switches.read(SWITCH)
    return found


def spoil(message: Message) -> None:
    """Spoil a message where a fault is on."""
    name = current()
    if name is not None:
        BY_NAME[name].spoil(message)
