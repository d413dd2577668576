"""What an LMS lets us read of a course's gradebook is read, column by column."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F

from lti_exams.kernel import leases
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.results.lti import GradebookNotOffered, LineItem, read_line_items, read_marks
from lti_exams.results.models import Column, Gradebook
from lti_exams.results.operations.columns import change_column, define_column, definition_of
from lti_exams.results.operations.recording import Told, record
from lti_exams.results.rules.columns import ColumnDefinition, Source

log = structlog.get_logger(__name__)

_AT_ONCE = 4
_LONGEST_PAUSE = timedelta(hours=6)
ACTOR = "lms"


def ask_for_gradebook(course: launches.Course, *, now: datetime) -> Gradebook:
    """Let the gradebook of a course be read as soon as a worker comes by."""
    gradebook, _ = Gradebook.objects.update_or_create(
        course=course, defaults={"asked_at": now, "due_at": now}
    )
    return gradebook


def read_due_gradebooks(*, own: Collection[str], now: datetime) -> int:
    """Read the gradebooks that are due; columns of links that open one of `own` are our own."""
    due = Gradebook.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    with leases.claimed(due.select_related("course"), limit=_AT_ONCE, now=now) as mine:
        return sum(_read(gradebook, own, now=now) for gradebook in mine)


def _read(gradebook: Gradebook, own: Collection[str], *, now: datetime) -> bool:
    try:
        read_gradebook(gradebook.course, own=own, now=now)
    except LtiExamsError as error:
        log.warning("gradebook not read", course=gradebook.course_id, code=error.refusal_code)
        offered = not isinstance(error, GradebookNotOffered)
        pause = min(timedelta(minutes=2 ** min(gradebook.failures, 12)), _LONGEST_PAUSE)
        leases.held(gradebook).update(
            failure=error.refusal_code,
            failures=F("failures") + 1,
            due_at=now + pause if offered else None,
        )
        return False
    leases.held(gradebook).update(read_at=now, due_at=None, failure="", failures=0)
    return True


def read_gradebook(course: launches.Course, *, own: Collection[str], now: datetime) -> int:
    """Read every column that the LMS shows us; return how many results say something new.

    A column that cannot be read says why, and the others are read all the same.
    """
    links = list(launches.links_of(course).select_related("deployment__platform"))
    ours = {one.line_item_url for one in links if _kind(one) in own}
    link = next((one for one in links if one.line_items_url), None)
    if link is None:
        raise GradebookNotOffered
    items = [one for one in read_line_items(link, now=now) if one.url not in ours]
    platform = link.deployment.platform
    return sum(_read_column(course, platform, item, now=now) for item in items)


def _kind(link: launches.Link) -> str:
    return link.placement.kind if hasattr(link, "placement") else ""


def _read_column(
    course: launches.Course, platform: platforms.Platform, item: LineItem, *, now: datetime
) -> int:
    column = _column(course, item, now=now)
    try:
        marks = {mark.sub: mark.points for mark in read_marks(platform, item, now=now)}
    except LtiExamsError as error:
        Column.objects.filter(pk=column.pk).update(failure=error.refusal_code)
        return 0
    people = _people(platform, marks)
    new = record(
        [
            Told(
                column_id=column.pk,
                person_id=people[sub],
                points=points,
                is_published=points is not None,
                source=Source.LMS,
                as_of=now,
                by=ACTOR,
            )
            for sub, points in marks.items()
        ],
        now=now,
    )
    Column.objects.filter(pk=column.pk).update(known_at=now, failure="")
    return new


def _column(course: launches.Course, item: LineItem, *, now: datetime) -> Column:
    """Return our column for one of the LMS; a new name or maximum there is taken over."""
    named = {"source": Source.LMS.value, "source_key": item.url}
    found = Column.objects.filter(course=course, **named).first()
    if found is None:
        wanted = ColumnDefinition(
            title=item.label, maximum=item.maximum, source=Source.LMS, source_key=item.url
        )
        return define_column(course, wanted, by=ACTOR, now=now)
    if (found.title, found.maximum) != (item.label, item.maximum):
        limit = found.pass_limit if (found.pass_limit or 0) <= item.maximum else None
        known = definition_of(found)
        wanted = replace(known, title=item.label, maximum=item.maximum, pass_limit=limit)
        return change_column(found, wanted, by=ACTOR, now=now)
    return found


def _people(platform: platforms.Platform, subs: Iterable[str]) -> dict[str, int]:
    """Return people by what the LMS calls them; whoever we never met is kept, to be reported."""
    named = list(subs)
    with transaction.atomic():
        known = launches.Person.objects.filter(platform=platform, sub__in=named)
        missing = set(named) - set(known.values_list("sub", flat=True))
        launches.Person.objects.bulk_create(
            [launches.Person(platform=platform, sub=sub) for sub in sorted(missing)],
            ignore_conflicts=True,
        )
        return dict(known.all().values_list("sub", "pk"))
