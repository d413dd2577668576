"""The kinds of question that Quill asks, and how each is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

Answer = Sequence[str]


@dataclass(frozen=True, slots=True)
class SingleChoice:
    """One option is right."""

    kind: ClassVar[str] = "single"
    prompt: str
    options: tuple[str, ...]
    right: str
    points: int = 2

    def is_right(self, answer: Answer) -> bool:
        """Tell whether the right option alone was chosen."""
        return list(answer) == [self.right]


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """Several options are right, and all of them are wanted."""

    kind: ClassVar[str] = "multiple"
    prompt: str
    options: tuple[str, ...]
    right: frozenset[str]
    points: int = 2

    def is_right(self, answer: Answer) -> bool:
        """Tell whether exactly the right options were chosen."""
        return set(answer) == self.right


@dataclass(frozen=True, slots=True)
class Number:
    """A number is right if it is near enough."""

    kind: ClassVar[str] = "number"
    prompt: str
    right: float
    tolerance: float
    points: int = 2

    def is_right(self, answer: Answer) -> bool:
        """Tell whether a number was given, with comma or point, that is near enough."""
        try:
            given = float("".join(answer).strip().replace(",", "."))
        except ValueError:
            return False
        return abs(given - self.right) <= self.tolerance


@dataclass(frozen=True, slots=True)
class ShortText:
    """A word is right in any case and with any spaces around it."""

    kind: ClassVar[str] = "text"
    prompt: str
    right: frozenset[str]
    points: int = 2

    def is_right(self, answer: Answer) -> bool:
        """Tell whether one of the accepted words was written."""
        return " ".join("".join(answer).split()).casefold() in self.right


@dataclass(frozen=True, slots=True)
class Ordering:
    """Things are to be put in order: each gets its place."""

    kind: ClassVar[str] = "ordering"
    prompt: str
    shown: tuple[str, ...]
    right: tuple[str, ...]
    points: int = 2

    @property
    def places(self) -> range:
        """Return the places that a thing can get."""
        return range(1, len(self.shown) + 1)

    def is_right(self, answer: Answer) -> bool:
        """Tell whether each thing, as shown, got the place that it has in the right order."""
        return list(answer) == [str(self.right.index(thing) + 1) for thing in self.shown]


Question = SingleChoice | MultipleChoice | Number | ShortText | Ordering


@dataclass(frozen=True, slots=True)
class Paper:
    """An exam: questions under a title."""

    slug: str
    title: str
    questions: tuple[Question, ...]

    @property
    def maximum(self) -> int:
        """Return the points of a perfect paper."""
        return sum(question.points for question in self.questions)

    def marked(self, answers: dict[str, list[str]]) -> int:
        """Return the points that these answers earn; they are keyed by question number."""
        numbered = enumerate(self.questions, start=1)
        return sum(
            question.points
            for number, question in numbered
            if question.is_right(answers.get(f"q{number}", []))
        )
