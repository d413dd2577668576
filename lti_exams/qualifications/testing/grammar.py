"""`name:word(value):word(value)`, as the helper is told what to make. Pure."""

import re
from dataclasses import dataclass

_PART = re.compile(r"(\w+)(?:\(([^()]*)\))?")


@dataclass(frozen=True, slots=True)
class Told:
    """A thing by its name, and what is said about it: each word with its values."""

    name: str
    about: tuple[tuple[str, tuple[str, ...]], ...]

    def values(self, word: str) -> tuple[str, ...]:
        return next((values for name, values in self.about if name == word), ())

    def number(self, word: str, usual: int) -> int:
        return int(next(iter(self.values(word)), usual))


def read(text: str) -> Told:
    """Read one description; what is no description is a mistake in a test."""
    parts = [_PART.fullmatch(part) for part in text.split(":")]
    if not all(parts):
        raise ValueError(f"{text!r} is not of the form name:word(value)")
    first, *others = [(part[1], part[2]) for part in parts if part]
    return Told(first[0], tuple((word, _split(values)) for word, values in others))


def _split(values: str | None) -> tuple[str, ...]:
    return tuple(value.strip() for value in (values or "").split(",") if value.strip())
