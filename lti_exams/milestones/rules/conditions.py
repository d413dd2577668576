"""What a tie asks of a completion, and whether one reaches it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.points import MAX_POINTS, SCALE

_Asked = TypeVar("_Asked", int, datetime)
# Percent as scaled points: 80 % is 800,000.
FULL = 100 * SCALE
_LARGEST = MAX_POINTS * SCALE


class ConditionRefused(LtiExamsError):
    """A condition asks for what nobody can mean."""

    code = "milestone-condition-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The least score and completion in scaled percent, a verified attempt, and between when."""

    minimum_score: int | None = None
    minimum_completion: int | None = None
    verified: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one completion, with the score and the completion in scaled percent."""

    at: datetime
    is_complete: bool = True
    score: int | None = None
    completion: int | None = None
    is_verified: bool = False


ALWAYS = Condition()


def percent_of(points: int, maximum: int) -> int:
    """Return scaled percent, never rounded up: what is short of a limit stays short of it."""
    if maximum <= 0:
        raise ConditionRefused(field="maximum", why="it is not above zero")
    return points * FULL // maximum


def shortfalls(condition: Condition, evidence: Evidence) -> tuple[str, ...]:
    """Return every reason why a completion does not reach a condition; none where it does."""
    found = (
        ("not-complete", not evidence.is_complete),
        ("score-too-low", _is_below(evidence.score, condition.minimum_score)),
        ("completion-too-low", _is_below(evidence.completion, condition.minimum_completion)),
        ("not-verified", condition.verified and not evidence.is_verified),
        ("too-early", condition.not_before is not None and evidence.at < condition.not_before),
        ("too-late", condition.not_after is not None and evidence.at > condition.not_after),
    )
    return tuple(code for code, is_so in found if is_so)


def _is_below(value: int | None, least: int | None) -> bool:
    return least is not None and (value is None or value < least)


def both(one: Condition, other: Condition) -> Condition:
    """Return what reaches two conditions at once: whatever is harder of each."""
    return Condition(
        minimum_score=_hardest(max, one.minimum_score, other.minimum_score),
        minimum_completion=_hardest(max, one.minimum_completion, other.minimum_completion),
        verified=one.verified or other.verified,
        not_before=_hardest(max, one.not_before, other.not_before),
        not_after=_hardest(min, one.not_after, other.not_after),
    )


def _hardest(choose: Callable[[list[_Asked]], _Asked], *asked: _Asked | None) -> _Asked | None:
    told = [one for one in asked if one is not None]
    return choose(told) if told else None


def is_over(condition: Condition, *, now: datetime) -> bool:
    """Tell whether nothing that happens from now on can reach a condition."""
    return condition.not_after is not None and condition.not_after < now


def check_condition(condition: Condition) -> None:
    """Refuse percentages that are none, and a window that closes before it opens."""
    for name in ("minimum_score", "minimum_completion"):
        value = getattr(condition, name)
        if value is not None and (type(value) is not int or not 0 <= value <= FULL):
            raise ConditionRefused(field=name, why="it is no percentage from 0 to 100")
    if type(condition.verified) is not bool:
        raise ConditionRefused(field="verified", why="it is neither true nor false")
    for name in ("not_before", "not_after"):
        check_moment(name, getattr(condition, name))
    opens, closes = condition.not_before, condition.not_after
    if opens and closes and closes < opens:
        raise ConditionRefused(field="not_after", why="the window closes before it opens")


def check_evidence(evidence: Evidence) -> None:
    """Refuse a completion that no database holds or that nobody can have reached."""
    if not isinstance(evidence.at, datetime):
        raise ConditionRefused(field="at", why="it is no moment")
    check_moment("at", evidence.at)
    for name, most in (("score", _LARGEST), ("completion", FULL)):
        value = getattr(evidence, name)
        if value is not None and (type(value) is not int or not 0 <= value <= most):
            raise ConditionRefused(field=name, why="it is no percentage")


def check_moment(name: str, moment: datetime | None) -> None:
    if moment is not None and (moment.utcoffset() is None or not 1970 <= moment.year <= 2200):
        raise ConditionRefused(field=name, why="it has no time zone or is no year of ours")


def to_document(condition: Condition) -> dict[str, object]:
    """Write down what a condition asks, and nothing that it does not."""
    # Zero is asked for too, so neither is told by comparing with it.
    told = {
        name: value
        for name, value in asdict(condition).items()
        if value is not None and value is not False
    }
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in told.items()
    }


def from_document(document: object) -> Condition:
    """Read a condition, which asks nothing but what we know."""
    known = Condition.__dataclass_fields__
    if not isinstance(document, Mapping) or not set(document) <= set(known):
        raise ConditionRefused(field="condition", why="it has keys that no condition has")
    told = dict(document)
    for name in ("not_before", "not_after"):
        if told.get(name) is not None:
            told[name] = _moment(name, told[name])
    condition = Condition(**told)
    check_condition(condition)
    return condition


def _moment(name: str, told: object) -> datetime:
    try:
        return datetime.fromisoformat(str(told))
    except ValueError:
        raise ConditionRefused(field=name, why="it is no date") from None
