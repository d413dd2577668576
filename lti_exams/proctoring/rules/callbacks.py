"""What a vendor by REST says in a call to us (docs/vendors.md). Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NoReturn

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.origins import kept_if_web
from lti_exams.proctoring.errors import CallbackRefused, ControlRefused
from lti_exams.proctoring.rules.controls import Call, read_incident
from lti_exams.proctoring.rules.identity import readable_identity
from lti_exams.proctoring.rules.policies import Policy
from lti_exams.proctoring.rules.words import Outcome

_MOST_LINKS = 50
_LONGEST_REASON = 5_000


class Event(StrEnum):
    """What a call is about."""

    READY = "ready"
    CONTROL = "control"
    VERDICT = "verdict"


VERDICTS = {
    "verified": Outcome.VERIFY,
    "rejected": Outcome.REJECT,
    "suspicious": Outcome.SECOND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A call that was read."""

    session: str
    event: Event
    verified: Mapping[str, object] | None = None
    verdict: Outcome | None = None
    reason: str = ""
    links: tuple[str, ...] = ()


def read_callback(document: object) -> Callback:
    """Read what every call says; the first fault is told by the name of its field."""
    if not isinstance(document, Mapping):
        raise CallbackRefused("callback-unreadable")
    session, event = document.get("session"), document.get("event")
    if not isinstance(session, str):
        _refuse("session", "missing, or not a text")
    if not isinstance(event, str) or event not in set(Event):
        _refuse("event", f"not one of {', '.join(Event)}")
    return Callback(
        session=session,
        event=Event(event),
        verified=_verified(document),
        verdict=_verdict(document) if event == Event.VERDICT else None,
        reason=_reason(document),
        links=_links(document),
    )


def read_control(
    document: Mapping[str, object], told: Callback, policy: Policy, *, now: datetime
) -> Call:
    """Read what happened, by the same words as the assessment control service has."""
    try:
        incident = read_incident(document, offered=policy.actions, now=now)
    except ControlRefused as error:
        raise CallbackRefused("callback-invalid", **error.values) from error
    return Call(
        sub="",
        resource_link="",
        attempt_number=1,
        **incident,
        links=told.links,
        digest=digest_of(json.dumps(document, sort_keys=True)),
    )


def _refuse(field: str, why: str) -> NoReturn:
    raise CallbackRefused("callback-invalid", field=field, why=why)


def _verified(document: Mapping[str, object]) -> Mapping[str, object] | None:
    told = document.get("verified_user")
    if not readable_identity(told):
        _refuse("verified_user", "not an object of short texts without iss and sub")
    return told  # type: ignore[return-value]


def _verdict(document: Mapping[str, object]) -> Outcome:
    told = document.get("verdict")
    if not isinstance(told, str) or told not in VERDICTS:
        _refuse("verdict", f"not one of {', '.join(VERDICTS)}")
    return VERDICTS[told]


def _reason(document: Mapping[str, object]) -> str:
    told = document.get("reason", "")
    if not isinstance(told, str) or len(told) > _LONGEST_REASON or "\x00" in told:
        _refuse("reason", f"not a text of at most {_LONGEST_REASON} characters")
    return told


def _links(document: Mapping[str, object]) -> tuple[str, ...]:
    told = document.get("links", [])
    links = told if isinstance(told, list) else [None]
    if len(links) > _MOST_LINKS or not all(kept_if_web(one, plain_too=False) for one in links):
        _refuse("links", f"not a list of at most {_MOST_LINKS} https addresses")
    return tuple(map(str, links))
