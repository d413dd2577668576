"""What is due on one channel is taken, and marked as on its way before anything is sent."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lti_exams.grades.lms import Lms
from lti_exams.grades.models import Channel, Column, Outcome
from lti_exams.grades.rules import scores
from lti_exams.grades.rules.deciding import OutcomeState
from lti_exams.grades.rules.documents import Document
from lti_exams.grades.rules.results import Mark, Shown
from lti_exams.grades.sending.jobs import Job, Unread
from lti_exams.grades.words import comment_of
from lti_exams.kernel import leases
from lti_exams.launches.api import Link

_MARKED = (
    "state",
    "sending_under",
    "version_sent",
    "timestamp_sent",
    "unanswered",
    "attempt_submitted",
    "next_try_at",
)
# From so many on, what the LMS shows is read for all of a column at once.
MANY = 4

Snapshot = Mapping[str, Shown] | None


class ChannelLost(Exception):
    """Another worker has taken the channel: this one slept longer than its lease lives."""


@dataclass(slots=True)
class Taken:
    """Scores to tell, and links that must be made ready first."""

    jobs: list[Job] = field(default_factory=list)
    unready: set[int] = field(default_factory=set)


def due(channel: Channel, *, now: datetime) -> QuerySet[Outcome]:
    """Return what is due, whatever a worker that is gone has left on its way included."""
    mine = Outcome.objects.filter(link__deployment__platform=channel.platform_id)
    return mine.filter(next_try_at__lte=now).exclude(sending_under=channel.leased_by)


@transaction.atomic
def take(
    channel: Channel,
    adapter: Lms,
    *,
    at_most: int,
    clock: scores.Clock,
    snapshots: Mapping[int, Snapshot],
    busy: Collection[int],
) -> Taken:
    """Take some of what is due; nothing else is sent of these people until it is recorded."""
    if not leases.held(channel).exists():
        raise ChannelLost
    wanted = due(channel, now=clock.now).exclude(link_id__in=list(busy))
    wanted = wanted.select_related("link__column", "person").order_by("next_try_at", "pk")
    rows = list(wanted.select_for_update(skip_locked=True, of=("self",))[:at_most])
    taken = Taken(unready=_unready(rows, snapshots))
    marked = []
    for row in rows:
        if row.link_id in taken.unready:
            continue
        job = _job(row, channel, adapter, clock=clock, snapshots=snapshots)
        if job is not None:
            taken.jobs.append(job)
        marked.append(row)
    write(marked, _MARKED)
    return taken


def write(rows: Iterable[Outcome], fields: Iterable[str]) -> None:
    """Write these fields of rows that are there, in one statement."""
    changed = list(rows)
    if changed:
        Outcome.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["link", "person"],
            update_fields=list(fields),
        )


def column_of(row: Outcome) -> Column | None:
    return getattr(row.link, "column", None)


def _unready(rows: Iterable[Outcome], snapshots: Mapping[int, Snapshot]) -> set[int]:
    """Return the links without a column, and those of which many scores are told anew."""
    unread: dict[int, int] = {}
    unready = set()
    for row in rows:
        column = column_of(row)
        if column is None or not column.url:
            unready.add(row.link_id)
        elif row.link_id not in snapshots and _is_first(row):
            unread[row.link_id] = unread.get(row.link_id, 0) + 1
    return unready | {link for link, many in unread.items() if many >= MANY}


def _is_first(row: Outcome) -> bool:
    return row.version_sent == 0


def _job(
    row: Outcome,
    channel: Channel,
    adapter: Lms,
    *,
    clock: scores.Clock,
    snapshots: Mapping[int, Snapshot],
) -> Job | None:
    """Mark a row as on its way; none comes of it while its time lies a moment ahead."""
    kept = row.unanswered if _is_sent_once_more(row) else None
    timestamp = row.timestamp_sent if kept else None
    if timestamp is None:
        timestamp = scores.timestamp_after(row.timestamp_sent, event=row.changed_at, clock=clock)
        wait = scores.wait_for(timestamp, clock)
        if wait:
            row.next_try_at = clock.now + wait
            return None
    shown: Shown | Unread | None = Unread.YET
    snapshot = snapshots.get(row.link_id)
    if _is_first(row) and snapshot is not None:
        shown = snapshot.get(row.person.sub)
    first = _payload(row, adapter, timestamp, clock)
    job = Job(
        outcome=row.pk,
        version=row.version,
        user_id=row.person.sub,
        url=row.link.column.url,
        payload=adapter.repeated(kept["payload"]) if kept else first,
        timestamp=timestamp,
        is_repeat=kept is not None,
        forced=row.forced,
        unanswered_before=row.unanswered,
        attempt_before=row.attempt_submitted,
        written=mark_in(row.written),
        doubtful=_doubtful(row),
        telling=mark_of(row.tells),
        shown=shown,
    )
    _mark(row, job, channel, adapter)
    return job


def _is_sent_once_more(row: Outcome) -> bool:
    """Tell whether the same was sent and may have arrived; written over is said anew."""
    if not row.unanswered or row.unanswered["version"] != row.version:
        return False
    return bool(row.unanswered.get("forced", False)) == row.forced


def _payload(
    row: Outcome, adapter: Lms, timestamp: datetime, clock: scores.Clock
) -> scores.Payload:
    latest = clock.theirs
    document = _not_after(row.tells, latest)
    is_new = scores.hands_in(document) and (document.attempt or 0) > (row.attempt_submitted or 0)
    told = scores.payload(
        document,
        user_id=row.person.sub,
        timestamp=timestamp,
        comment=comment_of(document.comment),
    )
    return told | adapter.addition(document, hands_in=is_new, forced=row.forced)


def _not_after(document: Document, latest: datetime) -> Document:
    """Let nothing lie in the future of the LMS, which refuses that."""
    started, submitted = document.started_at, document.submitted_at
    return replace(
        document,
        started_at=started and min(started, latest),
        submitted_at=submitted and min(submitted, latest),
    )


def _mark(row: Outcome, job: Job, channel: Channel, adapter: Lms) -> None:
    row.state, row.sending_under = OutcomeState.SENDING.value, channel.leased_by
    row.version_sent, row.timestamp_sent = job.version, job.timestamp
    marks = dict.fromkeys((*job.doubtful, *filter(None, [job.telling])))
    row.unanswered = {
        "version": job.version,
        "payload": job.payload,
        "forced": job.forced,
        # Everything that may stand there although nobody heard so.
        "marks": [kept_mark(mark) for mark in marks],
    }
    if adapter.hands_in(job.payload):
        row.attempt_submitted = row.tells.attempt


def mark_of(document: Document) -> Mark | None:
    """Return the points that a document tells, if it tells any."""
    if not document.is_final or document.points is None or not document.maximum:
        return None
    return Mark(document.points, document.maximum)


def mark_in(kept: Mapping[str, int] | None) -> Mark | None:
    return Mark(kept["points"], kept["maximum"]) if kept else None


def kept_mark(mark: Mark) -> dict[str, int]:
    return {"points": mark.points, "maximum": mark.maximum}


def _doubtful(row: Outcome) -> tuple[Mark, ...]:
    kept = row.unanswered["marks"] if row.unanswered else []
    return tuple(Mark(one["points"], one["maximum"]) for one in kept)


def maximum_of(link: Link) -> int | float:
    """Return the maximum that a new column of a link is made with: that of the newest score."""
    for outcome in Outcome.objects.filter(link=link).order_by("-changed_at")[:20]:
        maximum = outcome.tells.maximum
        if maximum:
            return scores.number(maximum)
    return 100
