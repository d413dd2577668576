"""What milestones hands out: frozen values, never rows and never dicts."""

from dataclasses import dataclass
from datetime import datetime

from lti_exams.milestones.models import (
    Award,
    Fulfilment,
    Milestone,
    PastAward,
    RelationKind,
    Requirement,
)
from lti_exams.milestones.models.milestones import Side
from lti_exams.milestones.rules.awards import State, WhenLost, standing
from lti_exams.milestones.rules.conditions import Condition, Evidence
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.rules.trees import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneValue:
    """A milestone as it is now."""

    key: int
    namespace: str
    name: str
    display_name: str
    description: str
    is_given_by_hand: bool
    is_active: bool

    @property
    def title(self) -> str:
        return self.display_name or self.name

    @classmethod
    def of(cls, row: Milestone) -> "MilestoneValue":
        return cls(
            key=row.pk,
            namespace=row.namespace,
            name=row.name,
            display_name=row.display_name,
            description=row.description,
            is_given_by_hand=row.is_given_by_hand,
            is_active=row.is_active,
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of relation: its word, and whether it asks or gives."""

    name: str
    side: Side
    description: str
    is_active: bool

    @classmethod
    def of(cls, row: RelationKind) -> "Kind":
        return cls(row.name, Side(row.side), row.description, row.is_active)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A requirement, a group of requirements, or a fulfilment: which, says the side."""

    key: int
    side: Side
    kind: str
    subject: Subject
    milestone: MilestoneValue | None
    condition: Condition
    version: int
    parent: int | None = None
    mode: Mode | None = None
    count: int | None = None
    when_lost: WhenLost | None = None
    holds_for_days: int | None = None

    @classmethod
    def of(cls, row: Requirement | Fulfilment) -> "Tie":
        told: dict[str, object] = (
            {
                "side": Side.REQUIRES,
                "parent": row.parent_id,
                "mode": row.node.mode,
                "count": row.count,
            }
            if isinstance(row, Requirement)
            else {
                "side": Side.FULFILS,
                "when_lost": WhenLost(row.when_lost),
                "holds_for_days": row.holds_for_days,
            }
        )
        return cls(
            key=row.pk,
            kind=row.kind.name,
            subject=row.subject,
            milestone=MilestoneValue.of(row.milestone) if row.milestone else None,
            condition=row.condition,
            version=row.version,
            **told,  # type: ignore[arg-type]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a person holds or held of a milestone, and everything that it rests on."""

    person: int
    milestone: MilestoneValue
    state: State
    by_hand: bool
    until: datetime | None
    event: str
    rule: int | None
    rule_version: int | None
    evidence: Evidence
    decided_at: datetime
    decided_by: str
    reason: str
    version: int

    @property
    def counts(self) -> bool:
        return self.state in (State.EARNED, State.WAIVED)

    @classmethod
    def of(cls, row: Award, *, now: datetime) -> "Holding":
        held = row.held
        return cls(
            person=row.person_id,
            milestone=MilestoneValue.of(row.milestone),
            state=standing(held.state, held.until, now=now),
            by_hand=held.by_hand,
            until=held.until,
            event=held.event,
            rule=held.rule,
            rule_version=held.rule_version,
            evidence=held.evidence,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            reason=row.reason,
            version=row.version,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What an award was before it changed: the state, by whom, since when and why."""

    version: int
    state: State
    by_hand: bool
    until: datetime | None
    event: str
    rule: int | None
    rule_version: int | None
    evidence: Evidence
    decided_at: datetime
    decided_by: str
    reason: str

    @classmethod
    def of(cls, row: PastAward) -> "Past":
        held = row.held
        return cls(
            version=row.version,
            state=held.state,
            by_hand=held.by_hand,
            until=held.until,
            event=held.event,
            rule=held.rule,
            rule_version=held.rule_version,
            evidence=held.evidence,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            reason=row.reason,
        )
