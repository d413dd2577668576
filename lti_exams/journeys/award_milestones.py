"""Staff decide about the milestones of others, and the courses that rest on them follow."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, ActRefused, Caller
from lti_exams.journeys.find_subjects import are_theirs, check_asked, check_theirs
from lti_exams.journeys.reach import NoSuchPerson
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


class Verdict(StrEnum):
    """What staff may decide."""

    AWARD = "award"
    WAIVE = "waive"
    REVOKE = "revoke"
    LET_FACTS_DECIDE = "let-facts-decide"


@transaction.atomic
def decide_about_milestones(
    caller: Caller,
    course: launches.Course,
    people: Collection[launches.Person],
    keys: Collection[int],
    verdict: Verdict,
    *,
    reason: str,
    until: datetime | None = None,
    now: datetime,
) -> tuple[milestones.Changed, ...]:
    """Give, waive, revoke or give back to the facts, for people of a course.

    Teachers let people past what their course asks, and give what it gives; a course that only
    asks for a milestone gives it to nobody, and undoes nothing but waivers.
    """
    _check_may(caller, course, keys, verdict, now=now)
    whose = [one.pk for one in people]
    check_belong(course, whose)
    if verdict is Verdict.LET_FACTS_DECIDE and not are_theirs(caller, course, keys, now=now):
        _check_only_waived(whose, keys, now=now)
    by = caller.name
    if verdict is Verdict.AWARD:
        changed = milestones.award(whose, keys, by=by, now=now, reason=reason, until=until)
    elif verdict is Verdict.WAIVE:
        changed = milestones.waive(whose, keys, by=by, now=now, reason=reason, until=until)
    elif verdict is Verdict.REVOKE:
        changed = milestones.revoke(whose, keys, by=by, now=now, reason=reason)
    else:
        changed = milestones.let_facts_decide(whose, keys, by=by, now=now, reason=reason)
    return (*changed, *milestones.complete_courses(changed, now=now))


def _check_may(
    caller: Caller,
    course: launches.Course,
    keys: Collection[int],
    verdict: Verdict,
    *,
    now: datetime,
) -> None:
    if verdict in (Verdict.WAIVE, Verdict.LET_FACTS_DECIDE):
        caller.check_may(Act.WAIVE_MILESTONES, course)
        check_asked(caller, course, keys, Act.WAIVE_MILESTONES, now=now)
    else:
        caller.check_may(Act.AWARD_MILESTONES, course)
        check_theirs(caller, course, keys, Act.AWARD_MILESTONES, now=now)


def _check_only_waived(people: Collection[int], keys: Collection[int], *, now: datetime) -> None:
    """Refuse to undo what those decided who give a milestone: facts may say otherwise."""
    decided = (milestones.State.EARNED, milestones.State.REVOKED)
    for theirs in milestones.records_of(people, now=now).values():
        if any(one.by_hand and one.state in decided for one in theirs if one.milestone.key in keys):
            raise ActRefused(act=Act.AWARD_MILESTONES.value)


def check_belong(course: launches.Course, people: Collection[int]) -> None:
    """Refuse people whom the course does not know."""
    wanted = set(people)
    known = course.memberships.filter(person__in=wanted).count()
    if not wanted or known < len(wanted):
        raise NoSuchPerson(field="person")


@transaction.atomic
def complete_course(
    caller: Caller,
    course: launches.Course,
    people: Collection[launches.Person],
    *,
    reason: str,
    is_complete: bool = True,
    now: datetime,
) -> milestones.Recorded:
    """Say that people completed a course, or did not; its rule changes nothing about it later."""
    caller.check_may(Act.COMPLETE_COURSE, course)
    whose = [one.pk for one in people]
    check_belong(course, whose)
    recorded = milestones.complete_by_hand(
        whose, str(course.pk), by=caller.name, reason=reason, now=now, is_complete=is_complete
    )
    audit.record(
        actor=caller.name,
        action="course.completed" if is_complete else "course.not-completed",
        subject=f"course:{course.pk}",
        after={"people": whose},
        now=now,
        reason=reason,
    )
    return recorded
