"""Vendors that we call learn that a visit is over, also where no browser comes by any more."""

from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.end_proctoring import what_went_wrong
from lti_exams.journeys.request_proctoring import Standpoint, visit_of
from lti_exams.proctoring import api as proctoring

_SAT = exams.HANDED_IN | {exams.State.ERROR}


def tell_vendors(*, now: datetime) -> int:
    """Tell vendors of the visits that are over; return of how many. Not in a transaction.

    A vendor that does not answer is asked once, and later again.
    """
    told, silent = 0, set[int]()
    with proctoring.farewells_due(now=now) as batch:
        for farewell in batch:
            session = farewell.session
            if session.vendor_id in silent:
                continue
            try:
                _tell(session, now=now)
            except proctoring.VendorUnreachable:
                silent.add(session.vendor_id)
                proctoring.postpone_farewell(farewell, now=now)
            else:
                proctoring.note_farewell(session, now=now)
                told += 1
    return told


def _tell(session: proctoring.Session, *, now: datetime) -> None:
    """Say that a sitting has ended, or that nobody comes any more."""
    adapter, attempt = proctoring.adapter_of(session.vendor), session.attempt
    is_replaced = session.state == proctoring.SessionState.REPLACED
    if is_replaced or session.admitted_at is None or attempt.state not in _SAT:
        adapter.cancel(session, now=now)
        return
    visit = visit_of(session, Standpoint(launch_key=session.launch_key, return_url=""), now=now)
    error, log = what_went_wrong(attempt)
    adapter.finish(visit, error=error, log=log, now=now)
