"""Visits that are over, of which a vendor that we call must learn: told once, or tried again."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from lti_exams.exams import api as exams
from lti_exams.kernel import leases
from lti_exams.proctoring.models import Farewell, Session
from lti_exams.proctoring.rules.words import OPEN_SESSIONS, SessionState

_AT_ONCE = 50
_MOST_TRIES = 20
_LONGEST_PAUSE = timedelta(hours=6)
_OVER = Q(session__state=SessionState.REPLACED.value) | Q(
    session__attempt__state__in=[state.value for state in exams.ENDED]
)


def farewells_due(*, now: datetime) -> AbstractContextManager[list[Farewell]]:
    """Hold some visits that are over, and of which the vendor has not learnt."""
    due = Farewell.objects.filter(_OVER, due_at__lte=now).order_by("due_at", "pk")
    whole = due.select_related("session__attempt__exam__course", "session__attempt__person")
    return leases.claimed(whole.select_related("session__vendor"), limit=_AT_ONCE, now=now)


@transaction.atomic
def note_farewell(session: Session, *, now: datetime) -> None:
    """Keep that a vendor knows that a visit is over."""
    mine = Farewell.objects.filter(session=session, told_at=None)
    mine.update(due_at=None, told_at=now, **leases.FREE)
    going_on = Session.objects.filter(pk=session.pk, state__in=[one.value for one in OPEN_SESSIONS])
    going_on.update(state=SessionState.ENDED.value, ended_at=now)


def postpone_farewell(farewell: Farewell, *, now: datetime) -> None:
    """Tell it later, each time later, and at last not at all: the vendor is gone."""
    pause = min(timedelta(minutes=2 ** min(farewell.tries, 10)), _LONGEST_PAUSE)
    due_at = now + pause if farewell.tries + 1 < _MOST_TRIES else None
    leases.held(farewell).update(due_at=due_at, tries=F("tries") + 1, **leases.FREE)
