"""How all courses stand against their deadlines, in one query."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lti_exams.launches import api as launches
from lti_exams.qualifications.models import (
    DeadlineTag,
    Export,
    PeriodTag,
    QualifiesForFinalExam,
    Status,
)
from lti_exams.qualifications.rules.deadlines import Window
from lti_exams.qualifications.rules.statuses import State


class Stand(StrEnum):
    """How a course stands: what a department looks for."""

    READY = "ready"
    LATE = "late"
    CHANGED = "changed"
    TO_EXPORT = "to-export"
    UNDECIDED = "undecided"


def overview(courses: QuerySet[launches.Course]) -> QuerySet[Any, Any]:
    """Say of each course what was decided last, what was exported last, and its deadline."""
    mine = Status.objects.filter(period=OuterRef("pk")).order_by("-pk")
    exported = mine.filter(exported_timestamp__isnull=False)
    return courses.select_related("unit", "term").annotate(
        status_id=Subquery(mine.values("pk")[:1]),
        state=Coalesce(Subquery(mine.values("status")[:1]), Value("")),
        decided_at=Subquery(mine.values("createtime")[:1]),
        exported_id=Subquery(exported.values("pk")[:1]),
        exported_at=Subquery(exported.values("exported_timestamp")[:1]),
        deadline_at=F("deadline__deadlinetag__timestamp"),
        deadline_name=Coalesce(F("deadline__deadlinetag__tag"), Value("")),
        told=Coalesce(F("deadline__told"), Value("")),
        told_at=F("deadline__told_at"),
    )


def standing(stand: Stand, *, now: datetime) -> Q:
    """Return what picks the courses that stand so, of an overview."""
    ready = Q(state=State.READY.value)
    unexported = Q(exported_id=None) | ~Q(exported_id=F("status_id"))
    # A retraction is worth telling only to whoever was told of a list.
    worth = ~Q(state=State.NOTREADY.value) | Q(exported_id__isnull=False)
    return {
        Stand.READY: ready,
        Stand.LATE: Q(deadline_at__lt=now) & ~ready,
        Stand.CHANGED: Q(exported_id__isnull=False) & ~Q(exported_id=F("status_id")),
        Stand.TO_EXPORT: Q(status_id__isnull=False) & unexported & worth,
        Stand.UNDECIDED: Q(state="") | Q(state=State.NOTREADY.value),
    }[stand]


def stands_of(row: Any, *, now: datetime) -> frozenset[Stand]:
    """Say how one course of an overview stands, as `standing` does."""
    ready = row.state == State.READY.value
    changed = row.exported_id is not None and row.exported_id != row.status_id
    fresh = row.exported_id is None and row.state not in ("", State.NOTREADY.value)
    told = {
        Stand.READY: ready,
        Stand.LATE: row.deadline_at is not None and row.deadline_at < now and not ready,
        Stand.CHANGED: changed,
        Stand.TO_EXPORT: changed or fresh,
        Stand.UNDECIDED: row.state in ("", State.NOTREADY.value),
    }
    return frozenset(stand for stand, holds in told.items() if holds)


def count_stands(found: QuerySet[Any, Any], *, now: datetime) -> dict[str, int]:
    """Count the courses of an overview by how they stand, in one query."""
    counted = {stand.name: Count("pk", filter=standing(stand, now=now)) for stand in Stand}
    told = found.order_by().aggregate(total=Count("pk"), **counted)
    return {stand.value: told[stand.name] for stand in Stand} | {"all": told["total"]}


def tallies(statuses: list[int]) -> dict[int, tuple[int, int]]:
    """Return of each status how many qualify, and of how many, in one query."""
    rows = QualifiesForFinalExam.objects.filter(status__in=statuses).values("status_id")
    told = rows.annotate(met=Count("pk", filter=Q(qualifies=True)), total=Count("pk"))
    return {row["status_id"]: (row["met"], row["total"]) for row in told.order_by()}


def deadlines() -> QuerySet[DeadlineTag]:
    """Return every deadline, each with `courses`: how many are held to it."""
    return DeadlineTag.objects.annotate(courses=Count("periodtags")).order_by("-timestamp", "-pk")


def waiting_for(window: Window, *, now: datetime) -> QuerySet[PeriodTag]:
    """Return the courses of a term that goes on, not ready, that a step is due for."""
    last = Status.objects.filter(period=OuterRef("period")).order_by("-pk").values("status")
    found = PeriodTag.objects.annotate(state=Coalesce(Subquery(last[:1]), Value("")))
    goes_on = Q(period__term=None) | Q(
        period__term__begins_at__lte=now, period__term__ends_at__gt=now
    )
    found = found.exclude(state=State.READY.value).filter(
        goes_on, told__in=window.told, deadlinetag__timestamp__lte=window.until
    )
    return found if window.after is None else found.filter(deadlinetag__timestamp__gt=window.after)


def exports_of(status: Status) -> QuerySet[Export]:
    """Return to whom a status was handed over, the newest first."""
    return Export.objects.filter(status=status).order_by("-pk")


def exported_to(target: str, courses: QuerySet[launches.Course]) -> QuerySet[Any, Any]:
    """Say of each course its active status, and the one that a target took over last."""
    mine = Status.objects.filter(period=OuterRef("pk")).order_by("-pk")
    taken = Export.objects.filter(status__period=OuterRef("pk"), target=target).order_by("-pk")
    return courses.annotate(
        status_id=Subquery(mine.values("pk")[:1]),
        state=Coalesce(Subquery(mine.values("status")[:1]), Value("")),
        taken_id=Subquery(taken.values("status_id")[:1]),
    )


def news_for(target: str, courses: QuerySet[launches.Course]) -> QuerySet[Any, Any]:
    """Return the courses whose active status a target has not taken over yet."""
    found = exported_to(target, courses).filter(status_id__isnull=False)
    never = Q(taken_id=None) & ~Q(state=State.NOTREADY.value)
    other = Q(taken_id__isnull=False) & ~Q(taken_id=F("status_id"))
    return found.filter(never | other).order_by("status_id")
