"""Somebody who is kept out asks staff to look at it, and staff let them past or say why not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.award_milestones import Verdict, decide_about_milestones
from lti_exams.journeys.pass_gates import GateRefused, exam_of_caller, subjects_around
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


def ask_for_review(
    caller: Caller, course: launches.Course, *, words: str, now: datetime
) -> milestones.Appeal:
    """Keep that somebody before a shut gate asks for a review; asked twice, it is one."""
    if caller.person is None or caller.course != course:
        raise GateRefused("gate-only-for-people")
    subjects = subjects_around(caller, course)
    exam = exam_of_caller(caller, course)
    if exam is not None:
        subjects.append(subject_of_exam(exam))
    found = milestones.gate(caller.person.pk, subjects, now=now)
    if found.is_open:
        raise GateRefused("gate-open-already")
    new = milestones.NewAppeal(
        person=caller.person,
        course=str(course.pk),
        missing=[one.milestone.key for one in found.missing],
        words=words,
    )
    return milestones.appeal(new, by=caller.name, now=now)


def see_reviews_asked(
    caller: Caller, course: launches.Course, *, only_open: bool = False
) -> QuerySet[milestones.Appeal]:
    """Return who asked for a review in a course, the newest first."""
    caller.check_may(Act.SEE_MILESTONES, course)
    return milestones.appeals_of(str(course.pk), only_open=only_open)


@transaction.atomic
def answer_review(
    caller: Caller,
    course: launches.Course,
    key: int,
    *,
    lets_past: bool,
    reply: str,
    now: datetime,
) -> milestones.Appeal:
    """Let somebody past what is missing, as a waiver with this reason; or decline, and say why."""
    caller.check_may(Act.WAIVE_MILESTONES, course)
    asked = milestones.appeals_of(str(course.pk), only_open=True).filter(pk=key).first()
    if asked is None:
        raise milestones.NoSuchAppeal
    outcome = milestones.Outcome.LET_PAST if lets_past else milestones.Outcome.DECLINED
    answered = milestones.answer_appeal(asked.pk, outcome, reply, by=caller.name, now=now)
    if lets_past:
        _let_past(caller, course, asked, reply, now=now)
    return answered


def _let_past(
    caller: Caller, course: launches.Course, asked: milestones.Appeal, reply: str, *, now: datetime
) -> None:
    keys = _still_missing(course, asked, now=now)
    if keys:
        reason = reply.strip() or f"appeal:{asked.pk}"
        decide_about_milestones(
            caller, course, [asked.person], keys, Verdict.WAIVE, reason=reason, now=now
        )
    _check_opens(course, asked, now=now)


def _check_opens(course: launches.Course, asked: milestones.Appeal, *, now: datetime) -> None:
    """Refuse to promise what no waiver keeps: nobody is told that they may pass, and cannot."""
    subjects = [subject_of_course(course)]
    if not asked.missing:
        # What keeps them out has no milestone to waive: a group that lost its parts.
        lost = milestones.troubles_of_course(str(course.pk), now=now)
        subjects += [one.subject for one in lost if one.milestone is None]
    gates = milestones.gates_before(asked.person_id, subjects, now=now)
    if not all(one.is_open for one in gates.values()):
        raise GateRefused("gate-past-waivers")


def _still_missing(
    course: launches.Course, asked: milestones.Appeal, *, now: datetime
) -> Collection[int]:
    """Return what was missing when they asked, of that a course asks for today."""
    wanted = milestones.Wanted(
        courses=[str(course.pk)], side=milestones.Side.REQUIRES, lacked_by=asked.person_id
    )
    ties = milestones.ties(wanted, now=now)
    found = milestones.gate(asked.person_id, [subject_of_course(course)], now=now)
    today = {one.milestone.key for one in found.missing}
    tied = {one.milestone.key for one in ties if one.milestone}
    return ({*asked.missing} | today) & tied
