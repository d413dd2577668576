"""Assessments, what exams use of them, and the scores that have and have not come."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef, QuerySet

from lti_exams.assessments.errors import NoSuchAssessment, NoSuchLineItem
from lti_exams.assessments.models import Arrival, Assessment, LineItem, Questions, Work
from lti_exams.assessments.rules.line_items import Link
from lti_exams.assessments.rules.words import Way
from lti_exams.exams import api as exams
from lti_exams.launches.api import Course
from lti_exams.tools import api as tools

_LARGEST_KEY = 2**63 - 1
_OPEN_TO_SCORES = [state.value for state in exams.State if state is not exams.State.RESET]
# What came before the time that an attempt was given afterwards is no answer to it.
_IS_LATE = Exists(
    exams.LateWork.objects.filter(attempt=OuterRef("pk"), received_at__gte=OuterRef("ended_at"))
)
_HANDED_IN = [state.value for state in exams.HANDED_IN]


def by_key(key: str) -> Assessment | None:
    """Return the assessment that an exam names."""
    if not key or len(key) > 120:
        return None
    return Assessment.objects.select_related("tool__key_set", "key_set").filter(key=key).first()


def assessment_of(exam: exams.Exam) -> Assessment | None:
    """Return where the questions of an exam lie, if that is a place that we know."""
    return by_key(exam.assessment)


def by_number(pk: int) -> Assessment:
    """Return an assessment to staff."""
    known = Assessment.objects.select_related("tool", "key_set").filter(pk=pk)
    found = known.first() if 0 < pk <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchAssessment
    return found


def all_assessments() -> QuerySet[Assessment]:
    return Assessment.objects.select_related("tool", "key_set")


def usable_assessments() -> list[Assessment]:
    """Return the places that an exam can name now: a tool that is switched off is none."""
    active = Assessment.objects.filter(is_active=True).select_related("tool")
    return [one for one in active if one.tool is None or one.tool.is_active]


def unnamed_tools() -> list[tools.Tool]:
    """Return the tools in which questions can lie, and that no exam could name yet."""
    return list(tools.tools_of(tools.ToolKind.ASSESSMENT).filter(assessment=None))


def questions_of(exam: exams.Exam) -> Questions | None:
    """Return what an exam asks of its assessment, whichever that was."""
    return Questions.objects.select_related("assessment").filter(exam=exam).first()


def content_of(exam: exams.Exam, assessment: Assessment) -> Questions | None:
    """Return what was chosen for an exam in this assessment."""
    return Questions.objects.filter(exam=exam, assessment=assessment).first()


def allows_extra_credit(exam: exams.Exam) -> bool:
    """Tell whether a score of this exam may be above its maximum."""
    return Questions.objects.filter(exam=exam, allows_extra_credit=True).exists()


def addresses_of(exam: int, sitting: int) -> str:
    """Return the address at which a tool finds the line items of a link."""
    return f"{tools.issuer()}/tools/ags/{Link(exam, sitting)}/lineitems"


def address_of(item: LineItem) -> str:
    """Return the address by which a tool knows a line item."""
    return f"{addresses_of(item.exam_id, item.sitting)}/{item.pk}"


def items_of(tool: tools.Tool, link: Link) -> QuerySet[LineItem]:
    """Return the line items of a link, to the tool that they are for."""
    mine = LineItem.objects.filter(
        assessment__tool=tool, exam=link.exam, sitting=link.sitting
    ).select_related("assessment__tool", "exam__course")
    if not mine.filter(counts=True).exists():
        raise NoSuchLineItem
    return mine


def item_of(tool: tools.Tool, link: Link, key: int) -> LineItem:
    """Return a line item, to the tool that it is for; to others there is none."""
    found = items_of(tool, link).filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchLineItem
    return found


def sat_under(item: LineItem) -> QuerySet[exams.Attempt]:
    """Return the attempts whose scores a line item holds: of each person the newest."""
    attempts = exams.Attempt.objects.filter(
        exam=item.exam_id, sitting=item.sitting, state__in=_OPEN_TO_SCORES
    )
    newer = attempts.filter(person=OuterRef("person"), number__gt=OuterRef("number"))
    return (
        attempts.filter(~Exists(newer))
        .select_related("exam", "person")
        .order_by("person", "-number")
    )


def attempt_under(item: LineItem, person: int) -> exams.Attempt | None:
    """Return the attempt that a tool means by a line item and a person: the newest of a sitting."""
    mine = exams.Attempt.objects.filter(exam=item.exam_id, sitting=item.sitting, person=person)
    return mine.select_related("exam", "person").order_by("-number").first()


def sitting_began(attempt: exams.Attempt) -> datetime:
    """Say when the first attempt of a sitting was made: nothing was said of it before."""
    same = exams.Attempt.objects.filter(
        exam=attempt.exam_id, person=attempt.person_id, sitting=attempt.sitting
    )
    first = same.aggregate(first=Min("created_at"))["first"]
    return first or attempt.created_at


def missing(exam: exams.Exam, assessment: Assessment | None, *, now: datetime) -> set[int]:
    """Name the attempts that were handed in and whose score should have come by now."""
    since = now - (_patience(assessment) if assessment else timedelta())
    waited = _without_score().filter(exam=exam, ended_at__lte=since)
    return set(waited.values_list("pk", flat=True))


def missing_in(course: Course, *, now: datetime) -> set[int]:
    """Name those attempts in a whole course, each by the time that its assessment is given."""
    since = {one.key: now - _patience(one) for one in Assessment.objects.all()}
    waited = _without_score().filter(exam__course=course, ended_at__lte=now)
    ended = waited.values_list("pk", "exam__assessment", "ended_at")
    return {pk for pk, key, at in ended if at is not None and at <= since.get(key, now)}


def _without_score() -> QuerySet[exams.Attempt]:
    handed_in = exams.Attempt.objects.filter(
        purpose=exams.Purpose.SITTING.value, state__in=_HANDED_IN, points=None
    )
    return handed_in.exclude(_IS_LATE)


def came_late(attempts: Iterable[exams.Attempt]) -> set[int]:
    """Name those whose score came, and counts for nothing: the answers were late."""
    mine = exams.Attempt.objects.filter(pk__in=[one.pk for one in attempts], points=None)
    return set(mine.filter(_IS_LATE).values_list("pk", flat=True))


def _patience(assessment: Assessment) -> timedelta:
    """Say how long a score may take; people who mark by hand are waited for by nobody else."""
    hours = 0 if assessment.way == Way.BY_HAND else assessment.patience_hours
    return timedelta(hours=hours)


def work_of(attempts: Iterable[exams.Attempt]) -> Mapping[int, Work]:
    """Return what is known of the work of each attempt."""
    return {one.attempt_id: one for one in Work.objects.filter(attempt__in=list(attempts))}


def arrivals_about(attempt: exams.Attempt) -> QuerySet[Arrival]:
    """Return everything that came back about an attempt, the newest first."""
    return Arrival.objects.filter(attempt=attempt)


def arrival(key: int) -> Arrival:
    """Return a message to a part of the program that has its key from us."""
    return Arrival.objects.select_related("attempt__exam", "attempt__person").get(pk=key)
