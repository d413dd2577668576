"""One click: this needs that one. Milestone, fulfilment and requirement come and go together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.milestones.models import CourseRulePart, Fulfilment, Requirement
from lti_exams.milestones.operations.definitions import (
    NewMilestone,
    add_milestones,
    remove_milestones,
)
from lti_exams.milestones.operations.removals import untie
from lti_exams.milestones.operations.storing import hold_kinds
from lti_exams.milestones.operations.ties import (
    FULFILS,
    REQUIRES,
    NewFulfilment,
    NewRequirement,
    fulfil,
    require,
)
from lti_exams.milestones.queries.milestones import milestones_named
from lti_exams.milestones.rules.conditions import ALWAYS, Condition
from lti_exams.milestones.rules.portable import PREREQUISITE
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.values import MilestoneValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """What something needs first, what people call that, and how well it must be done."""

    subject: Subject
    title: str = ""
    condition: Condition = ALWAYS


def add_prerequisite(
    subject: Subject, needed: Prerequisite, *, by: str, now: datetime
) -> MilestoneValue:
    """Let a subject need another to be completed first."""
    return add_prerequisites(subject, [needed], by=by, now=now)[0]


@transaction.atomic
def add_prerequisites(
    subject: Subject, needed: Sequence[Prerequisite], *, by: str, now: datetime
) -> list[MilestoneValue]:
    """Let a subject need others to be completed first.

    What gives the milestone already does so as its own teachers said, and goes on like that.
    """
    hold_kinds()
    new = [_milestone(one) for one in needed]
    milestones = add_milestones(new, by=by, now=now)
    keys = {one.name: one.key for one in milestones}
    given = _given(keys.values())
    gives = [
        NewFulfilment(subject=one.subject, milestone=keys[str(one.subject)])
        for one in needed
        if (one.subject.digest, keys[str(one.subject)]) not in given
    ]
    asks = [
        NewRequirement(subject=subject, milestone=keys[str(one.subject)], condition=one.condition)
        for one in needed
    ]
    if gives:
        fulfil(gives, by=by, now=now)
    require(asks, by=by, now=now)
    return milestones


def _given(milestones: Iterable[int]) -> set[tuple[str, int]]:
    gives = Fulfilment.objects.filter(milestone__in=list(milestones), is_active=True)
    usual = gives.filter(kind__name=FULFILS).order_by()
    return set(usual.values_list("subject_digest", "milestone"))


def _milestone(needed: Prerequisite) -> NewMilestone:
    return NewMilestone(namespace=PREREQUISITE, name=str(needed.subject), display_name=needed.title)


@transaction.atomic
def remove_prerequisites(
    subject: Subject, needed: Sequence[Subject], *, by: str, now: datetime
) -> None:
    """Let a subject need others no more; what nothing else needs goes altogether."""
    hold_kinds()
    found = milestones_named([(PREREQUISITE, str(one)) for one in needed])
    wanted = Requirement.objects.filter(milestone__in=[one.key for one in found.values()])
    wanted = wanted.filter(is_active=True).order_by()
    own = wanted.filter(subject_digest=subject.digest)
    keys = set(own.values_list("milestone", flat=True))
    untie([(subject, key) for key in keys], kind=REQUIRES, by=by, now=now)
    asked = CourseRulePart.objects.filter(milestone__in=keys)
    idle = keys - set(wanted.values_list("milestone", flat=True))
    idle -= set(asked.values_list("milestone", flat=True))
    if idle:
        Fulfilment.objects.filter(milestone__in=idle, is_active=True).update(is_active=False)
        remove_milestones(idle, by=by, now=now)


def remove_prerequisite(subject: Subject, needed: Subject, *, by: str, now: datetime) -> None:
    remove_prerequisites(subject, [needed], by=by, now=now)


@transaction.atomic
def set_prerequisites(
    subject: Subject, needed: Sequence[Prerequisite], *, by: str, now: datetime
) -> list[MilestoneValue]:
    """Let a subject need exactly these, in place of whatever it needed by this helper before."""
    wanted = {one.subject for one in needed}
    gone = [one for one in prerequisites_of(subject) if one not in wanted]
    if gone:
        remove_prerequisites(subject, gone, by=by, now=now)
    return add_prerequisites(subject, needed, by=by, now=now) if needed else []


def prerequisites_of(subject: Subject) -> Mapping[Subject, int]:
    """Return what a subject needs by this helper, each with its milestone."""
    asked = Requirement.objects.filter(
        subject_digest=subject.digest, is_active=True, milestone__namespace=PREREQUISITE
    )
    gives = Fulfilment.objects.filter(is_active=True, milestone__in=asked.values("milestone"))
    return {row.subject: row.milestone_id for row in gives}
