"""The figures of a run: written once, read for every question that is asked about them."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding.plan import Plan, plan
from lti_exams.qualifications.deciding.sets import Decision, Sql
from lti_exams.qualifications.deciding.sql import WHOLE, Part, as_json, figures_of, from_json
from lti_exams.qualifications.models import Figure, Run

TABLE = Figure._meta.db_table
# From so many figures on, a plan made without counting them takes far longer than counting does.
_WORTH_COUNTING = 10_000
# From so many students on, joining lists row by row may take for ever.
_LONG = 1_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many students qualify, do not, and are left open."""

    qualified: int
    not_qualified: int
    open: int = 0

    @property
    def total(self) -> int:
        return self.qualified + self.not_qualified + self.open


def write_figures(
    run: Run,
    decision: Decision,
    *,
    is_fresh: bool = False,
    replaces: bool = True,
    part: Part = WHOLE,
) -> int:
    """Compute the figures of every learner, or of a part of them; return of how many."""
    wanted = plan(decision.rule)
    sql, parameters = figures_of(run.period, decision, wanted, part)
    told = as_json([f"w.f{place}" for place in range(len(wanted.figures))])
    if replaces:
        Figure.objects.filter(run=run, is_fresh=is_fresh).delete()
    with connection.cursor() as cursor:
        found = _found(cursor, sql, parameters)
        cursor.execute(
            f"INSERT INTO {TABLE} (run_id, relatedstudent_id, is_fresh, figures)"
            f" SELECT {int(run.pk)}, w.member_id, {_truth(is_fresh)}, {told} FROM {found[0]} w",
            found[1],
        )
        written = int(cursor.rowcount)
    if not is_fresh and part.is_whole and written >= _WORTH_COUNTING:
        count_for_plans()
    return written


def count_for_plans() -> None:
    """Let PostgreSQL know of many new figures, or it reads every question about them row by row.

    Not while a list is saved: two that are counted at once wait for each other's commit.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLE} (run_id, relatedstudent_id, is_fresh)")


@contextmanager
def whole_lists(students: int) -> Iterator[None]:
    """Let PostgreSQL join long lists as wholes, whatever it believes of their length.

    What it knows of fresh figures is from before they were written. Believing that there are none
    it went through everybody's results once for each student, and a save had no end.
    """
    if connection.vendor != "postgresql" or students < _LONG:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")


def _found(cursor: Any, sql: str, parameters: Sequence[Any]) -> Sql:
    """Return what was found, to be read from.

    PostgreSQL reads with one core for an INSERT, and with all of them for a new table.
    """
    if connection.vendor != "postgresql":
        return f"({sql})", tuple(parameters)
    name = f"found_{secrets.token_hex(8)}"
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {sql}", parameters)
    return name, ()


def _truth(value: bool) -> str:  # noqa: FBT001
    return "TRUE" if value else "FALSE"


def stored(place: int) -> str:
    """Return where a stored figure is read."""
    return from_json(f"{TABLE}.figures", place)


def figure_at(place: int) -> RawSQL:
    """Return a stored figure, as an annotation."""
    return RawSQL(stored(place), (), output_field=models.BigIntegerField())


def qualifies(wanted: Plan) -> RawSQL:
    """Return whether a student qualifies, as an annotation of stored figures."""
    return RawSQL(wanted.decision(stored), (), output_field=BooleanField())


def decided(run: Run, wanted: Plan) -> QuerySet[Any, Any]:
    """Return the stored figures of a run, each with `qualifies`."""
    figures = Figure.objects.filter(run=run, is_fresh=False)
    return figures.annotate(qualifies=qualifies(wanted))


def source(run: Run, decision: Decision, stored_plan: Plan) -> tuple[Plan, Sql]:
    """Return a query of `member_id` and `f…` for another decision about the same students.

    Where the figures that are stored are enough, as after a changed limit, nothing else is read.
    """
    same = stored_plan.of(decision.rule)
    if same is None:
        wanted = plan(decision.rule)
        return wanted, figures_of(run.period, decision, wanted)
    columns = [f"{stored(place)} AS f{place}" for place in range(len(same.figures))]
    shown = ", ".join([f"{TABLE}.relatedstudent_id AS member_id", *columns])
    return same, (f"SELECT {shown} FROM {TABLE} WHERE run_id = %s AND NOT is_fresh", (run.pk,))


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def counts(run: Run, wanted: Plan, *, open_keys: Sequence[int] = ()) -> Counts:
    """Count in one statement."""
    is_open = models.Q(relatedstudent__in=list(open_keys))
    told = decided(run, wanted).aggregate(
        met=models.Count("pk", filter=~is_open & models.Q(qualifies=True)),
        open=models.Count("pk", filter=is_open),
        total=models.Count("pk"),
    )
    return Counts(told["met"], told["total"] - told["met"] - told["open"], told["open"])


def histogram(run: Run, place: int, *, bins: int, top: int) -> list[int]:
    """Count students by a figure, in so many equal steps from 0 to `top`; above counts as top."""
    figure = stored(place)
    step = f"CAST(({figure}) * {int(bins)} / {max(1, int(top))} AS bigint)"
    found = rows(
        f"SELECT CASE WHEN {step} >= {int(bins)} THEN {int(bins) - 1} ELSE {step} END AS step,"
        f" COUNT(*) FROM {TABLE} WHERE run_id = %s AND NOT is_fresh GROUP BY 1",
        (run.pk,),
    )
    told = {int(each): int(number) for each, number in found}
    return [told.get(each, 0) for each in range(bins)]


def at(alias: str) -> Callable[[int], str]:
    return lambda place: f"{alias}.f{place}"


def members_who_qualify(period: launches.Course, decision: Decision) -> list[int]:
    """Return the memberships of all who qualify, without a run."""
    wanted = plan(decision.rule)
    sql, parameters = figures_of(period, decision, wanted)
    met = wanted.decision(at("w"))
    found = rows(f"SELECT w.member_id FROM ({sql}) w WHERE {met} ORDER BY 1", parameters)
    return [int(key) for (key,) in found]
