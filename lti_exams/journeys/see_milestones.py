"""Staff look at the milestones of a course: what asks for them, what gives them, what is stuck."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import own_namespace
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.journeys.record_milestones import (
    subject_of_course,
    subject_of_exam,
    subject_of_link,
)
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


@dataclass(frozen=True, slots=True)
class Branch:
    """A requirement, or a group with what is in it."""

    tie: milestones.Tie
    parts: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """A subject, by its name, and everything that it asks for."""

    subject: milestones.Subject
    name: str
    asks: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMilestone:
    """A milestone that a course has to do with."""

    milestone: milestones.MilestoneValue
    is_own: bool
    holders: int
    gives: tuple[milestones.Tie, ...]
    asks: tuple[milestones.Tie, ...]

    @property
    def is_of_a_need(self) -> bool:
        """Tell whether one click made it, by which one thing needs another."""
        return self.milestone.namespace == milestones.PREREQUISITE


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSeen:
    """Everything about milestones in one course."""

    course: launches.Course
    found: Sequence[SeenMilestone]
    asking: Sequence[Asking]
    gives: Sequence[milestones.Tie]
    troubles: Sequence[milestones.Trouble]
    names: Mapping[str, str]
    may_edit: bool
    may_decide: bool


def see_milestones(caller: Caller, course: launches.Course, *, now: datetime) -> CourseSeen:
    """Return the milestones of a course with what ties them, in a constant number of queries."""
    caller.check_may(Act.SEE_MILESTONES, course)
    ties = milestones.ties(milestones.Wanted(courses=[str(course.pk)]), now=now)
    found = _milestones_of(course, ties)
    lost = milestones.troubles_of_course(str(course.pk), now=now)
    gives = [one for one in ties if one.side is milestones.Side.FULFILS]
    asks = [one for one in ties if one.side is milestones.Side.REQUIRES]
    subjects = [*(one.subject for one in ties), *(one.subject for one in lost)]
    names = names_of_subjects([*subjects, subject_of_course(course)])
    holders = milestones.count_holders([one.key for one in found], now=now)
    return CourseSeen(
        course=course,
        found=[_seen(one, course, holders, gives, asks) for one in found],
        asking=[Asking(one, names[str(one)], trees_of(asks, one)) for one in _subjects(asks)],
        gives=gives,
        troubles=lost,
        names=names,
        may_edit=caller.may(Act.EDIT_MILESTONES, course),
        may_decide=caller.may(Act.AWARD_MILESTONES, course),
    )


def _milestones_of(
    course: launches.Course, ties: Collection[milestones.Tie]
) -> list[milestones.MilestoneValue]:
    """Return a course's own milestones, and after them what else it asks for or gives."""
    own = milestones.find_milestones(milestones.Sought(namespace=own_namespace(course)))
    found = {one.key: one for one in own.milestones}
    return list(
        {**found, **{one.milestone.key: one.milestone for one in ties if one.milestone}}.values()
    )


def _seen(
    one: milestones.MilestoneValue,
    course: launches.Course,
    holders: Mapping[int, int],
    gives: Collection[milestones.Tie],
    asks: Collection[milestones.Tie],
) -> SeenMilestone:
    return SeenMilestone(
        milestone=one,
        is_own=one.namespace == own_namespace(course),
        holders=holders[one.key],
        gives=tuple(tie for tie in gives if tie.milestone == one),
        asks=tuple(tie for tie in asks if tie.milestone == one),
    )


def _subjects(ties: Collection[milestones.Tie]) -> list[milestones.Subject]:
    """Return what asks for something; the course itself first."""
    kinds = list(milestones.SubjectKind)
    return sorted({one.subject for one in ties}, key=lambda one: (kinds.index(one.kind), one.key))


def trees_of(asks: Collection[milestones.Tie], subject: milestones.Subject) -> tuple[Branch, ...]:
    """Return what a subject asks for, with groups as trees."""
    here = [one for one in asks if one.subject == subject]
    return tuple(_branch(one, here) for one in here if one.parent is None)


def _branch(tie: milestones.Tie, here: Collection[milestones.Tie]) -> Branch:
    return Branch(tie, tuple(_branch(one, here) for one in here if one.parent == tie.key))


def see_requirements(
    caller: Caller, course: launches.Course, *, now: datetime
) -> tuple[list[milestones.Tie], Mapping[str, str]]:
    """Return what a course and what is in it asks for, and the names of what asks."""
    caller.check_may(Act.SEE_MILESTONES, course)
    wanted = milestones.Wanted(courses=[str(course.pk)], side=milestones.Side.REQUIRES)
    found = milestones.ties(wanted, now=now)
    return found, names_of_subjects(one.subject for one in found)


def groups_of(
    caller: Caller, course: launches.Course, *, now: datetime
) -> list[tuple[Branch, str]]:
    """Return the groups of a course, each with the name of what asks for it."""
    seen = see_milestones(caller, course, now=now)
    return [(one, each.name) for each in seen.asking for one in _groups(each.asks)]


def _groups(branches: Collection[Branch]) -> list[Branch]:
    here = [one for one in branches if one.tie.mode is not None]
    return here + [part for one in here for part in _groups(one.parts)]


def see_milestone(
    caller: Caller, course: launches.Course, key: int, *, now: datetime
) -> tuple[CourseSeen, SeenMilestone]:
    """Return one milestone that a course has to do with, and the course around it."""
    seen = see_milestones(caller, course, now=now)
    found = next((one for one in seen.found if one.milestone.key == key), None)
    if found is None:
        raise milestones.NoSuchMilestone
    return seen, found


def subjects_in(course: launches.Course) -> Mapping[str, tuple[milestones.Subject, str]]:
    """Return what in a course can ask for milestones and give them: each with its name."""
    own = subject_of_course(course)
    found = {str(own): (own, str(course))}
    for exam in exams.exams_of(course):
        subject = subject_of_exam(exam)
        found[str(subject)] = (subject, str(exam))
    for link in launches.links_of(course):
        subject = subject_of_link(link)
        found[str(subject)] = (subject, str(link))
    return found
