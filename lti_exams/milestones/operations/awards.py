"""What people decide about the milestones of others: given, waived, revoked, and given back."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.milestones.errors import AwardRefused, NoSuchMilestone, ReasonMissing
from lti_exams.milestones.models import Award, Completion, Milestone
from lti_exams.milestones.operations.judging import judge, newest, rules_giving
from lti_exams.milestones.operations.keeping import (
    Changed,
    Pair,
    Why,
    awards_of,
    hold_people,
    keep,
)
from lti_exams.milestones.operations.reconsidering import note
from lti_exams.milestones.rules.awards import Held, State
from lti_exams.milestones.rules.conditions import Evidence, check_moment

_Decision = Callable[[Award | None], Held | None]


def award(
    people: Collection[int],
    milestones: Collection[int],
    *,
    by: str,
    now: datetime,
    reason: str = "",
    until: datetime | None = None,
) -> tuple[Changed, ...]:
    """Give milestones by hand. What was revoked is given back: that is what a person decides."""
    _check_until(until, now=now)
    given = Held(state=State.EARNED, evidence=Evidence(at=now), by_hand=True, until=until)
    return _decide(
        people,
        milestones,
        "milestone.award",
        lambda there: _unless_same(there, given),
        Why(by=by, now=now, reason=reason),
    )


def waive(
    people: Collection[int],
    milestones: Collection[int],
    *,
    by: str,
    now: datetime,
    reason: str,
    until: datetime | None = None,
) -> tuple[Changed, ...]:
    """Let people pass without milestones, for a reason, for good or until a moment.

    Also without one that is switched off: nothing else opens its gates.
    """
    check_reason(reason)
    _check_until(until, now=now)
    waived = Held(state=State.WAIVED, evidence=Evidence(at=now), by_hand=True, until=until)
    return _decide(
        people,
        milestones,
        "milestone.waive",
        lambda there: _unless_same(there, waived),
        Why(by=by, now=now, reason=reason),
        also_off=True,
    )


def revoke(
    people: Collection[int], milestones: Collection[int], *, by: str, now: datetime, reason: str
) -> tuple[Changed, ...]:
    """Take milestones away for good: nothing but a person gives them back."""
    check_reason(reason)
    return _decide(
        people, milestones, "milestone.revoke", _revoked, Why(by=by, now=now, reason=reason)
    )


def _revoked(there: Award | None) -> Held | None:
    if there is None:
        return None
    return replace(there.held, state=State.REVOKED, by_hand=True, until=None)


def _unless_same(there: Award | None, wanted: Held) -> Held:
    """Return what was decided before where this decides nothing new."""
    if there is None:
        return wanted
    held = there.held
    is_same = held.by_hand and (held.state, held.until) == (wanted.state, wanted.until)
    return held if is_same else wanted


@transaction.atomic
def _decide(
    people: Collection[int],
    milestones: Collection[int],
    action: str,
    decide: _Decision,
    why: Why,
    *,
    also_off: bool = False,
) -> tuple[Changed, ...]:
    _check_milestones(milestones, also_off=also_off)
    hold_people(people)
    there = awards_of(people, milestones)
    pairs = [(person, key) for person in sorted(set(people)) for key in sorted(set(milestones))]
    decided = {pair: decide(there.get(pair)) for pair in pairs}
    changed = keep({pair: held for pair, held in decided.items() if held}, there, why)
    note(changed, action, why)
    return changed


@transaction.atomic
def let_facts_decide(
    people: Collection[int], milestones: Collection[int], *, by: str, now: datetime, reason: str
) -> tuple[Changed, ...]:
    """Undo what people decided: what was completed decides again, now and later."""
    check_reason(reason)
    _check_milestones(milestones)
    hold_people(people)
    there = {pair: row for pair, row in awards_of(people, milestones).items() if row.by_hand}
    rules = rules_giving(milestones)
    digests = {digest for given in rules.values() for digest, _ in given}
    told = Completion.objects.filter(person__in=people, subject_digest__in=digests)
    earned = judge(there, rules, newest(told), {}, now=now)
    decided: dict[Pair, Held] = {
        pair: earned.get(pair, _given_up(row)) for pair, row in there.items()
    }
    why = Why(by=by, now=now, reason=reason)
    changed = keep(decided, there, why)
    note(changed, "milestone.let-facts-decide", why)
    return changed


def _given_up(row: Award) -> Held:
    return replace(row.held, state=State.REVOKED, by_hand=False, until=None)


def _check_milestones(keys: Collection[int], *, also_off: bool = False) -> None:
    wanted = set(keys)
    known = Milestone.objects.filter(pk__in=wanted)
    if (known if also_off else known.filter(is_active=True)).count() < len(wanted):
        raise NoSuchMilestone


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing(field="reason")


def _check_until(until: datetime | None, *, now: datetime) -> None:
    check_moment("until", until)
    if until is not None and until <= now:
        raise AwardRefused(field="until", why="it is over already")
