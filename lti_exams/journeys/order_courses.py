"""Staff say when a course is completed, that one is gone, and by which words things are tied."""

from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, ActRefused, Caller
from lti_exams.journeys.find_subjects import NoSuchSubject, check_usable, needed_subject
from lti_exams.journeys.warn_of_shut_gates import warn_of_shut_gates
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


def set_course_rule(
    caller: Caller, course: launches.Course, document: object, *, now: datetime
) -> None:
    """Decide when a course is completed."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    check_usable(caller, course, milestones.in_names.held_in_rule(document), now=now)
    if not caller.may(Act.EDIT_EVERY_MILESTONE, course):
        for one in milestones.in_names.subjects_of_rule(document):
            _check_is_near(course, one)
    milestones.set_course_rule(str(course.pk), document, by=caller.name, now=now)


def _check_is_near(course: launches.Course, subject: milestones.Subject) -> None:
    """Refuse what is of another university: its name is nobody's to read here."""
    if subject.kind is milestones.SubjectKind.CONTENT_ITEM:
        return
    try:
        needed_subject(course, str(subject))
    except NoSuchSubject as error:
        raise NoSuchSubject(field="rule", name=str(subject)[:60]) from error


@transaction.atomic
def remove_course(
    caller: Caller, course: launches.Course, *, now: datetime
) -> list[milestones.Trouble]:
    """Take away all that a course asks and gives, as when it is deleted in its LMS.

    What needed it stays shut, and the answer says what that is.
    """
    if not caller.may(Act.EDIT_EVERY_MILESTONE):
        raise ActRefused(act=Act.EDIT_EVERY_MILESTONE.value)
    lost = milestones.remove_course(str(course.pk), by=caller.name, now=now)
    return warn_of_shut_gates(lost, now=now)


def see_kinds(caller: Caller) -> list[milestones.Kind]:
    """Return the kinds of relation, also those that are off."""
    caller.check_may(Act.SEE_MILESTONES)
    return milestones.relation_kinds()


@transaction.atomic
def keep_kind(
    caller: Caller,
    name: str,
    side: milestones.Side,
    *,
    description: str = "",
    is_active: bool = True,
    now: datetime,
) -> list[milestones.Kind]:
    """Add a kind of relation, or switch one on or off; what it asks stays shut while it is off.

    What was completed while it was off is heeded once it is on again.
    """
    caller.check_may(Act.EDIT_EVERY_MILESTONE)
    milestones.add_kind(name, side, description=description)
    known = {one.name: one for one in milestones.relation_kinds()}
    if known[name].side is not side:
        raise milestones.TieRefused(field="side", why="the kind of this name is of the other side")
    milestones.switch_kind(name, on=is_active)
    if is_active and not known[name].is_active and side is milestones.Side.FULFILS:
        _heed_what_was_done(name, by=caller.name, now=now)
    audit.record(
        actor=caller.name,
        action="relation-kind.kept",
        subject=f"relation-kind:{name}",
        before={"active": known[name].is_active},
        after={"side": side.value, "active": is_active},
        now=now,
    )
    return milestones.relation_kinds()


def _heed_what_was_done(kind: str, *, by: str, now: datetime) -> None:
    gives = milestones.ties(milestones.Wanted(kind=kind), now=now)
    keys = {one.milestone.key for one in gives if one.milestone is not None}
    milestones.complete_courses(milestones.reconsider(keys, by=by, now=now), now=now)
