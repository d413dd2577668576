"""What if a course asked for something else: who would come in, and who no more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import check_usable, subject_in
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a subject would ask besides, no more, or under another condition."""

    added: Sequence[milestones.NewRequirement] = ()
    dropped: Collection[int] = ()
    changed: Mapping[int, milestones.Condition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """How many learners pass now and would pass, and who stands differently then."""

    learners: int
    pass_now: int
    would_pass: int
    let_in: Sequence[launches.Person]
    shut_out: Sequence[launches.Person]


def what_if(
    caller: Caller, course: launches.Course, subject: str, wish: Wish, *, now: datetime
) -> WhatIf:
    """Say whom a change would let in and shut out. Nothing of it is kept.

    The change is made, asked about and taken back, so the answer is what would be.
    """
    caller.check_may(Act.EDIT_MILESTONES, course)
    check_usable(caller, course, [one.milestone for one in wish.added], now=now)
    subjects = [subject_in(course, subject)]
    if not subject.startswith("course"):
        subjects.append(subject_in(course, "course"))
    people = {one.person_id: one.person for one in _learners(course)}
    before = _passing(people, subjects, now=now)
    with transaction.atomic():
        _make(caller, subjects[0], wish, now=now)
        after = _passing(people, subjects, now=now)
        transaction.set_rollback(True)
    return WhatIf(
        learners=len(people),
        pass_now=len(before),
        would_pass=len(after),
        let_in=[one for key, one in people.items() if key in after - before],
        shut_out=[one for key, one in people.items() if key in before - after],
    )


def _learners(course: launches.Course) -> list[launches.Membership]:
    rows = launches.learners_of(course).select_related("person")
    return list(rows.order_by("person__name", "person_id"))


def _passing(
    people: Collection[int], subjects: Sequence[milestones.Subject], *, now: datetime
) -> set[int]:
    verdicts = milestones.who_pass(list(people), subjects, now=now)
    return {person for person, verdict in verdicts.items() if verdict.met}


def _make(caller: Caller, subject: milestones.Subject, wish: Wish, *, now: datetime) -> None:
    there = milestones.ties(
        milestones.Wanted(subjects=[subject], side=milestones.Side.REQUIRES), now=now
    )
    known = {one.key: one for one in there}
    if not known.keys() >= {*wish.dropped, *wish.changed}:
        raise milestones.NoSuchTie
    again = [_again(known[key], condition) for key, condition in wish.changed.items()]
    for key in wish.dropped:
        milestones.remove_requirement(key, by=caller.name, now=now)
    if new := [*again, *wish.added]:
        milestones.require(new, by=caller.name, now=now)


def _again(tie: milestones.Tie, condition: milestones.Condition) -> milestones.NewRequirement:
    if tie.milestone is None:
        raise milestones.NoSuchTie
    return milestones.NewRequirement(
        subject=tie.subject,
        milestone=tie.milestone.key,
        condition=condition,
        kind=tie.kind,
        parent=tie.parent,
    )
