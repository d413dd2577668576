"""A teacher says where the questions of an exam lie, and whether it gives extra credit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.edit_exams import edit_exam
from lti_exams.journeys.pick_assessment_content import origins_of
from lti_exams.journeys.units_around import units_of
from lti_exams.launches import api as launches
from lti_exams.tools import api as tools

_TOOL = "tool:"


@dataclass(frozen=True, slots=True)
class Offered:
    """One place that can be chosen; a tool that nobody has chosen yet is named by its number."""

    key: str
    name: str
    way: assessments.Way


@dataclass(frozen=True, slots=True)
class QuestionsSeen:
    """Where the questions of an exam lie, and where they could."""

    exam: exams.Exam
    assessment: assessments.Assessment | None
    chosen: assessments.Questions | None
    allows_extra_credit: bool
    offered: Sequence[Offered]


def see_questions(caller: Caller, course: launches.Course, key: int) -> QuestionsSeen:
    """Return what a teacher chooses from."""
    caller.check_may(Act.SEE_EXAMS, course)
    exam = exams.exam_of(course, key)
    assessment = assessments.assessment_of(exam)
    return QuestionsSeen(
        exam=exam,
        assessment=assessment,
        chosen=assessments.content_of(exam, assessment) if assessment else None,
        allows_extra_credit=assessments.allows_extra_credit(exam),
        offered=offered(course),
    )


def offered(course: launches.Course) -> list[Offered]:
    """Return the places where the questions of a course can lie; some are for some units only."""
    units = units_of(course)
    made = [
        Offered(one.key, one.name, assessments.Way(one.way))
        for one in assessments.usable_assessments()
        if one.tool is None or _may_use(one.tool, units)
    ]
    new = [
        Offered(f"{_TOOL}{tool.pk}", tool.name, assessments.Way.LTI)
        for tool in assessments.unnamed_tools()
        if _may_use(tool, units)
    ]
    return sorted([*made, *new], key=lambda one: one.name)


def _may_use(tool: tools.Tool, units: Collection[str]) -> bool:
    return not tool.units or not set(units).isdisjoint(tool.units)


@transaction.atomic
def choose_questions(
    caller: Caller,
    exam: exams.Exam,
    key: str,
    *,
    extra_credit: bool,
    item: Mapping[str, object] | None = None,
    now: datetime,
) -> exams.Exam:
    """Let the questions of an exam lie elsewhere from now on, or nowhere that we know.

    A program names what the exam opens there by an item, as the tool would in Deep Linking.
    """
    caller.check_may(Act.EDIT_EXAMS, exam.course)
    assessments.decide_extra_credit(exam, allowed=extra_credit, by=caller.name, now=now)
    chosen = exam if key == exam.assessment else _moved(caller, exam, key, now=now)
    if item is not None:
        _choose_content(caller, chosen, item, now=now)
    return chosen


def _moved(caller: Caller, exam: exams.Exam, key: str, *, now: datetime) -> exams.Exam:
    if key and key not in {one.key for one in offered(exam.course)}:
        raise assessments.NoSuchAssessment
    if key.startswith(_TOOL):
        tool = tools.active_tool(int(key.removeprefix(_TOOL)))
        key = assessments.of_tool(tool, by=caller.name, now=now).key
    changed = replace(exams.definition_of(exam), assessment=key)
    return edit_exam(caller, exam, changed, now=now)


def _choose_content(
    caller: Caller, exam: exams.Exam, item: Mapping[str, object], *, now: datetime
) -> None:
    assessment = assessments.assessment_of(exam)
    if assessment is None or assessment.tool is None:
        raise assessments.ContentRefused(why="only a tool of LTI has content to open")
    content = assessments.content_in([item], origins=origins_of(assessment.tool))
    assert content is not None  # noqa: S101 - one item is one content
    assessments.choose_content(exam, assessment, content, by=caller.name, now=now)
