"""Gates for a crowd: the database says which leaves each person meets, as the bits of numbers."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Case, Expression, Q, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from lti_exams.kernel.conditions import All, Verdict, evaluate
from lti_exams.milestones.models import Award, Requirement
from lti_exams.milestones.queries.among import NumberAmong, array
from lti_exams.milestones.queries.gates import given_here
from lti_exams.milestones.queries.scenes import scene
from lti_exams.milestones.queries.standing import holds
from lti_exams.milestones.rules.awards import State
from lti_exams.milestones.rules.conditions import Condition
from lti_exams.milestones.rules.subjects import Subject

# So many leaves fit a database's number.
BITS = 60
_Mask = tuple[int, ...]


def who_pass(
    people: Collection[int], subjects: Collection[Subject], *, now: datetime
) -> dict[int, Verdict]:
    """Return for each person whether they may come in, and which requirements say so.

    People who stand alike share a verdict.
    """
    around = scene(subjects, now=now)
    asked = [row for one in subjects for row in around.asked.get(one.digest, [])]
    leaves = [row for row in asked if row.milestone_id is not None]
    here = given_here(subjects, around)
    free = {row.pk for row in leaves if row.pk in here and _lives(row)}
    masks = _masks(people, leaves, now=now)
    condition = All(tuple(around.condition(one) for one in subjects))
    places = {row.pk: divmod(place, BITS) for place, row in enumerate(leaves)}
    judge = {mask: _verdict(condition, mask, places, free) for mask in {*masks.values(), ()}}
    return {person: judge[masks.get(person, ())] for person in people}


def _lives(row: Requirement) -> bool:
    return row.milestone is not None and row.milestone.is_active and row.kind.is_active


def _verdict(
    condition: All, mask: _Mask, places: Mapping[int, tuple[int, int]], free: Collection[int]
) -> Verdict:
    def is_met(requirement: int) -> bool:
        word, bit = places[requirement]
        return requirement in free or bool(mask and mask[word] >> bit & 1)

    return evaluate(condition, lambda leaf: is_met(int(leaf["requirement"])))


def _masks(
    people: Collection[int], leaves: list[Requirement], *, now: datetime
) -> dict[int, _Mask]:
    """Return for each person who was awarded anything the leaves that it meets."""
    if not leaves:
        return {}
    words = [leaves[first : first + BITS] for first in range(0, len(leaves), BITS)]
    met = {f"word_{place}": _sum(word) for place, word in enumerate(words)}
    keys = {row.milestone_id for row in leaves}
    rows = Award.objects.filter(
        holds(now), NumberAmong("person_id", array(people)), milestone__in=keys
    )
    # Without an order of its own a query set is grouped by the order of the model too.
    found = rows.order_by().values("person").annotate(**met).values_list("person", *met)
    return {person: tuple(masks) for person, *masks in found}


def _sum(leaves: list[Requirement]) -> Sum:
    """Add up the bits of the leaves that each row meets.

    A person has one row for a milestone, so no bit is added twice.
    """
    alike: dict[tuple[bool, bool, Condition], dict[int, int]] = {}
    for place, row in enumerate(leaves):
        how = (row.kind.is_active, _lives(row), row.condition)
        bits = alike.setdefault(how, {})
        key = row.milestone_id or 0
        bits[key] = bits.get(key, 0) | 1 << place
    parts: list[Combinable] = [
        Case(When(_meets(*how), then=Bits(bits)), default=Value(0)) for how, bits in alike.items()
    ]
    return Sum(reduce(lambda one, other: one + other, parts), output_field=BigIntegerField())


class Bits(Expression):
    """The bits that belong to the milestone of a row."""

    output_field = BigIntegerField()

    def __init__(self, bits: Mapping[int, int]) -> None:
        super().__init__()
        self._bits = bits

    def as_sql(
        self,
        compiler: SQLCompiler,  # noqa: ARG002
        connection: BaseDatabaseWrapper,
    ) -> tuple[str, Any]:
        table = connection.ops.quote_name(Award._meta.db_table)
        cases = " ".join(f"WHEN {int(key)} THEN {int(bits)}" for key, bits in self._bits.items())
        return f"CASE {table}.milestone_id {cases} ELSE 0 END", []


def _meets(is_on: bool, lives: bool, condition: Condition) -> Q:  # noqa: FBT001
    if not is_on:
        return Q(pk__in=[])
    waived = Q(state=State.WAIVED.value)
    return waived | _earned(condition) if lives else waived


def _earned(condition: Condition) -> Q:
    asked = Q(state=State.EARNED.value)
    if condition.minimum_score is not None:
        asked &= Q(score__gte=condition.minimum_score)
    if condition.minimum_completion is not None:
        asked &= Q(completion__gte=condition.minimum_completion)
    if condition.verified:
        asked &= Q(is_verified=True)
    if condition.not_before is not None:
        asked &= Q(reached_at__gte=condition.not_before)
    if condition.not_after is not None:
        asked &= Q(reached_at__lte=condition.not_after)
    return asked
