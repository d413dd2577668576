"""Conditions: a tree of all, any, at least n and none over named questions, with its reasons.

Pure. A tree is made once, by a person, and evaluated many times against facts: whatever answers a
question by yes or no. The answer is a verdict that says for every question how it stood, so that a
person who is refused learns exactly why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Parameter = str | int | bool
# Answers one question. Points come as scaled integers: no float is ever compared.
Facts = Callable[["Leaf"], bool]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question: what is asked, and about what."""

    name: str
    parameters: tuple[tuple[str, Parameter], ...] = ()

    def __getitem__(self, parameter: str) -> Parameter:
        return dict(self.parameters)[parameter]


@dataclass(frozen=True, slots=True)
class All:
    """Met when every one of its parts is; with no parts, always."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """Met when one of its parts is; with no parts, never."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Met when so many of its parts are."""

    count: int
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Met when none of its parts is."""

    parts: tuple["Condition", ...] = ()


Group = All | Any | AtLeast | NoneOf
Condition = Leaf | Group


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition is met, and the verdicts of its parts that led there."""

    condition: Condition
    met: bool
    parts: tuple["Verdict", ...] = ()

    @property
    def reasons(self) -> tuple[tuple[Leaf, bool], ...]:
        """Return every question with its answer, in the order of the tree."""
        return tuple(self._leaves())

    @property
    def because(self) -> tuple[tuple[Leaf, bool], ...]:
        """Return the questions that account for the verdict, each once, with their answers.

        While these stay as they are, no other answer changes the verdict.
        """
        return tuple(dict.fromkeys(self._accounting()))

    def _leaves(self) -> Iterator[tuple[Leaf, bool]]:
        if isinstance(self.condition, Leaf):
            yield self.condition, self.met
        for part in self.parts:
            yield from part._leaves()

    def _accounting(self) -> Iterator[tuple[Leaf, bool]]:
        if isinstance(self.condition, Leaf):
            yield self.condition, self.met
        telling = not self.met if isinstance(self.condition, NoneOf) else self.met
        for part in self.parts:
            if part.met is telling:
                yield from part._accounting()


def evaluate(condition: Condition, facts: Facts) -> Verdict:
    """Answer every question of a condition, also those that no longer matter: people want to
    see where they stand in each."""
    if isinstance(condition, Leaf):
        return Verdict(condition, facts(condition))
    parts = tuple(evaluate(part, facts) for part in condition.parts)
    return Verdict(condition, _is_met(condition, sum(part.met for part in parts)), parts)


def _is_met(group: Group, met: int) -> bool:
    match group:
        case All():
            return met == len(group.parts)
        case Any():
            return met > 0
        case AtLeast():
            return met >= group.count
        case NoneOf():
            return met == 0
