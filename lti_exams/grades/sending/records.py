"""What became of scores is written down, for as long as the channel is still ours."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

import structlog
from django.db import transaction

from lti_exams.grades.models import Channel, Delivery, Outcome
from lti_exams.grades.rules import deciding
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import Next, OutcomeState, Tries
from lti_exams.grades.rules.scores import kept_short
from lti_exams.grades.sending import neighbours
from lti_exams.grades.sending.claims import kept_mark, write
from lti_exams.grades.sending.jobs import Job, Told

log = structlog.get_logger(__name__)

_RECORDED = (
    "state",
    "sending_under",
    "next_try_at",
    "reason",
    "answer",
    "failures",
    "failing_since",
    "version_delivered",
    "delivered_at",
    "timestamp_sent",
    "unanswered",
    "written",
    "attempt_submitted",
    "forced",
)


@transaction.atomic
def record(channel: Channel, done: Sequence[Told], *, now: datetime, draws: Random) -> int:
    """Write down what became of these scores; return how many ended."""
    by_outcome = {one.job.outcome: one for one in done}
    rows = Outcome.objects.filter(pk__in=by_outcome, sending_under=channel.leased_by)
    rows = rows.select_related("link").order_by("link_id", "person_id")
    locked = list(rows.select_for_update(of=("self",)))
    for row in locked:
        _take_in(row, by_outcome[row.pk], now=now, draw=draws.random())
    write(locked, _RECORDED)
    _say_what_stalled(locked)
    Delivery.objects.bulk_create(
        [_delivery(by_outcome[row.pk]) for row in locked if _is_a_try(by_outcome[row.pk])]
    )
    neighbours.tell(locked, by_outcome, now=now)
    return sum(row.next_try_at is None for row in locked)


@transaction.atomic
def give_back(channel: Channel, jobs: Sequence[Job]) -> None:
    """Undo that these scores were taken: they were not sent."""
    by_outcome = {one.outcome: one for one in jobs}
    rows = Outcome.objects.filter(pk__in=by_outcome, sending_under=channel.leased_by)
    locked = list(rows.order_by("link_id", "person_id").select_for_update())
    for row in locked:
        job = by_outcome[row.pk]
        row.state, row.sending_under = OutcomeState.WAITING.value, ""
        row.unanswered, row.attempt_submitted = job.unanswered_before, job.attempt_before
    write(locked, ("state", "sending_under", "unanswered", "attempt_submitted"))


def _take_in(row: Outcome, told: Told, *, now: datetime, draw: float) -> None:
    is_newest = row.version == told.job.version
    tries = Tries(failures=row.failures, failing_since=row.failing_since)
    after = deciding.after_try(told.meaning, tries, is_newest=is_newest, now=now, draw=draw)
    _stand(row, after)
    row.answer = told.said.text
    row.timestamp_sent = max(told.timestamp, row.timestamp_sent or told.timestamp)
    if told.meaning in neighbours.TAKEN:
        _note_delivered(row, told)
    elif told.meaning is Meaning.UNCERTAIN:
        # What may have arrived is what was sent last: it may be dated later than what was meant.
        row.unanswered = {**(row.unanswered or {}), "payload": told.sent or told.job.payload}
    else:
        # It surely changed nothing; what was doubtful before still is.
        row.unanswered, row.attempt_submitted = told.job.unanswered_before, told.job.attempt_before


def _say_what_stalled(rows: Sequence[Outcome]) -> None:
    """Let whoever watches the log know of grades that nobody tries any more."""
    stalled = [row.pk for row in rows if row.state == OutcomeState.STALLED.value]
    if stalled:
        log.error("grades_stalled", outcomes=stalled)


def _stand(row: Outcome, after: Next) -> None:
    row.state, row.next_try_at, row.reason = after.state.value, after.at, after.reason
    row.failures, row.failing_since = after.tries.failures, after.tries.failing_since
    row.sending_under = ""


def _note_delivered(row: Outcome, told: Told) -> None:
    row.version_delivered, row.delivered_at = told.job.version, told.answered_at
    telling = told.job.telling
    row.written = kept_mark(telling) if telling else None
    row.unanswered, row.forced = None, False


def _is_a_try(told: Told) -> bool:
    """An LMS that asks for patience has not been told anything."""
    return told.meaning is not Meaning.THROTTLED


def _delivery(told: Told) -> Delivery:
    return Delivery(
        outcome_id=told.job.outcome,
        version=told.job.version,
        sent_at=told.sent_at,
        answered_at=told.answered_at,
        sent=kept_short(told.sent or {}),
        status=told.said.status or None,
        meaning=told.meaning.value,
        answer=told.said.text,
    )
