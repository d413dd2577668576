"""Staff enter scores by hand: one, or a whole list of which each row is taken or refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from lti_exams.assessments import api as assessments
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.complete_attempt import check_fits, check_takes_scores, complete_attempt
from lti_exams.journeys.receive_completion import NAMES
from lti_exams.kernel.errors import LtiExamsError

_SOURCE = "by-hand"


class WorkCameLate(LtiExamsError):
    """A score is entered by hand for answers that came after the last moment."""

    code = "score-work-late"


class AttemptStillRuns(LtiExamsError):
    """A score is entered by hand for an attempt that has not ended."""

    code = "score-attempt-running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The score of one attempt, and why it is entered; without points it is taken back."""

    attempt: exams.Attempt
    points: int | None
    maximum: int
    reason: str
    # Which of a list it is.
    number: int = 0


@transaction.atomic
def enter_score(caller: Caller, entry: Entry, *, now: datetime) -> assessments.Arrival:
    """Take a score that a person gives; what a tool says later takes its place."""
    attempt = entry.attempt
    caller.check_may(Act.ENTER_SCORES, attempt.exam.course)
    message = replace(_checked(entry, now=now), said_at=_newest(attempt, now=now))
    kept = assessments.keep(_delivery(entry, message, caller), now=now)
    _record(caller, entry, now=now)
    arrival = complete_attempt(kept.arrival.pk, now=now)
    attempt.refresh_from_db()
    check_takes_scores(attempt)
    if arrival.fate == assessments.Fate.LATE:
        raise WorkCameLate
    return arrival


def _newest(attempt: exams.Attempt, *, now: datetime) -> datetime:
    """Date what a person enters no earlier than what a tool has said, whose clock may be ahead."""
    before = assessments.lock(attempt).applied_said_at
    return max(now, before) if before else now


def _checked(entry: Entry, *, now: datetime) -> assessments.Message:
    """Return what an entry says, unless it cannot be taken; nothing is kept yet."""
    if not entry.reason.strip():
        raise exams.ReasonMissing(field="reason")
    assessments.check_score(entry.points, entry.maximum, NAMES)
    message = _message(entry, now=now)
    check_fits(message, entry.attempt, NAMES)
    if exams.as_of(entry.attempt.snapshot, now).state in exams.OPEN:
        raise AttemptStillRuns
    return message


def _message(entry: Entry, *, now: datetime) -> assessments.Message:
    return assessments.Message(
        points=entry.points,
        maximum=None if entry.points is None else entry.maximum,
        activity=assessments.Activity.COMPLETED,
        grading=assessments.Grading.FULLY_GRADED,
        said_at=now,
    )


def _delivery(entry: Entry, message: assessments.Message, caller: Caller) -> assessments.Delivery:
    return assessments.Delivery(
        attempt=entry.attempt,
        message=message,
        channel=assessments.Channel.BY_HAND,
        source=_SOURCE,
        delivery_id=uuid4().hex,
        by=caller.name,
        reason=entry.reason,
    )


def _record(caller: Caller, entry: Entry, *, now: datetime) -> None:
    audit.record(
        actor=caller.name,
        action="attempt.enter_score",
        subject=entry.attempt.key,
        after={"points": entry.points, "maximum": entry.maximum},
        reason=entry.reason,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Entered:
    """How many scores were taken, and of each that was not, by its number, why."""

    done: int
    refused: Mapping[int, LtiExamsError]


def import_scores(caller: Caller, entries: Iterable[Entry], *, now: datetime) -> Entered:
    """Enter every score of a list that makes sense, each in a transaction of its own."""
    done, refused = 0, {}
    for entry in entries:
        try:
            enter_score(caller, entry, now=now)
        except LtiExamsError as error:
            refused[entry.number] = error
        else:
            done += 1
    return Entered(done, refused)


def preview_scores(caller: Caller, entries: Iterable[Entry], *, now: datetime) -> Entered:
    """Say which scores of a list would not be taken, and why; nothing is kept."""
    done, refused = 0, {}
    for entry in entries:
        caller.check_may(Act.ENTER_SCORES, entry.attempt.exam.course)
        try:
            _checked(entry, now=now)
        except LtiExamsError as error:
            refused[entry.number] = error
        else:
            done += 1
    return Entered(done, refused)
