"""One public word for state and review: the twelve that edx-exams knows, and three more. Pure."""

from enum import StrEnum

from lti_exams.exams.rules.reviews import Review
from lti_exams.exams.rules.states import HANDED_IN, State


class Status(StrEnum):
    """What people and programs are told of an attempt."""

    CREATED = "created"
    DOWNLOAD_SOFTWARE_CLICKED = "download_software_clicked"
    READY_TO_START = "ready_to_start"
    STARTED = "started"
    READY_TO_SUBMIT = "ready_to_submit"
    TIMED_OUT = "timed_out"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REJECTED = "rejected"
    EXPIRED = "expired"
    SECOND_REVIEW_REQUIRED = "second_review_required"
    ERROR = "error"
    PAUSED = "paused"
    DECLINED = "declined"
    RESET = "reset"


_OF_REVIEW = {
    Review.SECOND: Status.SECOND_REVIEW_REQUIRED,
    Review.VERIFIED: Status.VERIFIED,
    Review.REJECTED: Status.REJECTED,
}
_OF_STATE = {State.PROCTORING_REQUESTED: Status.DOWNLOAD_SOFTWARE_CLICKED}


def public_status(state: State, review: Review) -> Status:
    """Return the one word; a review speaks only of what was handed in."""
    if state in HANDED_IN and review in _OF_REVIEW:
        return _OF_REVIEW[review]
    return _OF_STATE[state] if state in _OF_STATE else Status(state.value)


def kept_as(status: Status) -> tuple[tuple[State, Review], ...]:
    """Return every state and review that is told by this word."""
    return tuple(
        (state, review)
        for state in State
        for review in Review
        if public_status(state, review) is status
    )
