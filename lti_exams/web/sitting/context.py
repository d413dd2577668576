"""What the pages of an exam show."""

from typing import Any

from lti_exams.edge.sessions import LaunchRequest
from lti_exams.exams import api as exams
from lti_exams.journeys.end_proctoring import must_go_back
from lti_exams.journeys.find_help import Help, find_help
from lti_exams.journeys.open_questions import OPENED_FROM_HERE, way_of
from lti_exams.journeys.see_qualifications import see_own_decision
from lti_exams.journeys.sit_exam import SeenExam
from lti_exams.journeys.watchers import watches
from lti_exams.kernel.origins import origin_of
from lti_exams.proctoring import api as proctoring
from lti_exams.qualifications import api as qualifications
from lti_exams.web.sitting.readiness import report_on
from lti_exams.web.sitting.visits import Visit
from lti_exams.web.sitting.words import KINDS, MISTAKES, NOTES, is_gate, needs, reasons

# Where nobody is on the way into an exam, or in it.
_AT_REST = frozenset({"before", "result", "expired", "declined"})
_NOTHING_GOES_WRONG = frozenset({"before", "window", "review", "expired", "declined"})


def context_of(request: LaunchRequest, visit: Visit, seen: SeenExam, page: str) -> dict[str, Any]:
    """Return what a page shows of an exam, an attempt and what may be done with it."""
    note = request.GET.get("note", "")
    codes = {one.code for one in seen.obstacles}
    return {
        "visit": visit,
        "here": visit.here,
        "exam": visit.exam,
        "purpose": visit.purpose.value,
        "seen": seen,
        "attempt": seen.attempt,
        "current": seen.current,
        "may": {event.value for event in seen.may},
        "page": page,
        "kind": KINDS[visit.exam.kind],
        "needs": needs(visit.exam),
        "reasons": reasons(seen.obstacles, came_in=seen.state in exams.OPEN),
        "gate_is_shut": any(is_gate(one) for one in seen.obstacles),
        "asks_password": not codes.isdisjoint({"password-missing", "password-wrong"}),
        "opens_questions": way_of(visit.exam) in OPENED_FROM_HERE,
        "questions_at": questions_at(visit.exam.assessment),
        "has_questions": bool(visit.exam.assessment),
        "earlier": [
            (one, one.status(visit.now)) for one in seen.attempts if one.started_at is not None
        ],
        "own": _own_qualification(visit, page),
        "readiness": report_on(visit, seen) if _was_rehearsed(visit, page) else (),
        "help": _help(visit, seen, page),
        "may_watch": _may_watch(visit, page),
        "waiting_vendor": _waiting_vendor(visit, seen, page),
        "goes_at_once": request.GET.get("then") == "vendor",
        "note": NOTES.get(note),
        "mistake": MISTAKES.get(note),
    }


def _help(visit: Visit, seen: SeenExam, page: str) -> Help | None:
    """Say whom to turn to, where something can go wrong."""
    is_spared = page in _NOTHING_GOES_WRONG or (page == "sit" and not visit.exam.vendor)
    return None if is_spared else find_help(visit.caller, visit.exam, seen.attempt)


def _may_watch(visit: Visit, page: str) -> bool:
    """Tell whether somebody who sits exams watches some as well, by their role or by a list."""
    is_own = visit.purpose is exams.Purpose.SITTING
    return is_own and page in _AT_REST and watches(visit.caller)


def _waiting_vendor(visit: Visit, seen: SeenExam, page: str) -> proctoring.Vendor | None:
    """Return the vendor that learns of the end only when this browser goes there."""
    if page not in ("result", "error") or not visit.exam.vendor or seen.attempt is None:
        return None
    return must_go_back(seen.attempt, now=visit.now)


def _own_qualification(visit: Visit, page: str) -> qualifications.QualifiesForFinalExam | None:
    """Say whether somebody qualifies who looks what awaits them, and not while they sit."""
    if page != "before" or visit.purpose is not exams.Purpose.SITTING:
        return None
    return see_own_decision(visit.caller, visit.exam.course)


def _was_rehearsed(visit: Visit, page: str) -> bool:
    return visit.purpose is exams.Purpose.REHEARSAL and page == "result"


def questions_at(assessment: str) -> str:
    """Return the address of questions that lie on a page outside, if that is where they are."""
    kind, _, address = assessment.partition(":")
    return address if kind == "url" and origin_of(address) else ""
