"""What a webhook looks like on the wire, in the form that a subscriber asked for. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti_exams.outbox.rules import openedx
from lti_exams.outbox.rules.words import Form

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wire:
    """The bytes of a message and the headers that say what they are."""

    headers: Mapping[str, str]
    body: bytes


def can_be_told(form: Form, body: Body) -> bool:
    """Tell whether there is a way to say this event in a form."""
    return form is Form.JSON or openedx.record_of(body) is not None


def wire_of(form: Form, body: Body, *, source: str) -> Wire | None:
    """Write an event; None where the form has no words for it."""
    if form is Form.JSON:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return Wire({"content-type": "application/json"}, text.encode())
    record = openedx.record_of(body)
    if record is None:
        return None
    headers = {**openedx.headers_of(body, source=source), "content-type": "application/avro"}
    return Wire(headers, openedx.packed(record))
