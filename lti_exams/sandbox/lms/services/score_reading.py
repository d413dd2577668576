"""Reading a score out of a request body."""

from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from lti_exams.sandbox.lms import reading
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.profiles.canvas import EXTENSION
from lti_exams.sandbox.lms.profiles.scores import Score

ACTIVITY = {"Initialized", "Started", "InProgress", "Submitted", "Completed"}
GRADING = {"FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"}


def read(body: dict[str, Any]) -> Score:
    """Return the score in a body, or refuse it with 400 and the name of what is wrong."""
    extension = reading.mapping(body, EXTENSION)
    submission = reading.mapping(body, "submission")
    handed_in = submission.get("submittedAt") or extension.get("submitted_at")
    return Score(
        user_id=_text(body, "userId"),
        activity_progress=_one_of(body, "activityProgress", ACTIVITY),
        grading_progress=_one_of(body, "gradingProgress", GRADING),
        timestamp=_time(body.get("timestamp"), "timestamp"),
        given=reading.number(body, "scoreGiven"),
        maximum=reading.number(body, "scoreMaximum"),
        comment=reading.text(body, "comment"),
        submitted_at=_time(handed_in, "submittedAt") if handed_in else None,
        extension=extension,
    )


def _text(body: dict[str, Any], name: str) -> str:
    value = reading.text(body, name)
    if not value:
        raise Refusal(400, "bad-request", f"{name} is required.")
    return value


def _one_of(body: dict[str, Any], name: str, allowed: set[str]) -> str:
    value = _text(body, name)
    if value in allowed:
        return value
    raise Refusal(400, "bad-request", f"{name} must be one of {', '.join(sorted(allowed))}.")


def _time(value: object, name: str) -> datetime:
    try:
        parsed = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        raise Refusal(400, "bad-request", f"{name} must be an ISO 8601 time with a zone.")
    return parsed
