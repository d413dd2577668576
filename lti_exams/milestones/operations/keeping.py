"""Awards are changed in one way: what they were is kept, and whoever listens is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.api import Person
from lti_exams.milestones.errors import NoSuchHolder
from lti_exams.milestones.models import Award, Holder, PastAward
from lti_exams.milestones.models.awards import Standing
from lti_exams.milestones.operations.bulk import Upsert
from lti_exams.milestones.queries.among import NumberAmong, array, rows_of
from lti_exams.milestones.rules.awards import COUNTING, Held, State, standing
from lti_exams.milestones.signals import milestone_awarded, milestone_revoked, tell

Pair = tuple[int, int]
_LARGEST_KEY = 2**63 - 1
_theirs = Question(
    lambda: Award.objects.filter(
        NumberAmong("person_id", Asked("people")),
        NumberAmong("milestone_id", Asked("milestones")),
    ).order_by()
)
_awards = Upsert(Award, unique=["person", "milestone"])


@dataclass(frozen=True, slots=True)
class Changed:
    """An award that changed, and how it stood before; None where there was none."""

    person: int
    milestone: int
    before: State | None
    after: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Who decided, when, and why."""

    by: str
    now: datetime
    reason: str = ""


def hold_people(people: Iterable[int]) -> None:
    """Lock people, always in one order; whoever writes about their awards at once waits."""
    wanted = set(people)
    if not all(0 < key <= _LARGEST_KEY for key in wanted):
        raise NoSuchHolder
    with connection.cursor() as cursor:
        cursor.execute(_HOLD.format(people=rows_of("bigint")), [array(wanted)])
        held = {key for (key,) in cursor.fetchall()}
    if held != wanted:
        raise NoSuchHolder


# A row that is there is written over by itself: that locks it, as reading it would, in one go.
_HOLD = f"""
    INSERT INTO {Holder._meta.db_table} (person_id)
    SELECT id FROM {Person._meta.db_table} WHERE id IN ({{people}}) ORDER BY id
    ON CONFLICT (person_id) DO UPDATE SET person_id = EXCLUDED.person_id
    RETURNING person_id
"""  # noqa: S608 - names of our own tables


def awards_of(people: Iterable[int], milestones: Iterable[int]) -> dict[Pair, Award]:
    rows = _theirs.rows(people=array(set(people)), milestones=array(set(milestones)))
    return {(row.person_id, row.milestone_id): row for row in rows}


def keep(
    decided: Mapping[Pair, Held], there: Mapping[Pair, Award], why: Why
) -> tuple[Changed, ...]:
    """Store what was decided about people who are held, where it differs from what is there."""
    new = {
        pair: held
        for pair, held in decided.items()
        if pair not in there or there[pair].held != held
    }
    if not new:
        return ()
    changes = tuple(_change(pair, held, there.get(pair), why) for pair, held in new.items())
    past = [_past(there[pair]) for pair in new if pair in there]
    if past:
        PastAward.objects.bulk_create(past)
    _awards.store(_row(pair, held, there.get(pair), why) for pair, held in new.items())
    _tell(changes, now=why.now)
    return changes


def _change(pair: Pair, held: Held, award: Award | None, why: Why) -> Changed:
    # As whoever listens was told last: of what is merely over, nobody was told anything.
    before = State(award.state) if award else None
    return Changed(*pair, before, standing(held.state, held.until, now=why.now))


def _past(award: Award) -> PastAward:
    was = {field.attname: getattr(award, field.attname) for field in Standing._meta.concrete_fields}
    return PastAward(award_id=award.pk, version=award.version, **was)


def _row(pair: Pair, held: Held, award: Award | None, why: Why) -> dict[str, object]:
    return {
        "person_id": pair[0],
        "milestone_id": pair[1],
        "version": award.version + 1 if award else 1,
        "state": held.state.value,
        "by_hand": held.by_hand,
        "until": held.until,
        "event": held.event,
        "fulfilment_id": held.rule,
        "rule_version": held.rule_version,
        "reached_at": held.evidence.at,
        "score": held.evidence.score,
        "completion": held.evidence.completion,
        "is_verified": held.evidence.is_verified,
        "decided_at": why.now,
        "decided_by": why.by,
        "reason": why.reason,
    }


def _tell(changes: Sequence[Changed], *, now: datetime) -> None:
    if not (milestone_awarded.has_listeners() or milestone_revoked.has_listeners()):
        return
    for one in changes:
        counted, counts = one.before in COUNTING, one.after in COUNTING
        if counts is not counted:
            tell(
                milestone_awarded if counts else milestone_revoked,
                person=one.person,
                milestone=one.milestone,
                before=one.before.value if one.before else "",
                after=one.after.value,
                now=now,
            )
