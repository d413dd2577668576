"""How the students of a run are spread: over points where a rule adds up, else over passes."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_exams.kernel.points import SCALE
from lti_exams.qualifications.deciding import drafts
from lti_exams.qualifications.deciding.plan import Passed, Plan, plan
from lti_exams.qualifications.deciding.sets import Decision
from lti_exams.qualifications.models import Run
from lti_exams.qualifications.rules.tree import Sum, minimum_of
from lti_exams.results import api as results

_BINS = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """How many students are in each step from 0 to `top`; the limit, where there is one.

    Of points `top` and `limit` are scaled; of passes they count assignments.
    """

    is_points: bool
    numbers: Sequence[int]
    top: int
    limit: int | None


def spread(run: Run, decision: Decision) -> Spread | None:
    """Return the spread by the first sum of the rule, or by how many assignments were passed."""
    told = plan(decision.rule)
    if decision.rule.sums:
        return _of_points(run, told, decision.rule.sums[0])
    passed = [one for one in told.figures if isinstance(one, Passed)]
    if not passed:
        return None
    place, most = told.figures.index(passed[0]), len(passed[0].columns)
    numbers = drafts.histogram(run, place, bins=most + 1, top=most + 1)
    return Spread(False, numbers, most, most)


def _of_points(run: Run, told: Plan, added: Sum) -> Spread | None:
    top = _most(added)
    if not top:
        return None
    numbers = drafts.histogram(run, told.place_of(added), bins=_BINS, top=top * SCALE)
    return Spread(True, numbers, top, minimum_of(told.rule))


def _most(added: Sum) -> int:
    """Return what a sum can come to, scaled."""
    maxima = dict(results.Column.objects.filter(pk__in=added.columns).values_list("pk", "maximum"))
    best = sorted(
        max(maxima.get(term.column, 0) * term.weight for term in group) for group in added.groups
    )
    return sum(best[added.drop_lowest :]) // SCALE
