"""The event bus of Open edX: which of its events one of ours is, and how it is packed. Pure.

Its exam events hold one record, ExamAttemptData, in Avro's binary encoding; what the event is
stands beside it, in the attributes of CloudEvents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOPIC = "learning-exam-attempt-lifecycle"
TYPES = {
    f"attempt.{ours}": f"org.openedx.learning.exam.attempt.{theirs}.v1"
    for ours, theirs in {
        "submitted": "submitted",
        "verified": "verified",
        "rejected": "rejected",
        "error": "errored",
        "reset": "reset",
    }.items()
}
# The events as openedx-events 10.5 has them; consumers log it and look at nothing else in it.
_SOURCELIB = "10.5.0"
_COURSE = re.compile(r"course-v1:[\w.~-]+\+[\w.~-]+\+[\w.~-]+")
_BLOCK = re.compile(r"block-v1:[\w.~-]+\+[\w.~-]+\+[\w.~-]+\+type@[\w-]+\+block@[\w.~-]+")
_USER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What Open edX must know: its own keys of the learner, the course and the exam."""

    user: int
    course: str
    block: str
    kind: str
    is_by_learner: bool


def record_of(body: Mapping[str, Any]) -> Record | None:
    """Return the record of an event, where Open edX knows the event and all that it names.

    A key that it does not know, or that names somebody else there, would do harm: then nothing is
    said.
    """
    data = body.get("data", {})
    course, exam, person = (data.get(name) or {} for name in ("course", "exam", "person"))
    user, block = str(person.get("sub", "")), str(exam.get("slug", ""))
    context = str(course.get("context_id", ""))
    known = _USER.fullmatch(user) and _COURSE.fullmatch(context) and _BLOCK.fullmatch(block)
    counts = data.get("purpose") == "sitting" and not data.get("is_test_user")
    if body["type"] not in TYPES or not known or not counts:
        return None
    return Record(
        user=int(user),
        course=context,
        block=block,
        kind=str(data["kind"]),
        is_by_learner=data.get("event") == "submit",
    )


def headers_of(body: Mapping[str, Any], *, source: str) -> dict[str, str]:
    """Return what the event is, in CloudEvents' binary mode over HTTP."""
    return {
        "ce-specversion": "1.0",
        "ce-id": body["id"],
        "ce-type": TYPES[body["type"]],
        "ce-source": "openedx/lti-exams/web",
        "ce-time": body["at"],
        "ce-minorversion": "0",
        "ce-sourcehost": source,
        "ce-sourcelib": _SOURCELIB,
    }


def packed(record: Record) -> bytes:
    """Pack a record as Avro does: fields in order, no names, a branch number before a choice."""
    user = _user(record.user)
    requesting = _long(1) + user if record.is_by_learner else _long(0)
    return user + b"".join(map(_text, [record.course, record.block, record.kind])) + requesting


def _user(number: int) -> bytes:
    """Pack a user: number, active, and user name, e-mail and name, of which we tell none."""
    return _long(number) + b"\x01" + _text("") * 3


def _text(value: str) -> bytes:
    written = value.encode()
    return _long(len(written)) + written


def _long(value: int) -> bytes:
    """Pack a number: its sign goes to the last bit, then seven bits a byte, the lowest first."""
    left = value * 2 if value >= 0 else -value * 2 - 1
    packed_ = bytearray()
    while left > 0x7F:
        packed_.append(left & 0x7F | 0x80)
        left >>= 7
    return bytes([*packed_, left])
