"""Figures become decisions, and are compared with the figures that somebody looked at."""

from dataclasses import dataclass

from django.db import connection

from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding import drafts
from lti_exams.qualifications.deciding.plan import At, Plan, plan
from lti_exams.qualifications.deciding.sets import Decision, Members
from lti_exams.qualifications.deciding.snapshots import snapshots_of
from lti_exams.qualifications.models import Override, QualifiesForFinalExam, Run, Status
from lti_exams.qualifications.rules.tree import BARRED, WAIVED

_DECISIONS = QualifiesForFinalExam._meta.db_table
# The set of those whom an earlier term lets qualify.
EARLIER = "qualified-earlier"


@dataclass(frozen=True, slots=True)
class Changed:
    """A student of whom something else is known than was looked at."""

    member_id: int
    before: bool | None
    after: bool | None


def changes_of(run: Run, told: Plan) -> list[Changed]:
    """Return everybody whose figures are not those that were looked at."""
    table = drafts.TABLE
    before, after = told.decision(_at("b")), told.decision(_at("a"))
    sides = (("b", "a", "LEFT JOIN"), ("a", "b", "LEFT JOIN"))
    found: dict[int, Changed] = {}
    for one, other, join in sides:
        truth = {"b": "FALSE", "a": "TRUE"}
        rows = drafts.rows(
            f"SELECT {one}.relatedstudent_id,"
            f" CASE WHEN b.id IS NULL THEN NULL ELSE {before} END,"
            f" CASE WHEN a.id IS NULL THEN NULL ELSE {after} END"
            f" FROM {table} {one} {join} {table} {other}"
            f" ON {other}.relatedstudent_id = {one}.relatedstudent_id"
            f" AND {other}.run_id = {one}.run_id AND {other}.is_fresh = {truth[other]}"
            f" WHERE {one}.run_id = %s AND {one}.is_fresh = {truth[one]}"
            f" AND ({other}.id IS NULL OR a.figures <> b.figures)",
            (run.pk,),
        )
        found |= {int(key): Changed(int(key), _known(old), _known(new)) for key, old, new in rows}
    return [found[key] for key in sorted(found)]


def _at(alias: str) -> At:
    return lambda place: drafts.from_json(f"{alias}.figures", place)


def _known(value: object) -> bool | None:
    return None if value is None else bool(value)


def write_decisions(run: Run, decision: Decision, status: Status) -> int:
    """Write a decision for every learner, in one statement; return of how many."""
    told = plan(decision.rule)
    met = told.decision(_at("f"))
    chosen = ", ".join(str(int(key)) for key in run.notready)
    opened = f"f.relatedstudent_id IN ({chosen})" if chosen else "1 = 0"
    alone = told.decision(_at("f"), without=EARLIER) if EARLIER in decision.rule.sets else ""
    carried = f"({met}) AND NOT ({alone}) AND NOT ({opened})" if alone else "1 = 0"
    snapshots = snapshots_of(decision.rule.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_DECISIONS} (relatedstudent_id, status_id, qualifies, under,"
            " is_carried, figures, snapshot, override_id)"
            f" SELECT f.relatedstudent_id, {int(status.pk)},"
            f" CASE WHEN {opened} THEN NULL ELSE {met} END, %s, {carried}, f.figures,"
            f" COALESCE(s.snapshot, ''), {_override(decision)}"
            f" FROM {drafts.TABLE} f"
            f" JOIN {launches.Membership._meta.db_table} m ON m.id = f.relatedstudent_id"
            f" LEFT JOIN ({snapshots}) s ON s.person_id = m.person_id"
            " WHERE f.run_id = %s AND f.is_fresh",
            (status.status, run.pk),
        )
        return int(cursor.rowcount)


def _override(decision: Decision) -> str:
    """Return which single decision went before the rule, if one did."""
    single = [decision.sets[name] for name in (WAIVED, BARRED) if name in decision.rule.sets]
    keys = sorted(key for one in single if isinstance(one, Members) for key in one.keys)
    if not keys:
        return "CAST(NULL AS bigint)"
    return (
        f"(SELECT o.id FROM {Override._meta.db_table} o"
        " WHERE o.relatedstudent_id = f.relatedstudent_id AND o.withdrawn_at IS NULL"
        f" AND o.relatedstudent_id IN ({', '.join(map(str, keys))}))"
    )
