"""What came of looking for a link's column is written down."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce

from lti_exams.grades.models import Channel, Column, Outcome
from lti_exams.grades.rules import deciding, trying
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import Circle, OutcomeState
from lti_exams.grades.sending.jobs import Prepared
from lti_exams.grades.sending.neighbours import hold, trouble
from lti_exams.kernel import leases
from lti_exams.launches.api import Link

log = structlog.get_logger(__name__)


@transaction.atomic
def record_prepared(
    channel: Channel, link: Link, done: Prepared, *, now: datetime, draw: float
) -> None:
    """Write down which column a link has, or what follows of its having none."""
    column = Column.objects.select_for_update(of=("self",)).get(link=link)
    if not leases.held(channel).exists():
        return
    is_gone = done.meaning is Meaning.COLUMN_GONE and bool(column.url)
    is_another = bool(done.url and column.gone_url and done.url != column.gone_url)
    _note(column, done)
    if is_another:
        _tell_anew(link, now=now)
    if done.url or is_gone or done.meaning is Meaning.THROTTLED:
        return
    waiting = Outcome.objects.filter(link=link, next_try_at__lte=now)
    waiting = waiting.exclude(sending_under=channel.leased_by)
    if done.meaning in deciding.PASSING:
        _put_off(waiting, done, now=now, draw=draw)
    else:
        _put_aside(waiting, link, done, now=now)


def _note(column: Column, done: Prepared) -> None:
    """Keep where the column is; one that was deleted is looked for anew, under another name."""
    if done.url:
        column.url, column.gone_url, column.makes_anew = done.url, "", False
        column.trouble, column.troubled_since = "", None
    elif done.meaning is Meaning.COLUMN_GONE and column.url:
        column.url, column.gone_url = "", column.url
    if done.meaning is not Meaning.UNCERTAIN:
        column.making_since = None
    column.save()


def _tell_anew(link: Link, *, now: datetime) -> None:
    """Let everything be told to a new column that stood in the one that is gone."""
    ended = [OutcomeState.DELIVERED.value, OutcomeState.SUPERSEDED.value]
    Outcome.objects.filter(link=link, state__in=ended).update(
        state=OutcomeState.WAITING.value,
        reason="",
        next_try_at=now,
        # So far nothing stands there: what was read of the column as a whole serves each of them.
        version_sent=0,
        version_delivered=0,
        delivered_at=None,
        written=None,
        unanswered=None,
        attempt_submitted=None,
    )


def _put_off(waiting: QuerySet[Outcome], done: Prepared, *, now: datetime, draw: float) -> None:
    """Let everything of a link wait for the next try to find its column."""
    told = {"reason": done.meaning.value, "answer": done.said.text}
    fewest = waiting.aggregate(fewest=Min("failures"))["fewest"] or 0
    given_up = waiting.filter(failing_since__lte=now - trying.PATIENCE)
    if given_up.update(state=OutcomeState.STALLED.value, next_try_at=None, **told):
        log.error("grades_stalled", **told)
    waiting.update(
        state=OutcomeState.WAITING.value,
        failures=F("failures") + 1,
        failing_since=Coalesce("failing_since", now),
        next_try_at=now + trying.backoff(fewest + 1, draw=draw),
        **told,
    )


def _put_aside(waiting: QuerySet[Outcome], link: Link, done: Prepared, *, now: datetime) -> None:
    """Park what people must mend; of a whole deployment one finds out whether they did."""
    probe = None
    if deciding.circle_of(done.meaning) is Circle.DEPLOYMENT:
        hold(link.deployment_id, done.meaning, done.said.text, now=now)
        probe = waiting.order_by("pk").first()
    else:
        trouble(link, done.meaning, now=now)
    waiting.update(
        state=OutcomeState.PARKED.value,
        reason=done.meaning.value,
        answer=done.said.text,
        next_try_at=None,
        failing_since=Coalesce("failing_since", now),
    )
    if probe is not None:
        later = now + trying.PROBE_EVERY
        Outcome.objects.filter(pk=probe.pk).update(next_try_at=later)
