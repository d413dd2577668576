"""Conditions as JSON-safe documents, to be stored, sent and shown. Pure.

`{"all": […]}`, `{"any": […]}`, `{"none": […]}`, `{"at_least": 2, "of": […]}` and
`{"ask": "milestone-held", "about": {"key": "midterm"}}`.
"""

from collections.abc import Collection, Iterator
from itertools import count

from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, Leaf, NoneOf, Parameter
from lti_exams.kernel.errors import LtiExamsError

MAX_DEPTH = 8
MAX_SIZE = 500
MAX_TEXT = 200
# Every reader of JSON keeps integers up to here exactly.
MAX_NUMBER = 2**53 - 1

GROUPS: dict[str, type[All | Any | NoneOf]] = {"all": All, "any": Any, "none": NoneOf}


class ConditionRefused(LtiExamsError):
    """A document is not a condition that we will store or evaluate."""

    codes = (
        "condition-malformed",
        "condition-question-unknown",
        "condition-too-deep",
        "condition-too-large",
    )


def to_document(condition: Condition) -> dict[str, object]:
    """Write a condition down."""
    match condition:
        case Leaf():
            return {"ask": condition.name, "about": dict(condition.parameters)}
        case AtLeast():
            return {"at_least": condition.count, "of": list(map(to_document, condition.parts))}
        case _:
            word = next(word for word, kind in GROUPS.items() if isinstance(condition, kind))
            return {word: list(map(to_document, condition.parts))}


def from_document(document: object, *, questions: Collection[str]) -> Condition:
    """Read a condition that asks nothing but the questions named."""
    return _read(document, questions, depth=1, parts=count(1))


def _read(
    document: object, questions: Collection[str], *, depth: int, parts: Iterator[int]
) -> Condition:
    if depth > MAX_DEPTH:
        raise ConditionRefused("condition-too-deep", limit=MAX_DEPTH)
    if next(parts) > MAX_SIZE:
        raise ConditionRefused("condition-too-large", limit=MAX_SIZE)
    if not isinstance(document, dict):
        raise ConditionRefused("condition-malformed", why="a part is no object")
    if "ask" in document:
        return _leaf(document, questions)
    inner = [_read(part, questions, depth=depth + 1, parts=parts) for part in _parts(document)]
    return _group(document, tuple(inner))


def _parts(document: dict[object, object]) -> list[object]:
    named = [key for key in document if key != "at_least"]
    parts = document[named[0]] if len(named) == 1 else None
    if not isinstance(parts, list):
        raise ConditionRefused("condition-malformed", why="a group has no one list of parts")
    return parts


def _group(document: dict[object, object], parts: tuple[Condition, ...]) -> Condition:
    if document.keys() == {"at_least", "of"}:
        return AtLeast(_count(document["at_least"], at_most=len(parts)), parts)
    word = next(iter(document))
    if len(document) != 1 or word not in GROUPS:
        raise ConditionRefused("condition-malformed", why="a group is of no known kind")
    return GROUPS[str(word)](parts)


def _count(number: object, *, at_most: int) -> int:
    if type(number) is not int or not 1 <= number <= at_most:
        raise ConditionRefused("condition-malformed", why="at_least does not fit its parts")
    return number


def _leaf(document: dict[object, object], questions: Collection[str]) -> Leaf:
    name, about = document["ask"], document.get("about")
    if document.keys() != {"ask", "about"} or not isinstance(about, dict):
        raise ConditionRefused("condition-malformed", why="a question has other keys")
    if not isinstance(name, str) or name not in questions:
        raise ConditionRefused("condition-question-unknown")
    return Leaf(name, tuple((_text(key), _parameter(about[key])) for key in about))


def _parameter(value: object) -> Parameter:
    if isinstance(value, int) and abs(value) <= MAX_NUMBER:
        return value
    return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ConditionRefused("condition-malformed", why="a parameter is no short text or number")
    return value
