"""How a run differs from an earlier list: counted in one pass, and named where anybody changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding import drafts
from lti_exams.qualifications.deciding.plan import plan
from lti_exams.qualifications.deciding.sets import Decision
from lti_exams.qualifications.models import Figure, QualifiesForFinalExam, Run, Status

_PERSON = "relatedstudent__person__"
_NAMES = (f"{_PERSON}family_name", f"{_PERSON}name", f"{_PERSON}sub")
_DECISIONS = QualifiesForFinalExam._meta.db_table


@dataclass(frozen=True, slots=True)
class Side:
    """Students who change in one way: how many, and the first of them by name."""

    count: int
    some: Sequence[launches.Membership] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """How a run differs from a status: who changes sides, who came, who is gone."""

    gained: Side
    lost: Side
    opened: Side
    joined: Side
    left: Side


def differences(run: Run, decision: Decision, status: Status, *, named: int = 20) -> Differences:
    """Compare a run with a status: the last one, or the one that was exported."""
    told = _counted(run, decision, status)
    left = status.students.count() - (sum(told.values()) - told.get("joined", 0))
    sides = _sides(run, decision, status)

    def side(name: str, count: int) -> Side:
        if not count:
            return Side(0)
        first = sides[name].select_related("relatedstudent__person").order_by(*_NAMES)[:named]
        return Side(count, [one.relatedstudent for one in first])

    return Differences(
        gained=side("gained", told.get("gained", 0)),
        lost=side("lost", told.get("lost", 0)),
        opened=side("opened", sides["opened"].count() if run.notready else 0),
        joined=side("joined", told.get("joined", 0)),
        left=side("left", left),
    )


def _counted(run: Run, decision: Decision, status: Status) -> Mapping[str, int]:
    """Count everybody who is in the run by how they change."""
    met, figures = plan(decision.rule).decision(drafts.stored), drafts.TABLE
    marks = ", ".join(["%s"] * len(run.notready))
    is_open = f"{figures}.relatedstudent_id IN ({marks})" if marks else "1 = 0"
    found = drafts.rows(
        "SELECT CASE WHEN d.id IS NULL THEN 'joined'"  # noqa: S608 - names of our own tables
        f" WHEN {is_open} THEN 'open'"
        f" WHEN {met} AND d.qualifies IS NOT TRUE THEN 'gained'"
        f" WHEN NOT {met} AND d.qualifies IS TRUE THEN 'lost'"
        f" ELSE 'same' END, COUNT(*) FROM {figures} LEFT JOIN {_DECISIONS} d"
        f" ON d.status_id = %s AND d.relatedstudent_id = {figures}.relatedstudent_id"
        f" WHERE {figures}.run_id = %s AND NOT {figures}.is_fresh GROUP BY 1",
        (*run.notready, status.pk, run.pk),
    )
    return {str(side): int(number) for side, number in found}


def _sides(run: Run, decision: Decision, status: Status) -> Mapping[str, QuerySet[Any, Any]]:
    """Return who is on each side; existence is asked for, since a long list is read once so."""
    here = Figure.objects.filter(run=run, is_fresh=False)
    theirs = QualifiesForFinalExam.objects.filter(status=status)
    mine = theirs.filter(relatedstudent=OuterRef("relatedstudent"))
    qualified = Exists(mine.filter(qualifies=True))
    decided = drafts.decided(run, plan(decision.rule))
    closed = decided.exclude(relatedstudent__in=run.notready) if run.notready else decided
    return {
        "gained": closed.filter(Exists(mine), ~qualified, qualifies=True),
        "lost": closed.filter(qualified, qualifies=False),
        "opened": here.filter(relatedstudent__in=run.notready),
        "joined": here.filter(~Exists(mine)),
        "left": theirs.filter(~Exists(here.filter(relatedstudent=OuterRef("relatedstudent")))),
    }
