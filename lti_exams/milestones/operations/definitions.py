"""Milestones are made, changed, switched off and on again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.milestones.errors import MilestoneRefused, NoSuchMilestone
from lti_exams.milestones.models import Fulfilment, Milestone, Requirement
from lti_exams.milestones.operations.reaching_back import reach_back
from lti_exams.milestones.queries.ties import course_digest
from lti_exams.milestones.rules.subjects import digest_of_all, is_storable
from lti_exams.milestones.signals import requirement_changed, tell
from lti_exams.milestones.values import MilestoneValue


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMilestone:
    """What staff say of a milestone. Namespace and name are of any length and script."""

    namespace: str
    name: str
    display_name: str = ""
    description: str = ""
    is_given_by_hand: bool = False

    @property
    def digest(self) -> str:
        return digest_of_all(self.namespace, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChanges:
    """What is to change of a milestone; what is left out stays."""

    namespace: str | None = None
    name: str | None = None
    display_name: str | None = None
    description: str | None = None
    is_given_by_hand: bool | None = None


@transaction.atomic
def add_milestones(
    wanted: Iterable[NewMilestone],
    *,
    by: str,
    now: datetime,
    links_follow: bool = True,
    within: str | None = None,
) -> list[MilestoneValue]:
    """Return these milestones, made where they are new and switched on where they are off.

    What is switched on finds its requirements and fulfilments as they were, or off by wish:
    everywhere, or `within` one course and no other. What people hold stays theirs either way, and
    what was revoked stays revoked; what was completed, or undone, while it was off decides now.
    """
    told = {one.digest: one for one in wanted}
    for one in told.values():
        _check(one.namespace, one.name, one.display_name, one.description)
    found = _named(told)
    missing = [one for digest, one in told.items() if digest not in found]
    if missing:
        Milestone.objects.bulk_create([_row(one, now) for one in missing], ignore_conflicts=True)
        found = _named(told)
    off = [row for row in found.values() if not row.is_active]
    if not links_follow:
        for model in (Requirement, Fulfilment):
            _in(model.objects.filter(milestone__in=off), within).update(is_active=False)
    _switch_on(off, by=by, now=now)
    _note("milestone.add", [found[one.digest].pk for one in missing], by=by, now=now)
    _note("milestone.switch-on", [row.pk for row in off], by=by, now=now)
    return [MilestoneValue.of(found[digest]) for digest in told]


def _named(digests: Iterable[str]) -> dict[str, Milestone]:
    return {row.digest: row for row in Milestone.objects.filter(digest__in=list(digests))}


def _row(new: NewMilestone, now: datetime) -> Milestone:
    return Milestone(
        **asdict(new),
        namespace_digest=digest_of_all(new.namespace),
        digest=new.digest,
        created_at=now,
    )


def _check(namespace: object, name: object, *texts: object) -> None:
    for field, text in (("namespace", namespace), ("name", name)):
        if not isinstance(text, str) or not text.strip():
            raise MilestoneRefused(field=field, why="it is empty or no text")
    for text in (namespace, name, *texts):
        if not isinstance(text, str) or not is_storable(text):
            raise MilestoneRefused(field="name", why="a text holds what cannot be stored")


def _in(rows: QuerySet[Any], course: str | None) -> QuerySet[Any]:
    living = rows.filter(is_active=True)
    return living if course is None else living.filter(course_digest=course_digest(course))


def _switch_on(rows: Sequence[Milestone], *, by: str, now: datetime) -> None:
    if not rows:
        return
    Milestone.objects.filter(pk__in=[row.pk for row in rows]).update(is_active=True)
    for row in rows:
        row.is_active = True
    reach_back([row.pk for row in rows], by=by, now=now)


def _note(action: str, keys: Sequence[int], *, by: str, now: datetime) -> None:
    if keys:
        entries = [_entry(action, key, by=by, now=now) for key in keys]
        audit.record_all(entries)


def _entry(action: str, key: int, *, by: str, now: datetime) -> audit.Entry:
    return audit.Entry(at=now, actor=by, action=action, subject=f"milestone:{key}")


@transaction.atomic
def edit_milestones(
    changes: Mapping[int, MilestoneChanges], *, by: str, now: datetime
) -> list[MilestoneValue]:
    """Change milestones, and store it."""
    rows = Milestone.objects.select_for_update(no_key=True).filter(pk__in=changes, is_active=True)
    found = {row.pk: row for row in rows}
    if found.keys() != changes.keys():
        raise NoSuchMilestone
    entries = [_changed(found[key], wanted, by=by, now=now) for key, wanted in changes.items()]
    fields = [*MilestoneChanges.__dataclass_fields__, "namespace_digest", "digest"]
    try:
        with transaction.atomic():
            Milestone.objects.bulk_update(found.values(), fields)
    except IntegrityError as error:
        raise MilestoneRefused(field="name", why="another one has this name") from error
    audit.record_all(entries)
    return [MilestoneValue.of(found[key]) for key in changes]


def _changed(row: Milestone, wanted: MilestoneChanges, *, by: str, now: datetime) -> audit.Entry:
    told = {name: value for name, value in asdict(wanted).items() if value is not None}
    before = {name: getattr(row, name) for name in told}
    for name, value in told.items():
        setattr(row, name, value)
    _check(row.namespace, row.name, row.display_name, row.description)
    row.namespace_digest = digest_of_all(row.namespace)
    row.digest = digest_of_all(row.namespace, row.name)
    entry = _entry("milestone.edit", row.pk, by=by, now=now)
    entry.before, entry.after = before, told
    return entry


@transaction.atomic
def remove_milestones(
    keys: Iterable[int],
    *,
    by: str,
    now: datetime,
    with_requirements: bool = False,
    within: str | None = None,
) -> None:
    """Switch milestones off, however many people hold them: awards are kept as they are.

    What asks for one stays shut, and staff are told why, unless its requirements go too:
    everywhere, or `within` one course and no other.
    """
    wanted = set(keys)
    off = Milestone.objects.filter(pk__in=wanted, is_active=True).update(is_active=False)
    if off < len(wanted) and Milestone.objects.filter(pk__in=wanted).count() < len(wanted):
        raise NoSuchMilestone
    if with_requirements:
        _in(Requirement.objects.filter(milestone__in=wanted), within).update(is_active=False)
    _note("milestone.remove", sorted(wanted) if off else [], by=by, now=now)
    tell(
        requirement_changed,
        subjects=(),
        milestones=sorted(wanted),
        action="remove-milestone",
        troubles=(),
        now=now,
    )
