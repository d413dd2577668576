"""Outcomes are written with the facts that cause them, and sent afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.grades.models import Outcome, OutcomeState
from lti_exams.grades.queries import outcomes_of
from lti_exams.grades.rules.documents import Document, to_json
from lti_exams.grades.rules.telling import following
from lti_exams.launches.api import Link, Person

_CHANGED = ("version", "source", "document", "state", "changed_at")
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be told of one person through one link, and what caused it.

    Without a document there is nothing to tell, unless a grade that was told must be taken back;
    it is not taken back while the attempt it came from is among those that await a review.
    """

    link_id: int
    person_id: int
    document: Document | None
    source: str
    awaiting: frozenset[int] = frozenset()

    @property
    def key(self) -> _Key:
        return self.link_id, self.person_id


def enqueue(
    link: Link, person: Person, document: Document | None, *, source: str, now: datetime
) -> Outcome | None:
    """Write down what an LMS must learn of one person; None where it never learned anything."""
    news = News(link_id=link.pk, person_id=person.pk, document=document, source=source)
    return next(iter(enqueue_many([news], now=now)), None)


@transaction.atomic
def enqueue_many(news: Iterable[News], *, now: datetime) -> Sequence[Outcome]:
    """Write down what is new of many, and return their outcomes as they are now.

    Rows that are missing come first, so that whoever writes about the same person at the same time
    waits at the lock and sees the other's. All go in one order, so no two batches block each other.
    """
    wanted = {one.key: one for one in sorted(news, key=lambda one: one.key)}
    if not wanted:
        return []
    Outcome.objects.bulk_create(_first_ones(wanted, now), ignore_conflicts=True)
    found = [one for one in outcomes_of(wanted).select_for_update() if _key(one) in wanted]
    changed = [one for one in found if _took(one, wanted[_key(one)], now=now)]
    if changed:
        Outcome.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["link", "person"],
            update_fields=_CHANGED,
        )
    return found


def _key(outcome: Outcome) -> _Key:
    return outcome.link_id, outcome.person_id


def _first_ones(wanted: Mapping[_Key, News], now: datetime) -> list[Outcome]:
    return [
        Outcome(
            link_id=one.link_id,
            person_id=one.person_id,
            document=to_json(one.document),
            source=one.source,
            changed_at=now,
        )
        for one in wanted.values()
        if one.document is not None
    ]


def _took(outcome: Outcome, news: News, *, now: datetime) -> bool:
    """Let an outcome become what is new; tell whether anything was."""
    told = outcome.tells
    to_tell = following(told, news.document, awaiting=news.awaiting)
    if outcome.source == news.source or to_tell in (None, told):
        return False
    assert to_tell is not None  # noqa: S101
    outcome.document, outcome.source = to_json(to_tell), news.source
    outcome.version, outcome.changed_at = outcome.version + 1, now
    outcome.state = OutcomeState.WAITING.value
    return True
