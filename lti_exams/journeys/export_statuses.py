"""Lists are looked at, printed, downloaded and handed over; each of it is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.announce_statuses import announce_export
from lti_exams.journeys.name_actors import names_of
from lti_exams.journeys.note_readers import note_reader
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications

# A status is written within this time; a younger one may still have an older one behind it.
_SETTLED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A status, where it went, and what differs from what was exported before it."""

    status: qualifications.Status
    is_active: bool
    tally: qualifications.Tally
    exports: Sequence[qualifications.Export]
    since: qualifications.Status | None
    changes: Sequence[qualifications.Entry]
    joined: int
    left: int
    may_export: bool


def see_list(caller: Caller, period: launches.Course, key: int) -> ListSeen:
    """Return a status with its ledger, and what changed since the last one that was exported."""
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    status = qualifications.status_of(period, key)
    active, since = qualifications.last_status(period), _exported_before(period, status)
    differ = qualifications.changed_since(since, status).entries if since else ()
    return ListSeen(
        status=status,
        is_active=active is not None and active.pk == status.pk,
        tally=qualifications.tally(status),
        exports=list(qualifications.exports_of(status)[:50]),
        since=since,
        changes=differ,
        joined=sum(each.before == qualifications.ListMark.ABSENT for each in differ),
        left=sum(each.mark == qualifications.ListMark.ABSENT for each in differ),
        may_export=caller.may(Act.EXPORT_QUALIFICATIONS, period),
    )


def _exported_before(
    period: launches.Course, status: qualifications.Status
) -> qualifications.Status | None:
    found = qualifications.statuses_of(period).filter(exported_timestamp__isnull=False)
    return found.filter(pk__lt=status.pk).first()


@dataclass(frozen=True, slots=True)
class Printed:
    """A list as it is printed, and whether it still holds."""

    content: qualifications.Content
    is_active: bool


def print_list(
    caller: Caller,
    period: launches.Course,
    key: int,
    order: qualifications.Order,
    *,
    now: datetime,
) -> Printed:
    """Return a list as it is printed; that somebody read it is written down."""
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    status = qualifications.status_of(period, key)
    note_reader("list-printed", caller, status, now=now)
    is_active = qualifications.last_status(period) == status
    return Printed(qualifications.whole(status, order=order), is_active)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Which file of a list is wanted: all of it, or what changed since the last export."""

    form: qualifications.Form
    only_changes: bool = False


def download(
    caller: Caller, period: launches.Course, key: int, making: Making, *, now: datetime
) -> qualifications.File:
    """Make a file of a list to look at; nobody is taken to have it."""
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    status = qualifications.status_of(period, key)
    note_reader("list-downloaded", caller, status, now=now, form=making.form.value)
    since = _exported_before(period, status) if making.only_changes else None
    return _file(caller, status, making.form, since, now=now)[0]


@transaction.atomic
def hand_over(
    caller: Caller, status: qualifications.Status, making: Making, *, target: str, now: datetime
) -> tuple[qualifications.Export, qualifications.File]:
    """Make a file of the active list for another system, and keep in the ledger that it has it."""
    caller.check_may(Act.EXPORT_QUALIFICATIONS, status.period)
    qualifications.check_target(target)
    since = _taken_before(status, target) if making.only_changes else None
    file, students = _file(caller, status, making.form, since, now=now)
    wanted = qualifications.HandingOver(
        target=target, form=making.form, file=file, students=students
    )
    made = qualifications.hand_over(status, wanted, by=caller.name, now=now)
    announce_export(made, now=now)
    return made, file


def _taken_before(status: qualifications.Status, target: str) -> qualifications.Status | None:
    """Return what this target has; what went to others meanwhile it knows nothing of."""
    mine = qualifications.Export.objects.filter(
        target=target, status__period=status.period_id, status__lt=status.pk
    )
    taken = mine.select_related("status").order_by("-pk").first()
    return taken.status if taken else None


def _file(
    caller: Caller,
    status: qualifications.Status,
    form: qualifications.Form,
    since: qualifications.Status | None,
    *,
    now: datetime,
) -> tuple[qualifications.File, int]:
    content = qualifications.changed_since(since, status) if since else qualifications.whole(status)
    made = qualifications.Made(_named(caller), now)
    return qualifications.file_of(content, form, made), len(content.entries)


def _named(caller: Caller) -> str:
    """Name who takes a file: as people know them, and as the audit does."""
    known = names_of([caller.name]).get(caller.name)
    return f"{known} ({caller.name})" if known else caller.name


@dataclass(frozen=True, slots=True)
class News:
    """A course of whose active status a registry knows nothing yet, and what it knows."""

    course: launches.Course
    status: qualifications.Status
    taken: int | None
    changes: int


def whats_new(caller: Caller, target: str, *, start: int, size: int) -> tuple[Sequence[News], int]:
    """Return the lists that a target has not taken over, the oldest first, and how many."""
    caller.check_may(Act.SEE_DEPARTMENT)
    caller.check_may(Act.SEE_QUALIFICATIONS)
    qualifications.check_target(target)
    found = qualifications.news_for(target, reach.courses(caller))
    page = list(found[start : start + size])
    keys = {row.status_id for row in page} | {row.taken_id for row in page}
    statuses = qualifications.Status.objects.select_related("period").in_bulk(keys - {None})
    changes = qualifications.count_changes((row.taken_id, row.status_id) for row in page)
    news = [
        News(
            course=statuses[row.status_id].period,
            status=statuses[row.status_id],
            taken=row.taken_id,
            changes=changes[row.taken_id, row.status_id],
        )
        for row in page
    ]
    return news, found.count()


def statuses_after(
    caller: Caller, after: int, *, size: int, now: datetime
) -> tuple[Sequence[qualifications.Status], int]:
    """Return the statuses with higher numbers, and the number to ask from the next time.

    That number stays behind the youngest: a lower one may still be on its way into the database.
    What is told twice is harmless, and what is told never is not.
    """
    caller.check_may(Act.SEE_DEPARTMENT)
    caller.check_may(Act.SEE_QUALIFICATIONS)
    found = qualifications.Status.objects.filter(
        pk__gt=after, period__in=reach.courses(caller).order_by()
    )
    page = list(found.select_related("period").order_by("pk")[:size])
    settled = [one.pk for one in page if one.createtime <= now - _SETTLED_AFTER]
    return page, max(settled, default=after)
