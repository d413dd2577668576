"""Subjects are made to ask for milestones and to give them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.milestones.errors import (
    NeverMet,
    NoSuchMilestone,
    NoSuchRelationKind,
    NoSuchTie,
    TieRefused,
)
from lti_exams.milestones.models import Fulfilment, Milestone, RelationKind, Requirement, Side
from lti_exams.milestones.operations.reaching_back import reach_back
from lti_exams.milestones.operations.storing import columns, hold_kinds, kept
from lti_exams.milestones.queries.paths import troubles_in
from lti_exams.milestones.queries.scenes import whole_scene
from lti_exams.milestones.rules.awards import WhenLost
from lti_exams.milestones.rules.conditions import ALWAYS, Condition
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.rules.trees import Mode
from lti_exams.milestones.signals import requirement_changed, tell
from lti_exams.milestones.values import MilestoneValue, Tie

REQUIRES, FULFILS = "requires", "fulfils"
MOST_DAYS, MOST_DEPTH = 36_500, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequirement:
    """What a subject is to ask for, by itself or as a part of a group."""

    subject: Subject
    milestone: int
    condition: Condition = ALWAYS
    kind: str = REQUIRES
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup:
    """A group of requirements, with the milestones that are its first parts."""

    subject: Subject
    mode: Mode
    milestones: Sequence[int]
    count: int | None = None
    kind: str = REQUIRES
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFulfilment:
    """What a subject is to give, for how long, and what becomes of it when its reason is gone."""

    subject: Subject
    milestone: int
    condition: Condition = ALWAYS
    when_lost: WhenLost = WhenLost.TAKE_BACK
    holds_for_days: int | None = None
    kind: str = FULFILS


@transaction.atomic
def require(wanted: Sequence[NewRequirement], *, by: str, now: datetime) -> list[Tie]:
    """Let subjects ask for milestones. What nobody could meet is refused, all of it."""
    kinds = _kinds({one.kind for one in wanted}, Side.REQUIRES)
    milestones = _milestones(one.milestone for one in wanted)
    _check_parents(wanted)
    rows = [
        Requirement(
            **columns(one.subject, one.condition, by=by, now=now),
            kind=kinds[one.kind],
            milestone=milestones[one.milestone],
            parent_id=one.parent,
        )
        for one in wanted
    ]
    stored = kept(Requirement, rows)
    _check_can_be_met({one.subject for one in wanted}, {row.pk for row in stored}, now=now)
    return _told("requirement.add", stored, by=by, now=now)


@transaction.atomic
def require_group(new: NewGroup, *, by: str, now: datetime, parts: int = 0) -> Tie:
    """Let a subject ask for some of several milestones. It comes with its parts, or not at all.

    `parts` are others, such as groups, that the caller adds before anybody sees the group.
    """
    kinds = _kinds({new.kind}, Side.REQUIRES)
    _check_group(new, len(set(new.milestones)) + parts)
    _check_parents([new])
    if new.parent is not None:
        _check_depth(new)
    row = Requirement.objects.create(
        **columns(new.subject, ALWAYS, by=by, now=now),
        kind=kinds[new.kind],
        mode=Mode(new.mode).value,
        count=new.count,
        parent_id=new.parent,
    )
    first = [
        NewRequirement(subject=new.subject, milestone=key, kind=new.kind, parent=row.pk)
        for key in new.milestones
    ]
    if first:
        require(first, by=by, now=now)
    return _told("requirement.group", [row], by=by, now=now)[0]


@transaction.atomic
def fulfil(
    wanted: Sequence[NewFulfilment], *, by: str, now: datetime, reaches_back: bool = True
) -> list[Tie]:
    """Let subjects give milestones; also for what was completed before, unless told otherwise."""
    kinds = _kinds({one.kind for one in wanted}, Side.FULFILS)
    milestones = _milestones(one.milestone for one in wanted)
    rows = [
        _fulfilment(one, kinds[one.kind], milestones[one.milestone], by=by, now=now)
        for one in wanted
    ]
    stored = kept(Fulfilment, rows)
    _check_not_on_itself(one.subject for one in wanted)
    if reaches_back:
        reach_back({one.milestone for one in wanted}, by=by, now=now)
    return _told("fulfilment.add", stored, by=by, now=now)


def _fulfilment(
    new: NewFulfilment, kind: RelationKind, milestone: Milestone, *, by: str, now: datetime
) -> Fulfilment:
    days = new.holds_for_days
    if days is not None and (type(days) is not int or not 1 <= days <= MOST_DAYS):
        raise TieRefused(field="holds_for_days", why=f"it is no number from 1 to {MOST_DAYS}")
    return Fulfilment(
        **columns(new.subject, new.condition, by=by, now=now),
        kind=kind,
        milestone=milestone,
        when_lost=WhenLost(new.when_lost).value,
        holds_for_days=days,
    )


def _kinds(names: set[str], side: Side) -> dict[str, RelationKind]:
    """Return kinds by their words, and hold them."""
    found = {row.name: row for row in hold_kinds() if row.is_active and row.side == side.value}
    for name in names - found.keys():
        raise NoSuchRelationKind(name=name)
    return found


def _milestones(keys: Iterable[int]) -> dict[int, Milestone]:
    wanted = set(keys)
    found = Milestone.objects.in_bulk(wanted)
    if found.keys() != wanted or not all(row.is_active for row in found.values()):
        raise NoSuchMilestone
    return found


def _check_parents(wanted: Iterable[NewRequirement | NewGroup]) -> None:
    parents = {one.parent: one.subject for one in wanted if one.parent is not None}
    if not parents:
        return
    rows = Requirement.objects.filter(pk__in=parents, is_active=True, milestone=None)
    found = {row.pk: row.subject for row in rows}
    if found != parents:
        raise NoSuchTie


def _check_depth(new: NewGroup) -> None:
    """Refuse groups within groups beyond what anybody reads, and what an export can hold."""
    groups = Requirement.objects.filter(subject_digest=new.subject.digest, milestone=None)
    above = dict(groups.values_list("pk", "parent"))
    depth, at = 1, new.parent
    while at is not None and depth <= MOST_DEPTH:
        depth, at = depth + 1, above.get(at)
    if depth > MOST_DEPTH:
        raise TieRefused(field="parent", why=f"groups lie more than {MOST_DEPTH} deep")


def _check_group(new: NewGroup, parts: int) -> None:
    if new.mode not in list(Mode):
        raise TieRefused(field="mode", why="a group is all, any or at-least")
    if not parts:
        raise TieRefused(field="milestones", why="a group without parts is never met")
    counts = new.mode == Mode.AT_LEAST
    fits = new.count is not None and 1 <= new.count <= parts
    if counts != (new.count is not None) or (counts and not fits):
        raise TieRefused(field="count", why="it does not fit the parts of the group")


def _check_can_be_met(subjects: set[Subject], new: set[int], *, now: datetime) -> None:
    """Refuse new requirements that nobody can meet; older ones of a subject have their alarm."""
    _check_not_on_itself(subjects)
    around = whole_scene(subjects, now=now)
    for trouble in troubles_in(around, {one.digest for one in subjects}):
        if trouble.requirement in new and trouble.code in ("circular", "unreachable"):
            raise NeverMet(
                f"milestone-requirement-{trouble.code}",
                milestone=trouble.milestone.title if trouble.milestone else "",
            )


def _check_not_on_itself(subjects: Iterable[Subject]) -> None:
    digests = {one.digest for one in subjects}
    gives = Fulfilment.objects.filter(is_active=True, subject_digest__in=digests)
    given = set(gives.values_list("subject_digest", "milestone"))
    asks = Requirement.objects.filter(is_active=True, subject_digest__in=digests)
    for row in asks.select_related("milestone"):
        if row.milestone is not None and (row.subject_digest, row.milestone_id) in given:
            title = MilestoneValue.of(row.milestone).title
            raise NeverMet("milestone-requirement-circular", milestone=title)


def _told(
    action: str, rows: Sequence[Requirement | Fulfilment], *, by: str, now: datetime
) -> list[Tie]:
    entries = [
        audit.Entry(at=now, actor=by, action=action, subject=_name(row), after=_after(row))
        for row in rows
    ]
    audit.record_all(entries)
    subjects = tuple({row.subject for row in rows})
    keys = sorted({row.milestone_id for row in rows if row.milestone_id})
    tell(
        requirement_changed,
        subjects=subjects,
        milestones=keys,
        action=action,
        troubles=(),
        now=now,
    )
    return [Tie.of(row) for row in rows]


def _name(row: Requirement | Fulfilment) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _after(row: Requirement | Fulfilment) -> dict[str, object]:
    # The key may be longer than the audit's own column takes.
    return {"of": f"{row.subject_kind}:{row.subject_key}", "milestone": row.milestone_id}
