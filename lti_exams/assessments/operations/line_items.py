"""Line items in front of tools: ours, made when it is first needed, and those that tools make."""

from datetime import datetime

from django.db import transaction

from lti_exams.assessments.errors import LineItemRefused
from lti_exams.assessments.models import Arrival, Assessment, LineItem, Questions
from lti_exams.assessments.rules.line_items import MOST_PER_LINK, NewLineItem
from lti_exams.exams import api as exams


def counting_item(
    assessment: Assessment, exam: exams.Exam, sitting: int, *, now: datetime
) -> LineItem:
    """Return the line item whose scores are those of the exam, made when it is first asked for."""
    chosen = Questions.objects.filter(exam=exam, assessment=assessment).first()
    item, _ = LineItem.objects.get_or_create(
        assessment=assessment,
        exam=exam,
        sitting=sitting,
        counts=True,
        defaults={
            "label": exam.title,
            "maximum": (chosen.maximum if chosen else None) or exam.maximum_points,
            "resource_id": chosen.resource_id if chosen else "",
            "tag": chosen.tag if chosen else "",
            "created_at": now,
        },
    )
    return item


@transaction.atomic
def make_item(ours: LineItem, new: NewLineItem, *, now: datetime) -> LineItem:
    """Make one more line item of a link, for the tool's own use."""
    # The row of the one that counts is the lock of its link.
    LineItem.objects.select_for_update(no_key=True).get(pk=ours.pk)
    same = LineItem.objects.filter(
        assessment=ours.assessment_id, exam=ours.exam_id, sitting=ours.sitting
    )
    if same.count() >= MOST_PER_LINK:
        raise LineItemRefused("line-items-too-many")
    return LineItem.objects.create(
        assessment_id=ours.assessment_id,
        exam_id=ours.exam_id,
        sitting=ours.sitting,
        counts=False,
        label=new.label,
        maximum=new.maximum,
        resource_id=new.resource_id,
        tag=new.tag,
        created_at=now,
    )


def change_item(item: LineItem, new: NewLineItem) -> LineItem:
    """Write a line item of the tool anew; the one that counts is ours."""
    _check_theirs(item)
    item.label, item.maximum = new.label, new.maximum
    item.resource_id, item.tag = new.resource_id, new.tag
    item.save()
    return item


@transaction.atomic
def remove_item(item: LineItem) -> None:
    """Remove a line item of the tool; what was said of it stays."""
    _check_theirs(item)
    Arrival.objects.filter(line_item=item).update(line_item=None)
    item.delete()


def _check_theirs(item: LineItem) -> None:
    if item.counts:
        raise LineItemRefused("line-item-ours")
