"""What a run of the wizard would decide: who, why, what changes, and what another limit brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results

_MOST_COLUMNS = 60
_NAMED = 20
tree = qualifications.tree


@dataclass(frozen=True, slots=True)
class Against:
    """What changes against an earlier list."""

    status: qualifications.Status
    sides: Mapping[str, qualifications.Side]

    @property
    def is_same(self) -> bool:
        return not any(side.count for side in self.sides.values())


@dataclass(frozen=True, slots=True)
class Limit:
    """What can be asked what if about: points, or how many assignments are enough."""

    is_points: bool
    now: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that is looked at before a list is saved."""

    decision: qualifications.Decision
    counts: qualifications.Counts
    lines: Sequence[qualifications.Line]
    total: int
    columns: Sequence[results.Column]
    stale: Sequence[results.Age]
    # Asked to be passed, and without a limit: by them nobody qualifies, which nobody means.
    unpassable: Sequence[results.Column]
    marks: Mapping[int, Mapping[int, results.Result]]
    overrides: Mapping[int, qualifications.Override]
    spread: qualifications.Spread | None
    against: Sequence[Against]
    limit: Limit | None
    what_if: qualifications.WhatIf | None
    gained: Sequence[launches.Membership] = ()
    lost: Sequence[launches.Membership] = ()


def see_preview(
    caller: Caller,
    run: qualifications.Run,
    wanted: qualifications.Wanted,
    *,
    limit: int | None = None,
    now: datetime,
) -> Preview:
    """Show a run that was computed. Its cost does not grow with the list."""
    caller.check_may(Act.QUALIFY, run.period)
    decision = qualifications.true_decision(run, now=now)
    lines = _lines(run, decision, wanted, now=now)
    counts = qualifications.counts(run, decision)
    ages = results.ages(run.period, now=now)
    columns = _columns(decision, [one.column for one in ages])
    asked, what_if = _what_if(run, decision, limit)
    return Preview(
        decision=decision,
        counts=counts,
        lines=lines,
        total=_total(run, decision, wanted, counts),
        columns=columns,
        stale=[one for one in ages if one.is_stale],
        unpassable=_unpassable(run, decision),
        marks=results.counting_results(
            [one.pk for one in columns], [one.member.person_id for one in lines]
        ),
        overrides=_overrides(run, [one.member.pk for one in lines], now=now),
        spread=qualifications.spread(run, decision),
        against=_against(run, decision),
        limit=asked,
        what_if=what_if,
        gained=members_of(run, what_if.gained) if what_if else (),
        lost=members_of(run, what_if.lost) if what_if else (),
    )


def _lines(
    run: qualifications.Run,
    decision: qualifications.Decision,
    wanted: qualifications.Wanted,
    *,
    now: datetime,
) -> Sequence[qualifications.Line]:
    """Return a page of students whose reasons say what stands beside them.

    The reasons are those of this moment: where results came since, everything is computed again.
    """
    lines = qualifications.lines(run, decision, wanted)
    if all(one.explanation.qualifies == one.qualifies for one in lines):
        return lines
    qualifications.compute(run, now=now)
    return qualifications.lines(run, decision, wanted)


def _unpassable(
    run: qualifications.Run, decision: qualifications.Decision
) -> Sequence[results.Column]:
    leaves = decision.rule.leaves
    asked = {int(leaf["column"]) for leaf in leaves if leaf.name == tree.PASSED}
    return list(results.nobody_can_pass(run.period).filter(pk__in=asked)) if asked else []


def _overrides(
    run: qualifications.Run, members: Sequence[int], *, now: datetime
) -> Mapping[int, qualifications.Override]:
    """Return the decisions about single students that hold, of those who are shown."""
    found = qualifications.overrides_of(run.period).filter(relatedstudent__in=members)
    return {one.relatedstudent_id: one for one in found if one.holds(now)}


def _total(
    run: qualifications.Run,
    decision: qualifications.Decision,
    wanted: qualifications.Wanted,
    counts: qualifications.Counts,
) -> int:
    """Say how many students there are to page through; without a filter it is known already."""
    if wanted.is_everybody:
        return counts.total
    return qualifications.chosen(run, decision, wanted).count()


def see_counts(caller: Caller, run: qualifications.Run, *, now: datetime) -> qualifications.Counts:
    """Count who would qualify by a run."""
    caller.check_may(Act.QUALIFY, run.period)
    return qualifications.counts(run, qualifications.true_decision(run, now=now))


@dataclass(frozen=True, slots=True)
class Lines:
    """A part of the students of a run, and how many there are."""

    lines: Sequence[qualifications.Line]
    total: int


def see_lines(
    caller: Caller, run: qualifications.Run, wanted: qualifications.Wanted, *, now: datetime
) -> Lines:
    """Return nothing but the students of a run that was computed, each with the reasons."""
    caller.check_may(Act.QUALIFY, run.period)
    decision = qualifications.true_decision(run, now=now)
    lines = _lines(run, decision, wanted, now=now)
    return Lines(lines, qualifications.chosen(run, decision, wanted).count())


def _columns(
    decision: qualifications.Decision, known: Sequence[results.Column]
) -> list[results.Column]:
    """Return the assignments in their order, those that have a say before the others."""
    says = set(decision.rule.columns)
    return sorted(known, key=lambda one: one.pk not in says)[:_MOST_COLUMNS]


def members_of(run: qualifications.Run, keys: Sequence[int]) -> list[launches.Membership]:
    """Return the first of some students by name."""
    found = run.period.memberships.filter(pk__in=keys[:200]).select_related("person")
    return list(found.order_by("person__name")[:_NAMED])


def _what_if(
    run: qualifications.Run, decision: qualifications.Decision, limit: int | None
) -> tuple[Limit | None, qualifications.WhatIf | None]:
    """Ask what another minimum of points would bring, or fewer assignments."""
    least = tree.minimum_of(decision.rule)
    if least is not None:
        asked = Limit(is_points=True, now=least)
        other = None if limit is None else tree.with_minimum(decision.rule, limit)
    elif count := tree.columns_asked(decision.rule):
        asked = Limit(is_points=False, now=count)
        other = None if limit is None else tree.with_enough(decision.rule, limit)
    else:
        return None, None
    if other is None:
        return asked, None
    return asked, qualifications.what_if(run, decision, replace(decision, rule=other))


def _against(run: qualifications.Run, decision: qualifications.Decision) -> list[Against]:
    """Compare with the active list, and with the one that was exported where it is another."""
    last = qualifications.last_status(run.period)
    exported = qualifications.exported_status(run.period)
    named = [last, exported if last is None or exported is None or exported != last else None]
    return [_differences(run, decision, one) for one in named if one is not None]


def _differences(
    run: qualifications.Run, decision: qualifications.Decision, status: qualifications.Status
) -> Against:
    found = qualifications.differences(run, decision, status, named=_NAMED)
    names = ("gained", "lost", "opened", "joined", "left")
    return Against(status, {name: getattr(found, name) for name in names})
