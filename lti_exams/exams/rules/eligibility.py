"""Whether somebody may sit an exam, and every reason why not. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import State
from lti_exams.exams.rules.terms import Terms, ends
from lti_exams.kernel.conditions import All, Leaf, Verdict, evaluate
from lti_exams.kernel.errors import LtiExamsError

IS_ACTIVE = "is-active"
HAS_OPENED = "has-opened"
HAS_NOT_CLOSED = "has-not-closed"
HAS_ATTEMPTS_LEFT = "has-attempts-left"
HOLDS = "holds-prerequisite"
PASSES = "passes-access-rule"

# What uses up none of the attempts allowed: it never began, or it was taken back.
_USES_NOTHING = frozenset({State.RESET, State.EXPIRED})


class NotEligible(LtiExamsError):
    """Somebody may not sit the exam now; the values name every reason."""

    code = "exam-not-eligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of a person before an exam. The terms are those of this person."""

    terms: Terms
    is_active: bool = True
    purpose: Purpose = Purpose.SITTING
    attempts_allowed: int | None = None
    sittings_used: int = 0
    # Staff let the person go on with a sitting that is counted already.
    goes_on: bool = False
    prerequisites: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    # What each access rule says: nothing where it lets the person pass, else why not.
    access: Mapping[str, str] = field(default_factory=dict)


def sittings_used(attempts: Iterable[tuple[int, State]]) -> int:
    """Count the sittings that count against the attempts allowed, each once."""
    return len({sitting for sitting, state in attempts if state not in _USES_NOTHING})


def eligibility(case: Case, *, now: datetime) -> Verdict:
    """Answer every question that stands between a person and an exam."""
    return evaluate(_condition(case), lambda leaf: _answer(leaf, case, now))


def _condition(case: Case) -> All:
    if case.purpose is Purpose.PREVIEW:
        return All()
    window = (Leaf(IS_ACTIVE), Leaf(HAS_OPENED), Leaf(HAS_NOT_CLOSED))
    if case.purpose is Purpose.REHEARSAL:
        return All(window)
    needed = tuple(Leaf(HOLDS, (("key", key),)) for key in sorted(case.prerequisites))
    access = tuple(Leaf(PASSES, (("rule", rule),)) for rule in sorted(case.access))
    return All((*window, Leaf(HAS_ATTEMPTS_LEFT), *needed, *access))


def _answer(leaf: Leaf, case: Case, now: datetime) -> bool:
    match leaf.name:
        case "is-active":
            return case.is_active
        case "has-opened":
            return case.terms.opens_at is None or now >= case.terms.opens_at
        case "has-not-closed":
            end = ends(case.terms)
            return end is None or now < end
        case "has-attempts-left":
            allowed = case.attempts_allowed
            return case.goes_on or allowed is None or case.sittings_used < allowed
        case "holds-prerequisite":
            return leaf["key"] in case.held
        case _:
            return not case.access[str(leaf["rule"])]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why somebody may not sit an exam now, with what belongs to it."""

    code: str
    about: str = ""
    at: datetime | None = None


def obstacles(case: Case, *, now: datetime) -> tuple[Obstacle, ...]:
    """Return every reason why not; none means: go ahead."""
    refused = [leaf for leaf, met in eligibility(case, now=now).reasons if not met]
    return tuple(_obstacle(leaf, case) for leaf in refused)


def _obstacle(leaf: Leaf, case: Case) -> Obstacle:
    match leaf.name:
        case "has-opened":
            return Obstacle("not-open-yet", at=case.terms.opens_at)
        case "has-not-closed":
            return Obstacle("closed", at=ends(case.terms))
        case "holds-prerequisite":
            return Obstacle("prerequisite-missing", about=str(leaf["key"]))
        case "passes-access-rule":
            return Obstacle(case.access[str(leaf["rule"])], about=str(leaf["rule"]))
        case "is-active":
            return Obstacle("not-active")
        case _:
            return Obstacle("no-attempts-left", about=str(case.attempts_allowed))


def check_eligible(case: Case, *, now: datetime) -> None:
    """Refuse, with every reason at once."""
    found = obstacles(case, now=now)
    if found:
        raise NotEligible(reasons=found, why=", ".join(one.code for one in found))
