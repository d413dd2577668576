"""What an LMS's answer to a score means, as far as all LMSs agree. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from lti_exams.kernel.strictjson import UnreadableJson, strict_json

_LONGEST = 200
# Whatever looks like a token or a key: long, and of the letters that those are written with.
_SECRET = re.compile(r"[A-Za-z0-9_\-+/=.]{40,}")
_TAG = re.compile(r"<[^>]*>")
_SAYS = ("reason", "message", "error_description", "detail", "errors", "error")


class Meaning(StrEnum):
    """What became of a score, or what must be done about it."""

    DELIVERED = "delivered"
    # The LMS says yes and shows nothing: some drop zeros and late scores.
    NOT_SHOWN = "not-shown"
    # Not an attempt: the LMS asks for patience.
    THROTTLED = "throttled"
    # Nobody knows whether it was taken: the same again.
    UNCERTAIN = "uncertain"
    # Surely not taken, and it may work later.
    NOT_NOW = "not-now"
    STALE = "stale"
    OVERRIDDEN = "overridden"
    ATTEMPTS_USED = "attempts-used"
    TOKEN = "token-not-accepted"
    # The rest ends a try for good, each for another circle of outcomes.
    PERSON = "person-refused"
    SCORE = "score-refused"
    COLUMN_GONE = "column-gone"
    COURSE_OVER = "course-over"
    SCOPE = "scope-refused"
    REGISTRATION = "registration-refused"
    ORIGIN = "origin-not-bound"
    # Before anything can be sent there must be one column to send it to.
    NO_SERVICE = "no-grade-service"
    NO_COLUMN = "no-column"
    MANY_COLUMNS = "several-columns"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as far as anybody decides by it: its text is short and holds no secret."""

    status: int
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def speaks_of(self, *words: str) -> bool:
        """Tell whether any of these words is in it."""
        lowered = self.text.lower()
        return any(word in lowered for word in words)


def readable(body: bytes) -> str:
    """Return what an answer says to people, short, without markup and without secrets."""
    text = body[:20_000].decode(errors="replace")
    try:
        told: object = strict_json(text)
    except UnreadableJson:
        told = _TAG.sub(" ", text)
    return clean(_said(told))


def _said(told: object) -> str:
    if isinstance(told, Mapping):
        spoken = [_said(told[name]) for name in _SAYS if told.get(name)]
        return " ".join(spoken)
    if isinstance(told, list):
        return " ".join(_said(one) for one in told[:3])
    return told if isinstance(told, str) else ""


def clean(text: str) -> str:
    """Keep a text short, on one line, printable, and free of what may be a secret."""
    one_line = " ".join(_SECRET.sub("…", text).split())
    return "".join(letter for letter in one_line if letter.isprintable())[:_LONGEST]


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Read Retry-After, RFC 9110 section 10.2.3: seconds or a date."""
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit() and len(told) < 9:
        return timedelta(seconds=int(told))
    try:
        at = parsedate_to_datetime(told)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(at - now, timedelta())


def remaining(headers: Mapping[str, str]) -> float | None:
    """Read how much an LMS says may still be spent at once."""
    try:
        return float(headers.get("X-Rate-Limit-Remaining", ""))
    except ValueError:
        return None
