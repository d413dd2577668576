"""JSON as strangers send it: one reading of it or none, so that two readers never disagree."""

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from lti_exams.kernel.errors import LtiExamsError

MAX_DEPTH = 16


class UnreadableJson(LtiExamsError):
    """A document that we will not read; its subclasses say why."""


class MalformedJson(UnreadableJson):
    """Not UTF-8, not JSON, or JSON with a value that no database column can hold."""

    code = "json-malformed"


class DuplicateKey(UnreadableJson):
    """One object names a key twice; which of the two holds differs from reader to reader."""

    code = "json-duplicate-key"


class TooDeep(UnreadableJson):
    """Nested deeper than anything honest is."""

    code = "json-too-deep"


def strict_json(data: bytes | bytearray | str, *, max_depth: int = MAX_DEPTH) -> Any:
    """Read one JSON document.

    Refuses NaN and infinities, numbers that overflow, duplicate keys, text that is not UTF-8,
    lone surrogates, NUL characters (PostgreSQL stores neither) and deep nesting.
    """
    text = _decoded(data)
    value = _parsed(text)
    _refuse_depth(text, value, max_depth)
    if "\\u" in text:
        _refuse_unstorable_text(value)
    return value


def _decoded(data: bytes | bytearray | str) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedJson(why="not UTF-8") from error


def _parsed(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise TooDeep from error
    except ValueError as error:
        raise MalformedJson(why="not JSON") from error


def _refuse_depth(text: str, value: Any, max_depth: int) -> None:
    """Count brackets first: few of them cannot nest deeply, and most documents have few."""
    if text.count("{") + text.count("[") <= max_depth:
        return
    level = _containers([value])
    for _ in range(max_depth):
        level = [inner for outer in level for inner in _containers(_members(outer))]
        if not level:
            return
    raise TooDeep(limit=max_depth)


def _containers(values: Iterable[Any]) -> list[dict[str, Any] | list[Any]]:
    return [value for value in values if isinstance(value, (dict, list))]


def _members(container: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return container.values() if isinstance(container, dict) else container


def _refuse_unstorable_text(value: Any) -> None:
    try:
        told = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise MalformedJson(why="a lone surrogate") from error
    if b"\\u0000" in told.replace(b"\\\\", b""):
        raise MalformedJson(why="a NUL character")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateKey
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise MalformedJson(why="a number out of range")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedJson(why=f"{name} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_finite, parse_constant=_refuse_constant
)
