"""A call to the assessment control service: read strictly, and what an attempt is told as. Pure."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn, TypedDict

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.points import SCALE, PointsRefused, scaled
from lti_exams.proctoring.errors import ControlRefused
from lti_exams.proctoring.rules.words import Action, Standing

MEDIA_TYPE = "application/vnd.ims.lti-ap.v1.control+json"
# A vendor's clock may be ahead of ours by so much.
AHEAD = timedelta(minutes=5)
MOST_MINUTES = 7 * 24 * 60
_LARGEST = 2**31 - 1
_LENGTHS = {"reason_code": 200, "reason_msg": 5_000}
_LONGEST_ID = 255
_EARLIEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a vendor says of somebody's attempt. Severity is in ten-thousandths."""

    sub: str
    resource_link: str
    attempt_number: int
    action: Action
    moment: datetime
    severity: int | None = None
    reason_code: str = ""
    reason: str = ""
    extra_minutes: int = 0
    links: tuple[str, ...] = ()
    digest: str = ""


def read_call(document: object, *, issuer: str, offered: Collection[Action], now: datetime) -> Call:
    """Read a call; the first fault is told by the name of its field."""
    if not isinstance(document, Mapping):
        raise ControlRefused("control-unreadable")
    user, link = _object(document, "user"), _object(document, "resource_link")
    if user.get("iss") not in (None, issuer):
        _refuse("user.iss", "not our issuer")
    return Call(
        sub=_identifier(user, "sub", "user.sub"),
        resource_link=_identifier(link, "id", "resource_link.id"),
        attempt_number=_number(document, "attempt_number", least=1, most=_LARGEST),
        **read_incident(document, offered=offered, now=now),
        digest=digest_of(json.dumps(document, sort_keys=True)),
    )


class Happened(TypedDict):
    """What happened: the part of a call that all ways to call us have in common."""

    action: Action
    moment: datetime
    severity: int | None
    reason_code: str
    reason: str
    extra_minutes: int


def read_incident(
    document: Mapping[str, object], *, offered: Collection[Action], now: datetime
) -> Happened:
    """Read what happened."""
    return {
        "action": _action(document, offered),
        "moment": _moment(document, now),
        "severity": _severity(document),
        "reason_code": _text(document, "reason_code"),
        "reason": _text(document, "reason_msg"),
        "extra_minutes": _minutes(document),
    }


def _refuse(field: str, why: str) -> NoReturn:
    raise ControlRefused("control-invalid", field=field, why=why)


def _object(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = document.get(name)
    if not isinstance(value, Mapping):
        _refuse(name, "missing" if value is None else "not an object")
    return value


def _identifier(document: Mapping[str, object], name: str, field: str) -> str:
    value = document.get(name)
    is_fit = isinstance(value, str) and 0 < len(value) <= _LONGEST_ID and _is_storable(value)
    if not isinstance(value, str) or not is_fit:
        _refuse(field, "missing" if value is None else "not a text of 1 to 255 characters")
    return value


def _number(document: Mapping[str, object], name: str, *, least: int, most: int) -> int:
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        why = "missing" if value is None else f"not a whole number from {least} to {most}"
        _refuse(name, why)
    return value


def _action(document: Mapping[str, object], offered: Collection[Action]) -> Action:
    value = document.get("action")
    if not isinstance(value, str) or value not in offered:
        known = ", ".join(sorted(offered))
        _refuse("action", "missing" if value is None else f"not one of {known}")
    return Action(value)


def _moment(document: Mapping[str, object], now: datetime) -> datetime:
    value = document.get("incident_time")
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        _refuse("incident_time", "missing" if value is None else "no ISO 8601 time with its zone")
    if moment.year < _EARLIEST or moment > now + AHEAD:
        _refuse("incident_time", "in the future, or before the year 2000")
    return moment


def _severity(document: Mapping[str, object]) -> int | None:
    value = document.get("incident_severity")
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    try:
        read = scaled(value) if is_number and 0 <= value <= 1 else None  # type: ignore[operator,arg-type]
    except PointsRefused:
        read = None
    if read is None or not 0 <= read <= SCALE:
        _refuse("incident_severity", "not a number from 0 to 1")
    return read


def _text(document: Mapping[str, object], name: str) -> str:
    value, longest = document.get(name, ""), _LENGTHS[name]
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or not _is_storable(value):
        _refuse(name, f"not a text of at most {longest} characters")
    return value


def _is_storable(text: str) -> bool:
    """Refuse NUL and half characters, which PostgreSQL takes in no text."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _minutes(document: Mapping[str, object]) -> int:
    if document.get("extra_time") is None:
        return 0
    return _number(document, "extra_time", least=0, most=MOST_MINUTES)


def check_minutes_in_all(minutes: int) -> None:
    """Refuse minutes that come to more than any exam lasts, however many calls bring them."""
    if minutes > MOST_MINUTES:
        _refuse("extra_time", f"more than {MOST_MINUTES} minutes in all")


# By the words that exams have for the states of an attempt.
_OF_STATE: dict[str, Standing] = {
    "started": Standing.RUNNING,
    "ready_to_submit": Standing.RUNNING,
    "paused": Standing.PAUSED,
    "submitted": Standing.COMPLETE,
    "timed_out": Standing.COMPLETE,
    "error": Standing.TERMINATED,
}


def standing(state: str, ended_by: str | None) -> Standing:
    """Say where an attempt is in the five words that the specification has for it."""
    told = _OF_STATE.get(state, Standing.NONE)
    return Standing.TERMINATED if told is Standing.COMPLETE and ended_by == "vendor" else told
