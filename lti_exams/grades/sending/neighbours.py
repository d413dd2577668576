"""What one score met holds for others: those of its link, or of its whole deployment."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import structlog

from lti_exams.grades.models import Column, Hold, Outcome
from lti_exams.grades.rules import deciding
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import Circle
from lti_exams.grades.sending.asides import lift_hold
from lti_exams.grades.sending.jobs import Told
from lti_exams.kernel.digests import digest_of
from lti_exams.launches.api import Link

log = structlog.get_logger(__name__)

TAKEN = frozenset({Meaning.DELIVERED, Meaning.NOT_SHOWN})


def tell(rows: Iterable[Outcome], told: Mapping[int, Told], *, now: datetime) -> None:
    """Let what scores met hold for all whom it concerns; what was taken ends a hold."""
    rows = list(rows)
    taken = {row.link.deployment_id for row in rows if told[row.pk].meaning in TAKEN}
    for row in rows:
        one = told[row.pk]
        circle = circle_of(row, one)
        if circle is Circle.LINK:
            _note_link(row, one, now=now)
        elif circle is Circle.DEPLOYMENT and row.link.deployment_id not in taken:
            hold(row.link.deployment_id, _held_for(one), one.said.text, now=now)
    for deployment in taken:
        lift_hold(deployment, now=now)


def circle_of(row: Outcome, told: Told) -> Circle:
    """Say whom it concerns; tokens that are refused time and again concern everybody."""
    is_given_up = row.reason == Meaning.REGISTRATION.value
    return Circle.DEPLOYMENT if is_given_up else deciding.circle_of(told.meaning)


def _held_for(told: Told) -> Meaning:
    """Say what a deployment is held for: what was met, whatever became of the one that met it."""
    concerns_all = deciding.circle_of(told.meaning) is Circle.DEPLOYMENT
    return told.meaning if concerns_all else Meaning.REGISTRATION


def hold(deployment_id: int, meaning: Meaning, answer: str, *, now: datetime) -> None:
    """Stop sending for a deployment, and say so once."""
    told = {"reason": meaning.value, "answer": answer, "since": now}
    _, is_new = Hold.objects.get_or_create(deployment_id=deployment_id, defaults=told)
    if is_new:
        log.error("grades_held", deployment=deployment_id, reason=meaning.value, answer=answer)


def _note_link(row: Outcome, told: Told, *, now: datetime) -> None:
    if told.meaning is Meaning.COLUMN_GONE:
        gone = Column.objects.filter(link=row.link_id, url=told.job.url)
        gone.update(url="", gone_url=told.job.url)
        return
    trouble(row.link, told.meaning, now=now)


def trouble(link: Link, meaning: Meaning, *, now: datetime) -> None:
    """Put a link aside until its launch tells something else, or staff say to try again."""
    Column.objects.update_or_create(
        link=link,
        defaults={
            "trouble": meaning.value,
            "troubled_since": now,
            "told": told_of(link),
        },
    )


def told_of(link: Link) -> str:
    """Return a digest of what the LMS says of the gradebook of a link."""
    said = (link.line_item_url, link.line_items_url, *sorted(map(str, link.ags_scopes)))
    return digest_of("\n".join(said))
