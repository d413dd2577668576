"""What vendors told of the sittings of a course, as a table for other programs."""

from collections.abc import Iterator

from lti_exams.journeys.access import Caller
from lti_exams.journeys.watchers import within_reach
from lti_exams.kernel.points import plain
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring

HEADINGS = (
    "exam",
    "learner",
    "attempt",
    "review",
    "moment",
    "action",
    "severity",
    "reason_code",
    "reason",
    "took_effect",
)
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def incident_rows(caller: Caller, course: launches.Course) -> Iterator[tuple[object, ...]]:
    """Return every incident of the exams that the caller watches, in the order of their moments."""
    seen = within_reach(caller, course, proctoring.Sought())
    told = proctoring.incidents_in(course, exam_keys=seen.exam_keys, but_of=seen.but_of)
    return map(_row, told)


def _row(incident: proctoring.Incident) -> tuple[object, ...]:
    attempt = incident.attempt
    return (
        _text(attempt.exam.title),
        _text(str(attempt.person)),
        attempt.number,
        attempt.review,
        incident.moment.isoformat(),
        incident.action,
        "" if incident.severity is None else plain(incident.severity).normalize() + 0,
        _text(incident.reason_code),
        _text(incident.reason),
        "yes" if incident.took_effect else "no",
    )


def _text(said: str) -> str:
    return f"'{said}" if said.startswith(_FORMULA) else said
