"""What a tool is for, what it may ask of us, and which personal data it may be told."""

from collections.abc import Iterable
from enum import StrEnum

from lti_exams.tools.rules import names


class ToolKind(StrEnum):
    """What we launch a tool for."""

    PROCTORING = "proctoring"
    ASSESSMENT = "assessment"


class RegisteredBy(StrEnum):
    """How a tool came to be registered."""

    MANUAL = "manual"
    DYNAMIC = "dynamic"


class Personal(StrEnum):
    """What a tool may be told of a person besides a pseudonym, by the names of the claims."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    EMAIL = "email"
    LOCALE = "locale"


_SCOPES: dict[ToolKind, frozenset[str]] = {
    ToolKind.PROCTORING: frozenset({names.ACS, names.ROSTER}),
    ToolKind.ASSESSMENT: frozenset(
        {
            names.LINE_ITEM,
            names.LINE_ITEM_READ,
            names.RESULT_READ,
            names.SCORE,
            names.ROSTER,
        }
    ),
}

_MESSAGES: dict[ToolKind, tuple[str, ...]] = {
    ToolKind.PROCTORING: (
        names.START_PROCTORING,
        names.END_ASSESSMENT,
        names.RESOURCE_LINK_REQUEST,
    ),
    ToolKind.ASSESSMENT: (names.RESOURCE_LINK_REQUEST, names.DEEP_LINKING_REQUEST),
}


def scopes_of(kind: str) -> frozenset[str]:
    """Return what a tool of this kind may be given a token for."""
    return _SCOPES[ToolKind(kind)]


def messages_of(kind: str) -> tuple[str, ...]:
    """Return the messages that a tool of this kind is launched with."""
    return _MESSAGES[ToolKind(kind)]


def every_scope() -> list[str]:
    return sorted(frozenset().union(*_SCOPES.values()))


def personal_data(told: Iterable[str]) -> list[str]:
    """Return those names that are names of personal data, each once, in the order of the table."""
    wanted = set(told)
    return [one.value for one in Personal if one.value in wanted]
