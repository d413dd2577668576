"""What an access rule is, and what it is asked about. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from lti_exams.kernel.errors import LtiExamsError

Settings = Mapping[str, Any]


class AccessRuleRefused(LtiExamsError):
    """The settings of an access rule make no sense."""

    code = "exam-access-rule-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who stands before an exam, when, from where, and with what."""

    person: int
    now: datetime
    password: str = ""
    address: str = ""
    url: str = ""
    seb_hashes: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Window:
    """Dates that a rule sets for some people in place of the exam's."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


class AccessRule(Protocol):
    """One reason to let people in or not. A rule keeps nothing: its settings are in the exam."""

    name: str
    # Asked when an attempt is made and not again when it starts.
    is_asked_once: bool

    def check(self, settings: Settings) -> None:
        """Refuse settings that make no sense, by the name of the field."""

    def objection(self, settings: Settings, visit: Visit) -> str:
        """Say why somebody may not come in; nothing when they may."""

    def window(self, settings: Settings, person: int) -> Window | None:
        """Return the dates that this rule sets for somebody, if it does."""

    def windows(self, settings: Settings) -> Iterable[Window]:
        """Return all dates that this rule sets, for whomever."""


def texts(settings: Settings, field: str, *, at_most: int, longest: int) -> list[str]:
    """Return a list of texts from settings, or refuse it."""
    value = settings.get(field)
    fits = isinstance(value, list) and 0 < len(value) <= at_most
    if not fits or not all(isinstance(one, str) and 0 < len(one) <= longest for one in value or ()):
        raise AccessRuleRefused(field=field, why=f"not a list of 1 to {at_most} texts")
    return list(value or ())
