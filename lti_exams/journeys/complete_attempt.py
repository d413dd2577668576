"""What came back from where the questions lie is applied: the move, the score, the consequences."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.attempt_events import Change
from lti_exams.journeys.follow_changes import follow_changes

# What an attempt may have come to after a message about it was kept.
_NOT_ANY_MORE = (exams.NoScoreTaken, exams.IllegalMove, exams.ScoreRefused)
log = structlog.get_logger(__name__)


@transaction.atomic
def complete_attempt(key: int, *, now: datetime) -> assessments.Arrival:
    """Apply one message of the inbox, once, in one transaction with everything that follows.

    Messages may come in any order: the newest score is what holds. That work was handed in is true
    however late it is heard.
    """
    arrival, work = assessments.turn_of(key)
    if arrival.fate != assessments.Fate.WAITING:
        return arrival
    try:
        with transaction.atomic():
            return _applied(arrival, work, now=now)
    except _NOT_ANY_MORE as refusal:
        why = refusal.refusal_code
        return assessments.settle(arrival, assessments.Fate.REFUSED, why=why, now=now)


def _applied(
    arrival: assessments.Arrival, work: assessments.Work, *, now: datetime
) -> assessments.Arrival:
    attempt, message = arrival.attempt, arrival.message
    changes: list[Change] = list(exams.settle(attempt, now=now))
    check_takes_scores(attempt)
    handed_in_at = assessments.handed_in_at(
        message, known=work.handed_in_at, ended_at=attempt.ended_at, now=now
    )
    changes += _ended(arrival, now=now)
    fate, scored = _scored(arrival, work, handed_in_at=handed_in_at, now=now)
    changes += scored
    if fate is assessments.Fate.APPLIED:
        told = handed_in_at if message.ends else None
        assessments.heed(work, arrival, handed_in_at=told, now=now)
    # Awards of milestones and results of the gradebook belong here, in the same transaction.
    follow_changes(changes, now=now)
    return assessments.settle(arrival, fate, now=now)


def check_takes_scores(attempt: exams.Attempt) -> None:
    """Refuse what is said of an attempt that never started, or that was taken back."""
    if attempt.started_at is None or attempt.state == exams.State.RESET:
        raise exams.NoScoreTaken(state=attempt.state)


def check_fits(
    message: assessments.Message, attempt: exams.Attempt, names: assessments.Names
) -> None:
    """Refuse a message that cannot be about this attempt, before it is kept."""
    allowed = assessments.allows_extra_credit(attempt.exam)
    assessments.check_extra_credit(message, allowed=allowed, field=names.score)
    began = assessments.sitting_began(attempt)
    assessments.check_not_before(message, names, created_at=began)
    check_takes_scores(attempt)


def _who(arrival: assessments.Arrival) -> exams.Who:
    by_hand = arrival.channel == assessments.Channel.BY_HAND
    return exams.Who(exams.Actor.STAFF if by_hand else exams.Actor.ASSESSMENT, arrival.by)


def _ended(arrival: assessments.Arrival, *, now: datetime) -> Sequence[Change]:
    """End an attempt whose work is done elsewhere; whatever is in progress ends nothing."""
    attempt = arrival.attempt
    if not arrival.message.ends or attempt.state not in exams.IN_PROGRESS:
        return ()
    done = exams.move(attempt, exams.Event.COMPLETE, by=_who(arrival), now=now)
    return (*done.earlier, done)


def _scored(
    arrival: assessments.Arrival,
    work: assessments.Work,
    *,
    handed_in_at: datetime,
    now: datetime,
) -> tuple[assessments.Fate, Sequence[Change]]:
    attempt, message = arrival.attempt, arrival.message
    if assessments.is_overtaken(arrival, work):
        return assessments.Fate.SUPERSEDED, ()
    if message.has_score:
        return _taken(arrival, work, handed_in_at=handed_in_at, now=now)
    by_hand = arrival.channel == assessments.Channel.BY_HAND
    # A tool takes back what it told, and not what a person entered in its place.
    from_elsewhere = work.scored_by not in ("", assessments.Channel.BY_HAND)
    if message.clears and (by_hand or from_elsewhere) and attempt.points is not None:
        done = exams.withdraw_score(attempt, by=_who(arrival), now=now)
        assessments.note_scored(work, None)
        return assessments.Fate.APPLIED, (*done.earlier, done)
    return assessments.Fate.APPLIED, ()


def _taken(
    arrival: assessments.Arrival,
    work: assessments.Work,
    *,
    handed_in_at: datetime,
    now: datetime,
) -> tuple[assessments.Fate, Sequence[Change]]:
    """Take a score for work that was handed in in time; other work is kept as evidence."""
    message = arrival.message
    assert message.points is not None and message.maximum is not None  # noqa: S101, PT018 - has_score
    done = exams.record_score(
        arrival.attempt,
        exams.Score(message.points, message.maximum),
        handed_in_at=handed_in_at,
        by=_who(arrival),
        now=now,
        evidence={**message.evidence, "delivery": arrival.pk},
    )
    if isinstance(done, exams.LateWork):
        return assessments.Fate.LATE, ()
    assessments.note_scored(work, assessments.Channel(arrival.channel))
    return assessments.Fate.APPLIED, (*done.earlier, done)


def complete_waiting(*, now: datetime) -> int:
    """Apply what was kept by somebody who did not live to apply it; return how much that was."""
    done = 0
    for key in assessments.waiting(now=now):
        try:
            complete_attempt(key, now=now)
        except exams.AttemptIsBusy:
            log.warning("completion waits on", arrival=key)
        except Exception:
            # What one message meets that nobody foresaw keeps no other one waiting.
            log.exception("completion not applied", arrival=key)
        else:
            done += 1
    return done
