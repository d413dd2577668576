"""Outcomes are written with the facts that cause them, and sent afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from lti_exams.grades.lms import ADAPTERS
from lti_exams.grades.models import Change, Channel, Column, Hold, Outcome
from lti_exams.grades.queries import outcomes_of, sources_of
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import HOLDING, TROUBLING, OutcomeState
from lti_exams.grades.rules.documents import Document, to_json
from lti_exams.grades.rules.telling import following
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches.api import Link, Person
from lti_exams.platforms.api import Platform

_CHANGED = (
    "version",
    "source",
    "document",
    "state",
    "changed_at",
    "next_try_at",
    "reason",
    "failures",
    "failing_since",
)
_AGAIN = ("state", "reason", "next_try_at", "failures", "failing_since", "forced")
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


def hold_outcomes(keys: Iterable[_Key]) -> None:
    """Wait for whoever else writes about the same people; what is read next is theirs as well.

    Call it in a transaction, before that is read of which the LMS is told: of two at once the
    second would else write what was true before the first.
    """
    if found := list(keys):
        list(outcomes_of(found).select_for_update().values_list("pk"))


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
    counted = sources_of(found)
    fresh = [one for one in found if wanted[_key(one)].source not in counted.get(one.pk, ())]
    changed = [one for one in fresh if _took(one, wanted[_key(one)], now=now)]
    _write(changed)
    _note_causes([*changed, *(one for one in fresh if one.pk not in counted and one.version == 1)])
    return found


def _write(changed: Sequence[Outcome]) -> None:
    if changed:
        Outcome.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["link", "person"],
            update_fields=_CHANGED,
        )


def _note_causes(changed: Iterable[Outcome]) -> None:
    """Keep what caused each version: it counts no other one."""
    Change.objects.bulk_create(
        Change(outcome=one, version=one.version, source=one.source, changed_at=one.changed_at)
        for one in changed
    )


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
            next_try_at=now,
        )
        for one in wanted.values()
        if one.document is not None
    ]


def _took(outcome: Outcome, news: News, *, now: datetime) -> bool:
    """Let an outcome become what is new; tell whether anything was."""
    told = outcome.tells
    to_tell = following(told, news.document, awaiting=news.awaiting)
    if to_tell in (None, told):
        return False
    assert to_tell is not None  # noqa: S101
    outcome.document, outcome.source = to_json(to_tell), news.source
    outcome.version, outcome.changed_at = outcome.version + 1, now
    outcome.next_try_at, outcome.reason = now, ""
    outcome.failures, outcome.failing_since = 0, None
    if not outcome.sending_under:
        # What is on its way stays so until it is known what became of it.
        outcome.state = OutcomeState.WAITING.value
    return True


@transaction.atomic
def send_again(outcomes: QuerySet[Outcome], *, overwrite: bool = False, now: datetime) -> int:
    """Bring outcomes on their way once more, whatever they ended as; return how many.

    What was put aside with them is tried again too. Nothing that is on its way is touched.
    """
    asked = set(outcomes.values_list("pk", flat=True))
    behind = _put_aside_with(outcomes)
    mine = Outcome.objects.filter(Q(pk__in=outcomes.values("pk")) | behind)
    mine = mine.exclude(state=OutcomeState.SENDING.value).order_by("link_id", "person_id")
    found = list(mine.select_for_update(of=("self",)).select_related("link"))
    _forget_what_was_wrong(found)
    for one in found:
        one.state, one.reason, one.next_try_at = OutcomeState.WAITING.value, "", now
        one.failures, one.failing_since = 0, None
        one.forced = one.forced or (overwrite and one.pk in asked)
    if found:
        Outcome.objects.bulk_create(
            found, update_conflicts=True, unique_fields=["link", "person"], update_fields=_AGAIN
        )
    return sum(one.pk in asked for one in found)


def count_to_send_again(outcomes: QuerySet[Outcome]) -> int:
    """Count those that would be brought on their way: what is on it already is not touched."""
    return outcomes.exclude(state=OutcomeState.SENDING.value).count()


def _put_aside_with(outcomes: QuerySet[Outcome]) -> Q:
    """Return what waits for the same: for a column of its link, or for its whole deployment."""
    here = Q(link__in=outcomes.order_by().values("link"), reason__in=TROUBLING)
    deployments = outcomes.order_by().values("link__deployment")
    held = Q(link__deployment__in=deployments, reason__in=HOLDING)
    return Q(state=OutcomeState.PARKED.value) & (here | held)


def _forget_what_was_wrong(found: Sequence[Outcome]) -> None:
    links = {one.link_id for one in found}
    troubled = Column.objects.filter(link__in=links).exclude(trouble="")
    troubled.update(trouble="", troubled_since=None, told="")
    Hold.objects.filter(deployment__in={one.link.deployment_id for one in found}).delete()


@transaction.atomic
def make_column_anew(link: Link, *, now: datetime) -> int:
    """Let a column that was deleted in the LMS be made once more, and send what waits for it."""
    Column.objects.filter(link=link).update(
        url="", makes_anew=True, trouble="", troubled_since=None
    )
    return send_again(Outcome.objects.filter(link=link, reason=Meaning.COLUMN_GONE.value), now=now)


class AdapterUnknown(LtiExamsError):
    """No adapter for grades has this name."""

    code = "adapter-unknown"


@transaction.atomic
def settle_channel(platform: Platform, *, adapter: str, makes_columns_anew: bool) -> Channel:
    """Keep how an LMS is written to; no adapter leaves it to what the LMS calls itself."""
    if adapter not in ("", *ADAPTERS):
        raise AdapterUnknown(adapter=adapter[:50])
    told = {"adapter": adapter, "makes_columns_anew": makes_columns_anew}
    channel, _ = Channel.objects.update_or_create(platform=platform, defaults=told)
    return channel
