"""The vendor learns that a sitting is over, where it asked to or the exam wants it so."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.journeys.request_proctoring import Standpoint, check_own, visit_of
from lti_exams.proctoring import api as proctoring

_LONGEST = 1_000
# A button pressed twice asks twice, and the browser goes where the second answer leads.
_TWICE = timedelta(seconds=10)


def must_go_back(attempt: exams.Attempt, *, now: datetime) -> proctoring.Vendor | None:
    """Return the vendor to whom only the learner's browser can bring the news, if it waits."""
    session = owes_an_end(attempt, now=now)
    is_lti = session is not None and session.vendor.way == proctoring.Way.LTI
    return session.vendor if session is not None and is_lti else None


def owes_an_end(
    attempt: exams.Attempt, *, now: datetime, told_since: datetime | None = None
) -> proctoring.Session | None:
    """Return the visit whose vendor must be told of the end, if there is one.

    One that was told since the given moment counts as one that was not.
    """
    state = exams.as_of(attempt.snapshot, now).state
    if state not in exams.HANDED_IN | {exams.State.ERROR}:
        return None
    session = proctoring.session_of(attempt)
    if session is None or not _waits(session, told_since):
        return None
    if session.vendor.tool is not None and not session.vendor.tool.is_active:
        # Switched off meanwhile: it is told nothing any more, and the learner is not held up.
        return None
    wanted = session.wants_end or state is exams.State.ERROR
    return session if wanted or proctoring.proctoring_of(attempt.exam).tells_end else None


def _waits(session: proctoring.Session, told_since: datetime | None) -> bool:
    if session.state != proctoring.SessionState.ENDED:
        return session.state == proctoring.SessionState.ADMITTED
    by_browser = session.vendor.way == proctoring.Way.LTI and session.admitted_at is not None
    told_at = session.ended_at if by_browser else None
    return told_since is not None and told_at is not None and told_at >= told_since


def what_went_wrong(attempt: exams.Attempt) -> tuple[str, str]:
    """Return what a vendor may show and log of an assessment that failed; nothing of others."""
    if attempt.state != exams.State.ERROR:
        return "", ""
    shown = _("The exam ended with an error. Your proctor cannot mend it; ask your course.")
    return shown, f"attempt {attempt.number} ended in error, by {attempt.ended_by}"


def end_proctoring(
    caller: Caller, attempt: exams.Attempt, standpoint: Standpoint, *, now: datetime
) -> proctoring.Passage | None:
    """Say how the browser brings the vendor the news; None where there is none to bring.

    Not in a transaction: a vendor may be called.
    """
    check_own(caller, attempt)
    session = owes_an_end(attempt, now=now, told_since=now - _TWICE)
    if session is None:
        return None
    error, log = what_went_wrong(attempt)
    session.attempt.exam = attempt.exam
    visit = visit_of(session, standpoint, now=now)
    adapter = proctoring.adapter_of(session.vendor)
    passage = adapter.finish(visit, error=error, log=log, now=now)
    proctoring.note_farewell(session, now=now)
    return passage


@transaction.atomic
def note_return(
    caller: Caller, attempt: exams.Attempt, told: dict[str, str], *, now: datetime
) -> None:
    """Keep what a vendor gave the learner to bring back, for the learner and for the log.

    It is text of a stranger in an address: it changes nothing else.
    """
    check_own(caller, attempt)
    session = proctoring.session_of(attempt)
    shown = _plain(told.get("lti_errormsg") or told.get("lti_msg") or "")
    logged = _plain(told.get("lti_errorlog") or told.get("lti_log") or "")
    if session is None or not (shown or logged):
        return
    proctoring.note_message(session, shown, is_complaint=bool(told.get("lti_errormsg")))
    audit.record(
        actor=caller.name,
        action="attempt.returned_from_vendor",
        subject=attempt.key,
        after={"shown": shown, "logged": logged},
        now=now,
    )


def _plain(text: str) -> str:
    """Return a text on one line, without signs that cannot be seen or stored."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:_LONGEST]
