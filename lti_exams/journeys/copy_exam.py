"""An exam is copied from one course into another, with as much of it as the copier may know."""

from dataclasses import replace
from datetime import datetime

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.journeys.edit_exams import define_exam
from lti_exams.journeys.units_around import may_name_vendor
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring


def copy_exam(
    caller: Caller, original: exams.Exam, course: launches.Course, *, now: datetime
) -> exams.Exam:
    """Make an exam in a course as the original is in its own. The caller holds the transaction.

    Who may come in is not copied: it holds words and people of the other course. In some LMSs
    teachers can write themselves what a course was copied from, so the questions come along for
    those alone who teach the original.
    """
    if not teaches_original(caller, original):
        return define_exam(caller, course, _definition(original, course, assessment=""), now=now)
    whole = _definition(original, course, assessment=original.assessment)
    made = define_exam(caller, course, whole, now=now)
    _copy_questions(caller, original, made, now=now)
    _copy_proctoring(caller, original, made, now=now)
    return made


def teaches_original(caller: Caller, original: exams.Exam) -> bool:
    """Tell whether somebody teaches the course from which an exam is copied."""
    own = original.course.memberships.filter(person=caller.person, is_active=True).first()
    return own is not None and launches.standing(own.roles) is launches.Standing.TEACHER


def _definition(
    original: exams.Exam, course: launches.Course, *, assessment: str
) -> exams.Definition:
    vendor = original.vendor
    # A course of other units may have another vendor: then it gets its own.
    if vendor and not may_name_vendor(course, vendor):
        vendor = ""
    told = exams.definition_of(original)
    return replace(told, access_rules=(), assessment=assessment, vendor=vendor)


def _copy_questions(
    caller: Caller, original: exams.Exam, made: exams.Exam, *, now: datetime
) -> None:
    if assessments.allows_extra_credit(original):
        assessments.decide_extra_credit(made, allowed=True, by=caller.name, now=now)
    assessment = assessments.assessment_of(original)
    chosen = assessments.content_of(original, assessment) if assessment else None
    if assessment is None or chosen is None:
        return
    content = assessments.Content(
        title=chosen.title,
        address=chosen.address,
        custom=chosen.custom,
        resource_id=chosen.resource_id,
        tag=chosen.tag,
        maximum=chosen.maximum,
    )
    assessments.choose_content(made, assessment, content, by=caller.name, now=now)


def _copy_proctoring(
    caller: Caller, original: exams.Exam, made: exams.Exam, *, now: datetime
) -> None:
    asked = proctoring.proctoring_of(original)
    if asked._state.adding:
        return
    wishes = proctoring.ExamWishes(
        settings=asked.settings,
        policy=asked.policy_document,
        needs_second_review=asked.needs_second_review,
        tells_end=asked.tells_end,
        onboarding_days=asked.onboarding_days,
    )
    proctoring.decide_proctoring(made, wishes, by=caller.name, now=now)
