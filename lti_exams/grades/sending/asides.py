"""What people must mend first is put aside unasked, and woken as soon as it may go on."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from lti_exams.grades.models import Channel, Column, Delivery, Hold, Outcome
from lti_exams.grades.rules import trying
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import HOLDING, OutcomeState
from lti_exams.launches.api import Membership


def put_aside(channel: Channel, *, now: datetime) -> None:
    """Park what waits behind a link or a deployment out of order, without asking the LMS."""
    waiting = Outcome.objects.filter(state=OutcomeState.WAITING.value, next_try_at__lte=now)
    for hold in Hold.objects.filter(deployment__platform=channel.platform_id):
        waiting.filter(link__deployment=hold.deployment_id).update(
            state=OutcomeState.PARKED.value,
            reason=hold.reason,
            answer=hold.answer,
            next_try_at=None,
        )
        _keep_a_probe(hold, now=now)
    troubled = Column.objects.filter(link__deployment__platform=channel.platform_id)
    for column in troubled.exclude(trouble=""):
        waiting.filter(link=column.link_id).update(
            state=OutcomeState.PARKED.value, reason=column.trouble, next_try_at=None
        )


def _keep_a_probe(hold: Hold, *, now: datetime) -> None:
    """Let one of those that are held find out whether the LMS takes scores again.

    Whoever did so before may have been put aside like the others: because there was news of the
    person, or because the LMS was away just then.
    """
    kept = _held_by(hold.deployment_id).order_by("pk")
    probe = None if kept.filter(next_try_at__isnull=False).exists() else kept.first()
    if probe is not None:
        at = trying.next_probe(hold.since, now=now)
        Outcome.objects.filter(pk=probe.pk).update(next_try_at=at)


def _held_by(deployment_id: int) -> QuerySet[Outcome]:
    parked = Outcome.objects.filter(state=OutcomeState.PARKED.value, reason__in=HOLDING)
    return parked.filter(link__deployment=deployment_id)


def lift_hold(deployment_id: int, *, now: datetime) -> None:
    """Let everything of a deployment go on that an LMS takes scores of again."""
    if not Hold.objects.filter(deployment=deployment_id).delete()[0]:
        return
    _held_by(deployment_id).update(
        state=OutcomeState.WAITING.value,
        reason="",
        next_try_at=now,
        failures=0,
        failing_since=None,
    )


def wake(channel: Channel, *, now: datetime) -> None:
    """Let everything that failed while an LMS was away be tried as soon as it is back."""
    waiting = Outcome.objects.filter(
        link__deployment__platform=channel.platform_id,
        state=OutcomeState.WAITING.value,
        next_try_at__gt=now,
    )
    waiting.update(next_try_at=now)


def wake_returned(*, now: datetime) -> int:
    """Try those again whom an LMS did not know, and of whom a roster or a launch tells since then
    that they are in the course."""
    tries = Delivery.objects.filter(outcome=OuterRef("pk")).order_by("-id")
    here = Membership.objects.filter(
        course=OuterRef("link__course"),
        person=OuterRef("person"),
        is_active=True,
        as_of__gt=OuterRef("tried_at"),
    )
    unknown = Outcome.objects.filter(
        # Who was waited for in vain for two weeks is not looked for among all.
        next_try_at__gt=now,
        state=OutcomeState.PARKED.value,
        reason=Meaning.PERSON.value,
    ).annotate(tried_at=Subquery(tries.values("sent_at")[:1]))
    back = unknown.filter(Exists(here)).values("pk")
    return Outcome.objects.filter(pk__in=back).update(next_try_at=now)


@transaction.atomic
def wake_link(column: Column, *, now: datetime) -> int:
    """Forget what was wrong with a link, and let its outcomes be tried at once."""
    trouble = column.trouble
    Column.objects.filter(pk=column.pk).update(trouble="", troubled_since=None, told="")
    parked = Outcome.objects.filter(link=column.link_id, state=OutcomeState.PARKED.value)
    return parked.filter(reason=trouble).update(
        state=OutcomeState.WAITING.value,
        reason="",
        next_try_at=now,
        failures=0,
        failing_since=None,
    )
