"""What the world is told of attempts: every event by name, and which of them a change is."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.outbox import api as outbox

Change = exams.Created | exams.Moved | exams.Reviewed | exams.Scored
State, Review, Event, Status = exams.State, exams.Review, exams.Event, exams.Status

EVENTS: Mapping[str, str | Promise] = {
    "attempt.created": _("Somebody came in for a new attempt."),
    "attempt.download_software_clicked": _("The learner was sent to the proctoring vendor."),
    "attempt.ready_to_start": _("The vendor, or staff, let the learner in."),
    "attempt.started": _("The clock runs."),
    "attempt.paused": _("The clock stands still."),
    "attempt.resumed": _("The clock runs again after a pause."),
    "attempt.ready_to_submit": _("The learner stopped and looks at it once more."),
    "attempt.continued": _("The learner went on with it instead of handing it in."),
    "attempt.submitted": _("It was handed in, by whom or what ever."),
    "attempt.timed_out": _("Time ran out, and late work does not count."),
    "attempt.reopened": _("Staff gave more time after the end."),
    "attempt.error": _("It failed, or was ended before it began."),
    "attempt.expired": _("It never began, and the exam is over."),
    "attempt.declined": _("The learner declined to be proctored."),
    "attempt.reset": _("It was taken back; another may follow."),
    "attempt.review_waiting": _("It waits for a review."),
    "attempt.second_review_required": _("Somebody has to look at it again."),
    "attempt.verified": _("The review found nothing wrong."),
    "attempt.rejected": _("The review found it wrong."),
    "attempt.scored": _("A score came or changed."),
    "attempt.score_withdrawn": _("Its score was taken back."),
}

_OF_STATE = {
    **{state: state.value for state in State},
    State.PROCTORING_REQUESTED: Status.DOWNLOAD_SOFTWARE_CLICKED.value,
}
# Ways back to a state that has its own event the first time.
_OF_EVENT = {
    Event.RESUME: "resumed",
    Event.PAUSE_LIMIT: "resumed",
    Event.CONTINUE: "continued",
    Event.REOPEN: "reopened",
}
_OF_REVIEW = {
    Review.WAITING: "review_waiting",
    Review.SECOND: Status.SECOND_REVIEW_REQUIRED.value,
    Review.VERIFIED: Status.VERIFIED.value,
    Review.REJECTED: Status.REJECTED.value,
}


def type_of(change: Change) -> str:
    """Return the name of the event that a change is."""
    if isinstance(change, exams.Created):
        return "attempt.created"
    if isinstance(change, exams.Moved):
        return f"attempt.{_OF_EVENT.get(change.event) or _OF_STATE[change.after]}"
    if isinstance(change, exams.Reviewed):
        return f"attempt.{_OF_REVIEW[change.after]}"
    return "attempt.score_withdrawn" if change.attempt.points is None else "attempt.scored"


def news_of(change: Change, *, now: datetime) -> outbox.News:
    """Return what the world is told of a change; people and courses by our numbers."""
    attempt, kind = change.attempt, type_of(change)
    return outbox.News(
        type=kind,
        key=f"{attempt.key}:{attempt.version}:{kind}",
        subject=attempt.key,
        at=change.at if isinstance(change, exams.Moved) else now,
        data={
            **_way_of(change),
            "attempt": attempt.pk,
            "number": attempt.number,
            "sitting": attempt.sitting,
            "version": attempt.version,
            "purpose": attempt.purpose,
            "is_test_user": attempt.is_test_user,
            "kind": attempt.terms.get("kind", attempt.exam.kind),
            "score": _score_of(attempt),
            "exam": attempt.exam_id,
            "course": attempt.exam.course_id,
            "person": attempt.person_id,
        },
    )


def _way_of(change: Change) -> dict[str, object]:
    """Return from which state it came, by which event, and where it is now."""
    state, review = _place_of(change)
    return {
        "before": _before(change),
        "event": _event_of(change),
        "state": state.value,
        "review": review.value,
        "status": exams.public_status(state, review).value,
    }


def _place_of(change: Change) -> tuple[exams.State, exams.Review]:
    attempt = change.attempt
    if isinstance(change, exams.Moved) and change.after != attempt.state:
        # What the clock did unseen is told as it was then, before whatever came next.
        return change.after, Review.NONE
    return State(attempt.state), Review(attempt.review)


def _before(change: Change) -> str | None:
    if isinstance(change, exams.Created):
        return None
    return change.before.value if isinstance(change, exams.Moved) else change.attempt.state


def _event_of(change: Change) -> str:
    if isinstance(change, exams.Moved):
        return change.event.value
    if isinstance(change, exams.Reviewed):
        return change.finding.value
    return "create" if isinstance(change, exams.Created) else "score"


def _score_of(attempt: exams.Attempt) -> dict[str, int | None] | None:
    """Return the score in ten-thousandths of a point, as all of it is stored."""
    if attempt.points is None:
        return None
    return {"points": attempt.points, "maximum": attempt.maximum}
