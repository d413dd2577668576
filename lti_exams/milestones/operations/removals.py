"""Ties are taken away, one by one or with their subject; what stays shut by it is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lti_exams.audit import api as audit
from lti_exams.milestones.errors import NoSuchTie
from lti_exams.milestones.models import Fulfilment, Requirement, Side
from lti_exams.milestones.queries.milestones import kinds_named
from lti_exams.milestones.queries.paths import Trouble, troubles_in
from lti_exams.milestones.queries.scenes import subjects_after, whole_scene
from lti_exams.milestones.queries.ties import course_digest
from lti_exams.milestones.rules.subjects import Subject, SubjectKind
from lti_exams.milestones.signals import requirement_changed, tell


@transaction.atomic
def untie(
    pairs: Iterable[tuple[Subject, int]], *, by: str, now: datetime, kind: str | None = None
) -> list[Trouble]:
    """Take away what ties subjects to milestones, of one kind or whatever there is.

    It returns what nobody can meet any more because of it.
    """
    about, subjects = Q(pk__in=[]), []
    for subject, milestone in pairs:
        about |= Q(subject_digest=subject.digest, milestone=milestone)
        subjects.append(subject)
    side = None
    if kind is not None:
        found = kinds_named([kind])[kind]
        about, side = about & Q(kind=found), Side(found.side)
    return _remove(about, side, "tie.remove", subjects, by=by, now=now)


@transaction.atomic
def remove_requirement(key: int, *, by: str, now: datetime) -> list[Trouble]:
    """Take away one requirement; a group goes with everything in it."""
    row = Requirement.objects.filter(pk=key, is_active=True).first()
    if row is None:
        raise NoSuchTie
    parts: dict[int | None, list[int]] = {}
    there = Requirement.objects.filter(subject_digest=row.subject_digest, is_active=True)
    for part, parent in there.values_list("pk", "parent"):
        parts.setdefault(parent, []).append(part)
    gone, waiting = set(), [key]
    while waiting:
        one = waiting.pop()
        gone.add(one)
        waiting.extend(parts.get(one, []))
    return _remove(
        Q(pk__in=gone), Side.REQUIRES, "requirement.remove", [row.subject], by=by, now=now
    )


def remove_subjects(subjects: Sequence[Subject], *, by: str, now: datetime) -> list[Trouble]:
    """Take away everything that subjects ask and give, as when they are deleted.

    What they alone gave can no longer be reached: whatever asks for it stays shut, and this says
    so. What people earned by them stays theirs.
    """
    about = Q(subject_digest__in=[one.digest for one in subjects])
    return remove_all(about, "subject.remove", subjects, by=by, now=now)


def remove_course(course: str, *, by: str, now: datetime) -> list[Trouble]:
    """Take away everything that a course and what is in it ask and give."""
    subject = Subject(SubjectKind.COURSE, course)
    about = Q(course_digest=course_digest(course)) | Q(subject_digest=subject.digest)
    return remove_all(about, "course.remove", [subject], by=by, now=now)


@transaction.atomic
def remove_all(
    about: Q, action: str, subjects: Sequence[Subject], *, by: str, now: datetime
) -> list[Trouble]:
    return _remove(about, None, action, subjects, by=by, now=now)


def _remove(
    about: Q,
    side: Side | None,
    action: str,
    subjects: Sequence[Subject],
    *,
    by: str,
    now: datetime,
) -> list[Trouble]:
    gone: list[Requirement | Fulfilment] = []
    for model, its_side in ((Requirement, Side.REQUIRES), (Fulfilment, Side.FULFILS)):
        if side in (None, its_side):
            gone += model.objects.filter(about, is_active=True)
            model.objects.filter(about, is_active=True).update(is_active=False)
    if not gone:
        return []
    given = sorted({row.milestone_id for row in gone if isinstance(row, Fulfilment)})
    lost = troubles_after(given, now=now) if given else []
    lost += _groups_lost(gone, now=now)
    _note(gone, lost, action, by=by, now=now)
    tell(
        requirement_changed,
        subjects=tuple(subjects),
        milestones=sorted({row.milestone_id for row in gone if row.milestone_id}),
        action=action,
        troubles=tuple(lost),
        now=now,
    )
    return lost


def _groups_lost(gone: Iterable[Requirement | Fulfilment], *, now: datetime) -> list[Trouble]:
    """Return the groups that lost so many parts that nobody can meet them any more."""
    parts = [row for row in gone if isinstance(row, Requirement) and row.parent_id]
    groups = {row.parent_id for row in parts}
    if not groups:
        return []
    subjects = {row.subject for row in parts}
    found = troubles_in(whole_scene(subjects, now=now), {one.digest for one in subjects})
    return [one for one in found if one.milestone is None and one.requirement in groups]


def troubles_after(milestones: Sequence[int], *, now: datetime) -> list[Trouble]:
    """Return what nobody can meet any more, wherever these milestones lead."""
    after = subjects_after(milestones)
    return troubles_in(whole_scene(after.values(), now=now), after)


def _note(
    gone: Iterable[Requirement | Fulfilment],
    lost: Iterable[Trouble],
    action: str,
    *,
    by: str,
    now: datetime,
) -> None:
    entries = [
        audit.Entry(
            at=now,
            actor=by,
            action=action,
            subject=f"{row._meta.model_name}:{row.pk}",
            before={"of": str(row.subject), "milestone": row.milestone_id},
        )
        for row in gone
    ]
    alarms = [
        audit.Entry(
            at=now,
            actor=by,
            action="requirement.alarm",
            subject=f"requirement:{one.requirement}",
            after={"code": one.code, "of": str(one.subject)},
        )
        for one in lost
    ]
    audit.record_all([*entries, *alarms])
