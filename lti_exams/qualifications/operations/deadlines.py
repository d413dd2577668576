"""Deadlines are made, and courses are held to them, many at once."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications.models import DeadlineTag, PeriodTag
from lti_exams.qualifications.queries.overview import waiting_for
from lti_exams.qualifications.rules.deadlines import Step, window_of

_LARGEST_KEY = 2**63 - 1
_LONGEST_TAG = 30
_AT_ONCE = 200


class NoSuchDeadline(LtiExamsError):
    """There is no deadline of this number."""

    code = "deadline-unknown"


class DeadlineRefused(LtiExamsError):
    """A deadline cannot be like this."""

    code = "deadline-invalid"


def make_deadline(timestamp: datetime, tag: str, *, by: str, now: datetime) -> DeadlineTag:
    """Make a time by which courses should have decided."""
    if len(tag) > _LONGEST_TAG:
        raise DeadlineRefused(field="tag", why="it is longer than 30 characters")
    made = DeadlineTag.objects.create(timestamp=timestamp, tag=tag.strip())
    told = {"timestamp": timestamp.isoformat(), "tag": made.tag}
    audit.record(
        actor=by, action="deadline-made", subject=f"deadline:{made.pk}", now=now, after=told
    )
    return made


def deadline_of(key: int) -> DeadlineTag:
    """Return a deadline by its number."""
    found = DeadlineTag.objects.filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchDeadline
    return found


@transaction.atomic
def remove_deadline(tag: DeadlineTag, *, by: str, now: datetime) -> int:
    """Take a deadline away; the courses that were held to it are held to none. Return how many."""
    freed = sorted(tag.periodtags.values_list("period_id", flat=True))
    told = {"timestamp": tag.timestamp.isoformat(), "tag": tag.tag or "", "courses": freed}
    audit.record(
        actor=by, action="deadline-removed", subject=f"deadline:{tag.pk}", now=now, before=told
    )
    tag.delete()
    return len(freed)


@transaction.atomic
def tie(
    courses: Collection[launches.Course], tag: DeadlineTag | None, *, by: str, now: datetime
) -> int:
    """Hold courses to a deadline in place of the one they had, or to none; return how many."""
    keys = sorted({course.pk for course in courses})
    PeriodTag.objects.filter(period__in=keys).exclude(deadlinetag=tag).delete()
    if tag is not None:
        rows = [PeriodTag(deadlinetag=tag, period_id=key) for key in keys]
        # Whoever is held to it already stays so, and is not told everything again.
        PeriodTag.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    audit.record(
        actor=by,
        action="deadline-tied" if tag else "deadline-untied",
        subject=f"deadline:{tag.pk}" if tag else "deadlines",
        now=now,
        after={"courses": keys},
    )
    return len(keys)


@transaction.atomic
def take_step(
    step: Step, *, ahead: timedelta, patience: timedelta, now: datetime
) -> list[launches.Course]:
    """Note that courses are told of their deadline, as far as this; return which they are.

    Whoever tells them does it in the same transaction: no step is told twice, and none is lost.
    """
    window = window_of(step, now=now, ahead=ahead, patience=patience)
    due = waiting_for(window, now=now).select_for_update(of=("self",), skip_locked=True)
    mine = {one.pk: one.period_id for one in due.order_by("pk")[:_AT_ONCE]}
    PeriodTag.objects.filter(pk__in=mine).update(told=step.value, told_at=now)
    return list(launches.Course.objects.filter(pk__in=mine.values()).order_by("title", "pk"))
