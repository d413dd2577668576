"""Choices that an honest vendor may make either way, and platforms must cope with."""

from dataclasses import dataclass
from typing import Any

from lti_exams.sandbox.common.tool import switches
from lti_exams.sandbox.common.tool.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; the first value is what Hawkeye does untouched."""

    sentence: str
    values: tuple[Any, ...]


CHOICES = {
    "auth_method": Choice("How it asks the platform who somebody is", ("get", "post")),
    "checks": Choice("Whether people click through the checks", ("clicked", "skipped")),
    "verified_user": Choice("Who it says that it saw", ("same", "different", "none")),
    "end_assessment_return": Choice("Whether it wants to be told of the end", (False, True)),
    "azp": Choice("Whether it names the platform as authorised party", (True, False)),
    "acs_charset": Choice("Whether a control call names its charset", (True, False)),
    "acs_user_issuer": Choice("Whether a control call names the person's issuer", (True, False)),
}


def chosen(name: str) -> Any:
    """Return how Hawkeye behaves."""
    return switches.read(name, CHOICES[name].values[0])


def choose(name: str, value: Any) -> None:
    """Make Hawkeye behave one way."""
    if name not in CHOICES or value not in CHOICES[name].values:
        raise Refusal("behaviour-unknown", f"{name} cannot be {value!r}.")
    switches.write(name, value)


def all_chosen() -> dict[str, Any]:
    """Return every choice as it stands."""
    return {name: chosen(name) for name in CHOICES}
