"""What a saved status says of each student, explained from what was frozen with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from lti_exams.qualifications.deciding.plan import Belongs, plan
from lti_exams.qualifications.models import QualifiesForFinalExam, Status
from lti_exams.qualifications.queries.previews import Wanted
from lti_exams.qualifications.queries.statuses import decisions_of
from lti_exams.qualifications.rules.documents import read_rule
from lti_exams.qualifications.rules.explaining import Explanation, Mark, explain
from lti_exams.qualifications.rules.tree import Rule

_PERSON = "relatedstudent__person__"


@dataclass(frozen=True, slots=True)
class Decided:
    """One student of a status, as it was decided."""

    decision: QualifiesForFinalExam
    marks: Mapping[int, Mark]
    explanation: Explanation | None


def decided_lines(status: Status, wanted: Wanted) -> tuple[Sequence[Decided], int]:
    """Return a part of the students, in three queries, and how many there are of such."""
    found: QuerySet[Any, Any] = decisions_of(status).select_related("override")
    if wanted.is_open:
        found = found.filter(qualifies=None)
    elif wanted.qualifies is not None:
        found = found.filter(qualifies=wanted.qualifies)
    for word in wanted.search.replace("\x00", " ").split():
        named = Q(**{f"{_PERSON}name__icontains": word}) | Q(**{f"{_PERSON}sub": word})
        found = found.filter(named)
    if wanted.sort == "qualifies":
        by = F("qualifies")
        order = by.desc(nulls_last=True) if wanted.descending else by.asc(nulls_first=True)
        found = found.order_by(order, "is_nameless", f"{_PERSON}family_name", f"{_PERSON}name")
    elif wanted.descending:
        found = found.reverse()
    rule = read_rule(status.rule)
    page = found[wanted.start : wanted.start + wanted.size]
    return [_decided(one, rule) for one in page], found.count()


def decided(decision: QualifiesForFinalExam) -> Decided:
    """Explain one decision."""
    return _decided(decision, read_rule(decision.status.rule))


def _decided(decision: QualifiesForFinalExam, rule: Rule | None) -> Decided:
    marks = decision.marks
    if rule is None:
        return Decided(decision, marks, None)
    told = zip(plan(rule).figures, decision.figures, strict=False)
    sets = {one.name for one, figure in told if isinstance(one, Belongs) and figure}
    return Decided(decision, marks, explain(rule, marks, sets))
