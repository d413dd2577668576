"""Staff say what a course asks for and gives: milestones, requirements, groups, prerequisites."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import (
    check_theirs,
    check_usable,
    needed_subject,
    own_namespace,
    subject_in,
)
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.journeys.warn_of_shut_gates import warn_of_shut_gates
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

MOST_PREREQUISITES = 100
Needed = Mapping[str, milestones.Condition]


def add_milestone(
    caller: Caller,
    course: launches.Course,
    new: milestones.NewMilestone,
    *,
    links_follow: bool = True,
    now: datetime,
) -> milestones.MilestoneValue:
    """Make a milestone of a course; without a namespace it gets the course's own.

    What is there already is returned, and switched on where it was off.
    """
    caller.check_may(Act.EDIT_MILESTONES, course)
    own = own_namespace(course)
    wanted = replace(new, namespace=new.namespace or own)
    if wanted.namespace != own:
        caller.check_may(Act.EDIT_EVERY_MILESTONE, course)
    return milestones.add_milestones(
        [wanted], by=caller.name, now=now, links_follow=links_follow, within=str(course.pk)
    )[0]


@transaction.atomic
def edit_milestone(
    caller: Caller,
    course: launches.Course,
    key: int,
    changes: milestones.MilestoneChanges,
    *,
    now: datetime,
) -> milestones.MilestoneValue:
    """Change a milestone of a course. One that people give no more may leave gates shut."""
    before = _check_own(caller, course, key)
    if changes.namespace is not None:
        caller.check_may(Act.EDIT_EVERY_MILESTONE, course)
    edited = milestones.edit_milestones({key: changes}, by=caller.name, now=now)[0]
    if before.is_given_by_hand and not edited.is_given_by_hand:
        warn_of_shut_gates(shut_without(key, now=now), now=now)
    return edited


@transaction.atomic
def remove_milestone(
    caller: Caller,
    course: launches.Course,
    key: int,
    *,
    with_requirements: bool = False,
    now: datetime,
) -> list[milestones.Trouble]:
    """Switch a milestone of a course off; whoever holds it keeps it.

    What this course asks goes along by wish. No other course is opened by it: those stay shut,
    and their teachers are told.
    """
    _check_own(caller, course, key)
    milestones.remove_milestones(
        [key],
        by=caller.name,
        now=now,
        with_requirements=with_requirements,
        within=str(course.pk),
    )
    return warn_of_shut_gates(shut_without(key, now=now), now=now)


def shut_without(key: int, *, now: datetime) -> list[milestones.Trouble]:
    """Return what nobody can meet any more for want of a milestone, wherever it is asked for."""
    wanted = milestones.Wanted(milestones=[key], side=milestones.Side.REQUIRES)
    asking = {one.subject for one in milestones.ties(wanted, now=now)}
    lost = milestones.troubles(asking, now=now) if asking else []
    return [one for one in lost if one.milestone and one.milestone.key == key]


def _check_own(caller: Caller, course: launches.Course, key: int) -> milestones.MilestoneValue:
    caller.check_may(Act.EDIT_MILESTONES, course)
    found = milestones.milestone(key)
    if found.namespace != own_namespace(course):
        caller.check_may(Act.EDIT_EVERY_MILESTONE, course)
    return found


def require(
    caller: Caller, course: launches.Course, wanted: milestones.NewRequirement, *, now: datetime
) -> milestones.Tie:
    """Let something in a course ask for a milestone, by itself or in a group."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    check_usable(caller, course, [wanted.milestone], now=now)
    new = replace(wanted, subject=subject_in(course, str(wanted.subject)))
    return milestones.require([new], by=caller.name, now=now)[0]


def require_group(
    caller: Caller, course: launches.Course, wanted: milestones.NewGroup, *, now: datetime
) -> milestones.Tie:
    """Let something in a course ask for all, any or at least some of several milestones."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    check_usable(caller, course, wanted.milestones, now=now)
    new = replace(wanted, subject=subject_in(course, str(wanted.subject)))
    return milestones.require_group(new, by=caller.name, now=now)


def fulfil(
    caller: Caller, course: launches.Course, wanted: milestones.NewFulfilment, *, now: datetime
) -> milestones.Tie:
    """Let something in a course give a milestone, which must be the course's to give."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    new = replace(wanted, subject=subject_in(course, str(wanted.subject)))
    check_theirs(caller, course, [wanted.milestone], Act.EDIT_MILESTONES, now=now)
    return milestones.fulfil([new], by=caller.name, now=now)[0]


def remove_requirement(
    caller: Caller, course: launches.Course, key: int, *, now: datetime
) -> list[milestones.Trouble]:
    """Let a course ask for something no more; a group goes with its parts."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    _tie(course, key, milestones.Side.REQUIRES, now=now)
    return milestones.remove_requirement(key, by=caller.name, now=now)


@transaction.atomic
def remove_fulfilment(
    caller: Caller, course: launches.Course, key: int, *, now: datetime
) -> list[milestones.Trouble]:
    """Let a course give something no more, and say what nobody can meet because of it."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    tie = _tie(course, key, milestones.Side.FULFILS, now=now)
    assert tie.milestone is not None  # noqa: S101 - every fulfilment has one
    gone = [(tie.subject, tie.milestone.key)]
    lost = milestones.untie(gone, by=caller.name, now=now, kind=tie.kind)
    return warn_of_shut_gates(lost, now=now)


def _tie(
    course: launches.Course, key: int, side: milestones.Side, *, now: datetime
) -> milestones.Tie:
    wanted = milestones.Wanted(courses=[str(course.pk)], side=side)
    found = [one for one in milestones.ties(wanted, now=now) if one.key == key]
    if not found:
        raise milestones.NoSuchTie
    return found[0]


def set_prerequisites(
    caller: Caller, course: launches.Course, subject: str, needed: Needed, *, now: datetime
) -> Sequence[milestones.MilestoneValue]:
    """Let a course, or something in it, need exactly these to be completed first."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    if len(needed) > MOST_PREREQUISITES:
        raise milestones.TieRefused(field="needed", why=f"at most {MOST_PREREQUISITES} at once")
    wanted = _prerequisites(course, needed)
    here = subject_in(course, subject)
    return milestones.set_prerequisites(here, wanted, by=caller.name, now=now)


def add_prerequisite(
    caller: Caller,
    course: launches.Course,
    subject: str,
    needed: str,
    *,
    condition: milestones.Condition = milestones.ALWAYS,
    now: datetime,
) -> milestones.MilestoneValue:
    """Let one thing need another with one click: milestone, fulfilment and requirement."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    wanted = _prerequisites(course, {needed: condition})
    here = subject_in(course, subject)
    return milestones.add_prerequisites(here, wanted, by=caller.name, now=now)[0]


def remove_prerequisite(
    caller: Caller, course: launches.Course, subject: str, needed: str, *, now: datetime
) -> None:
    """Let one thing need another no more; what was made for it goes with it."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    here = subject_in(course, subject)
    milestones.remove_prerequisite(here, milestones.Subject.named(needed), by=caller.name, now=now)


def _prerequisites(course: launches.Course, needed: Needed) -> list[milestones.Prerequisite]:
    subjects = {needed_subject(course, told): asked for told, asked in needed.items()}
    titles = names_of_subjects(subjects)
    return [
        milestones.Prerequisite(subject=one, title=titles[str(one)], condition=asked)
        for one, asked in subjects.items()
    ]
