"""What a run would decide: who, why, and what changes. Its cost does not grow with the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding import drafts
from lti_exams.qualifications.deciding.plan import Added, Plan, plan
from lti_exams.qualifications.deciding.sets import Decision
from lti_exams.qualifications.models import Figure, Run
from lti_exams.qualifications.rules.explaining import Explanation, Mark, explain
from lti_exams.results import api as results

_PERSON = "relatedstudent__person__"
_NAMES = (f"{_PERSON}family_name", f"{_PERSON}name", f"{_PERSON}sub")
# From so many digits on it may be no number that a database has.
_LONGEST_KEY = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the list is looked at. `sort` is name, qualifies, total, or `column:12`."""

    sort: str = "name"
    descending: bool = False
    qualifies: bool | None = None
    is_open: bool = False
    search: str = ""
    start: int = 0
    size: int = 50

    @property
    def is_everybody(self) -> bool:
        """Tell whether nobody is left out."""
        return self.qualifies is None and not self.is_open and not self.search.split()


@dataclass(frozen=True, slots=True)
class Line:
    """One student of a preview."""

    member: launches.Membership
    qualifies: bool
    is_open: bool
    marks: Mapping[int, results.Result]
    explanation: Explanation


def counts(run: Run, decision: Decision) -> drafts.Counts:
    """Count who qualifies, who does not, and who is left open, in one query."""
    return drafts.counts(run, plan(decision.rule), open_keys=run.notready)


def lines(run: Run, decision: Decision, wanted: Wanted) -> list[Line]:
    """Return a page of students, each with the reasons, in three queries."""
    found = _chosen(run, plan(decision.rule), wanted)
    page = list(found[wanted.start : wanted.start + wanted.size])
    return explained(run, decision, page)


def explained(run: Run, decision: Decision, page: Sequence[Figure]) -> list[Line]:
    """Explain students leaf by leaf, from their results and not from the figures."""
    members = [one.relatedstudent for one in page]
    marks = results.counting_results(decision.rule.columns, [one.person_id for one in members])
    held = {name: each.among(members) for name, each in decision.sets.items()}
    return [
        _line(run, decision, figure, marks.get(figure.relatedstudent.person_id, {}), held)
        for figure in page
    ]


def _line(
    run: Run,
    decision: Decision,
    figure: Figure,
    mine: Mapping[int, results.Result],
    held: Mapping[str, frozenset[int]],
) -> Line:
    marks = {column: Mark(one.points, one.is_passing) for column, one in mine.items()}
    belongs_to = {name for name, keys in held.items() if figure.relatedstudent_id in keys}
    return Line(
        member=figure.relatedstudent,
        qualifies=bool(figure.qualifies),  # type: ignore[attr-defined]
        is_open=figure.relatedstudent_id in run.notready,
        marks=mine,
        explanation=explain(decision.rule, marks, belongs_to),
    )


def chosen(run: Run, decision: Decision, wanted: Wanted) -> QuerySet[Any, Any]:
    """Return everybody whom a filter and a search leave, in the order that is wanted."""
    return _chosen(run, plan(decision.rule), wanted)


def _chosen(run: Run, wanted_plan: Plan, wanted: Wanted) -> QuerySet[Any, Any]:
    found = drafts.decided(run, wanted_plan).select_related("relatedstudent__person")
    if wanted.is_open:
        found = found.filter(relatedstudent__in=run.notready)
    elif wanted.qualifies is not None:
        found = found.filter(qualifies=wanted.qualifies).exclude(relatedstudent__in=run.notready)
    for word in wanted.search.replace("\x00", " ").split():
        named = Q(**{f"{_PERSON}name__icontains": word}) | Q(**{f"{_PERSON}sub": word})
        found = found.filter(named)
    return _sorted(found, wanted_plan, wanted)


def _sorted(found: QuerySet[Any, Any], told: Plan, wanted: Wanted) -> QuerySet[Any, Any]:
    kind, _, key = wanted.sort.partition(":")
    if kind == "qualifies":
        first: Any = F("qualifies")
    elif kind == "column" and key.isascii() and key.isdecimal() and len(key) < _LONGEST_KEY:
        found = found.annotate(cell=_points_in(int(key)))
        first = F("cell")
    elif kind == "total" and total_place(told) is not None:
        found = found.annotate(total=drafts.figure_at(total_place(told) or 0))
        first = F("total")
    else:
        ordered = found.order_by(*_NAMES, "pk")
        return ordered.reverse() if wanted.descending else ordered
    order = first.desc(nulls_last=True) if wanted.descending else first.asc(nulls_first=True)
    return found.order_by(order, *_NAMES, "pk")


def _points_in(column: int) -> Subquery:
    mine = results.Result.objects.filter(
        counts=True, column_id=column, person_id=OuterRef("relatedstudent__person_id")
    )
    return Subquery(mine.values("points")[:1])


def total_place(told: Plan) -> int | None:
    """Return the place of the first sum among the figures, which is the one that is shown."""
    sums = (place for place, figure in enumerate(told.figures) if isinstance(figure, Added))
    return next(sums, None)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What other settings would bring: the counts, and who would change sides."""

    counts: drafts.Counts
    gained: Sequence[int]
    lost: Sequence[int]
    gained_count: int
    lost_count: int


def what_if(run: Run, decision: Decision, other: Decision, *, named: int = 200) -> WhatIf:
    """Compare a run with what another decision would make of the same students."""
    now_plan = plan(decision.rule)
    then, (sql, parameters) = drafts.source(run, other, now_plan)
    table = drafts.TABLE
    joined = (
        f"FROM {table} JOIN ({sql}) w ON w.member_id = {table}.relatedstudent_id"
        f" WHERE {table}.run_id = %s AND NOT {table}.is_fresh"
    )
    before, after = now_plan.decision(drafts.stored), then.decision(drafts.at("w"))
    asked = (*parameters, run.pk)
    found = drafts.rows(f"SELECT {before}, {after}, COUNT(*) {joined} GROUP BY 1, 2", asked)
    told = {(bool(old), bool(new)): int(number) for old, new, number in found}

    def who(old: str, new: str) -> list[int]:
        sided = f" AND {old} AND NOT {new} ORDER BY {table}.relatedstudent_id LIMIT {int(named)}"
        keys = drafts.rows(f"SELECT {table}.relatedstudent_id {joined}{sided}", asked)
        return [int(key) for (key,) in keys]

    gained, lost = told.get((False, True), 0), told.get((True, False), 0)
    met = gained + told.get((True, True), 0)
    return WhatIf(
        drafts.Counts(met, sum(told.values()) - met),
        gained=who(after, before) if gained else [],
        lost=who(before, after) if lost else [],
        gained_count=gained,
        lost_count=lost,
    )
