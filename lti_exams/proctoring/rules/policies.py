"""Thresholds and reason codes of a vendor, and what an exam replaces of them: data. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lti_exams.kernel.points import SCALE, PointsRefused, scaled
from lti_exams.proctoring.errors import VendorRefused
from lti_exams.proctoring.rules.words import Action, Outcome

_MOST_CODES = 500
_LONGEST = 200
# What may follow from a rule: an error is for what a vendor ends, and nothing follows from nothing.
_FOLLOWS = frozenset(Outcome) - {Outcome.NONE}


@dataclass(frozen=True, slots=True)
class Reason:
    """What one of a vendor's reason codes means, and what follows from it."""

    words: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What follows from what a vendor tells. Severities are in ten-thousandths."""

    second_above: int | None = SCALE // 4
    reject_above: int | None = None
    # Of a sitting in which nothing was told.
    quiet: Outcome = Outcome.WAIT
    # Of a flag without a severity, and of an end without a known reason.
    unmeasured: Outcome = Outcome.SECOND
    terminated: Outcome = Outcome.SECOND
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    # Which reason codes mean nothing for somebody to whom an exception is granted.
    excuses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    actions: tuple[Action, ...] = tuple(Action)


def merged(vendor: Mapping[str, Any], exam: Mapping[str, Any]) -> dict[str, Any]:
    """Put what an exam replaces over a vendor's policy, reason by reason."""
    together = {**vendor, **exam}
    for name in ("reasons", "excuses"):
        parts = {**vendor.get(name, {}), **exam.get(name, {})}
        if parts:
            together[name] = parts
    return together


def read_policy(document: Mapping[str, Any]) -> Policy:
    """Read a policy, and refuse it by the name of its first fault."""
    unknown = set(document) - set(_READERS)
    if unknown:
        raise _fault(sorted(unknown)[0], "unknown")
    return Policy(**{name: _READERS[name](name, value) for name, value in document.items()})


def _fault(name: str, why: str) -> VendorRefused:
    return VendorRefused(field=f"policy.{name}", why=why)


def severity(name: str, value: object) -> int:
    """Read a share between 0 and 1 as ten-thousandths."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    try:
        read = scaled(value) if is_number else -1  # type: ignore[arg-type]
    except PointsRefused:
        read = -1
    if not 0 <= read <= SCALE:
        raise _fault(name, "not a number between 0 and 1")
    return read


def _threshold(name: str, value: object) -> int | None:
    return None if value is None else severity(name, value)


def _outcome(name: str, value: object) -> Outcome:
    if not isinstance(value, str) or value not in _FOLLOWS:
        raise _fault(name, f"not one of {', '.join(sorted(_FOLLOWS))}")
    return Outcome(value)


def _texts(name: str, value: object) -> Mapping[str, Any]:
    is_fit = (
        isinstance(value, Mapping)
        and len(value) <= _MOST_CODES
        and all(isinstance(one, str) and 0 < len(one) <= _LONGEST for one in value)
    )
    if not is_fit:
        raise _fault(name, "not an object with short names")
    return value  # type: ignore[return-value]


def _reasons(name: str, value: object) -> Mapping[str, Reason]:
    return {code: _reason(f"{name}.{code}", told) for code, told in _texts(name, value).items()}


def _reason(name: str, told: object) -> Reason:
    if not isinstance(told, Mapping) or not set(told) <= {"words", "outcome"}:
        raise _fault(name, "not an object with words and outcome")
    words, outcome = told.get("words", ""), told.get("outcome")
    if not isinstance(words, str) or len(words) > _LONGEST:
        raise _fault(f"{name}.words", "not a short text")
    return Reason(words, None if outcome is None else _outcome(f"{name}.outcome", outcome))


def _excuses(name: str, value: object) -> Mapping[str, frozenset[str]]:
    excuses = _texts(name, value)
    for exception, codes in excuses.items():
        if not isinstance(codes, list) or not all(isinstance(one, str) for one in codes):
            raise _fault(f"{name}.{exception}", "not a list of reason codes")
    return {exception: frozenset(codes) for exception, codes in excuses.items()}


def _actions(name: str, value: object) -> tuple[Action, ...]:
    if not isinstance(value, list) or not all(one in set(Action) for one in value):
        raise _fault(name, f"not a list of {', '.join(Action)}")
    return tuple(action for action in Action if action in value)


_READERS: dict[str, Callable[[str, object], Any]] = {
    "second_above": _threshold,
    "reject_above": _threshold,
    "quiet": _outcome,
    "unmeasured": _outcome,
    "terminated": _outcome,
    "reasons": _reasons,
    "excuses": _excuses,
    "actions": _actions,
}
