"""Which page somebody sees: it follows from where the attempt is, and from nothing else."""

from lti_exams.exams import api as exams
from lti_exams.journeys.sit_exam import SeenExam
from lti_exams.journeys.take_seat import at_this_place

_OF_STATE = {
    exams.State.STARTED: "sit",
    exams.State.PAUSED: "paused",
    exams.State.READY_TO_SUBMIT: "review",
    exams.State.SUBMITTED: "result",
    exams.State.TIMED_OUT: "result",
    exams.State.ERROR: "error",
    exams.State.EXPIRED: "expired",
    exams.State.DECLINED: "declined",
}


def page_of(seen: SeenExam, *, device: str, has_cookie: bool) -> str:
    """Name the page for where the attempt is now, at this device."""
    if seen.state is None:
        return "before"
    if seen.state in exams.OPEN and not has_cookie:
        return "window"
    if seen.state in exams.UNSTARTED:
        return "instructions" if exams.Event.START in seen.may else "wait"
    if seen.state in exams.IN_PROGRESS and not _sits_here(seen, device):
        return "elsewhere"
    return _OF_STATE[seen.state]


def _sits_here(seen: SeenExam, device: str) -> bool:
    if seen.attempt is None or at_this_place(tuple(seen.obstacles)):
        return False
    joins = seen.terms.second_device is exams.SecondDevice.MAY_JOIN
    return seen.attempt.device == device or (joins and bool(seen.attempt.device))
