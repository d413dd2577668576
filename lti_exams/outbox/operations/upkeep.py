"""What staff send again, and what is swept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from lti_exams.kernel import leases
from lti_exams.outbox.models import Event, Message
from lti_exams.outbox.queries import NoSuchMessage
from lti_exams.outbox.rules.words import MessageState

_KEPT_SENT = timedelta(days=30)
_KEPT_STUCK = timedelta(days=180)
_KEPT_EVENTS = timedelta(days=90)
_AT_ONCE = 1_000
_STUCK = [MessageState.PARKED.value, MessageState.STALLED.value]


def send_again(pk: int, *, now: datetime) -> Message:
    """Let a message that stands still be tried anew, as if for the first time."""
    if not _stuck().filter(pk=pk).update(**_anew(now)):
        raise NoSuchMessage
    return Message.objects.get(pk=pk)


def send_all_again(*, now: datetime) -> int:
    """Let everything that stands still be tried anew; return how much that is."""
    return _stuck().update(**_anew(now))


def _stuck() -> QuerySet[Message]:
    return Message.objects.filter(state__in=_STUCK)


def _anew(now: datetime) -> dict[str, object]:
    return {
        "state": MessageState.WAITING.value,
        "reason": "",
        "tries": 0,
        "due_at": now,
        **leases.FREE,
    }


def sweep(*, now: datetime) -> int:
    """Remove what left long ago and what nobody sent again; what waits is never swept."""
    sent = Message.objects.filter(state=MessageState.SENT.value, sent_at__lt=now - _KEPT_SENT)
    stuck = _stuck().filter(due_at__lt=now - _KEPT_STUCK)
    events = Event.objects.filter(relayed_at__lt=now - _KEPT_EVENTS)
    return sum(map(_removed, (sent, stuck, events)))


def _removed(rows: QuerySet) -> int:
    """Remove in small steps, so that nobody waits long behind it."""
    removed = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:_AT_ONCE]):
        removed += rows.model._base_manager.filter(pk__in=keys).delete()[0]
    return removed
