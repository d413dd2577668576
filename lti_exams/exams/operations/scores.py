"""Scores: they come, change and go apart from the sitting; what came too late is evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.errors import NoScoreTaken, ScoreRefused
from lti_exams.exams.models import Attempt, LateWork
from lti_exams.exams.operations.swap import Change, Moved, Who, swap
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.snapshots import Snapshot
from lti_exams.exams.rules.states import State
from lti_exams.kernel.points import MAX_POINTS, SCALE

_LARGEST = MAX_POINTS * SCALE


@dataclass(frozen=True, slots=True)
class Score:
    """Scaled points of a scaled maximum."""

    points: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A score that was taken; `is_new` is false where the attempt has it already."""

    attempt: Attempt
    version: int
    is_new: bool
    earlier: tuple[Moved, ...] = ()


@transaction.atomic
def record_score(
    attempt: Attempt,
    score: Score,
    *,
    handed_in_at: datetime,
    by: Who,
    now: datetime,
    evidence: Mapping[str, object] | None = None,
) -> Scored | LateWork:
    """Take a score, whenever it comes, for answers that were handed in in time.

    Answers that were not are kept as late work, and the attempt stays as it is.
    """
    _check(score)
    attempt.refresh_from_db()
    _check_takes_scores(attempt.snapshot)
    if not clocks.is_in_time(attempt.clock, handed_in_at):
        late = {"points": score.points, "maximum": score.maximum, **(evidence or {})}
        return keep_late_work(attempt, late, handed_in_at=handed_in_at, source=by.name, now=now)
    return _scored(attempt, score, by=by, now=now)


def _check(score: Score) -> None:
    if not 0 <= score.points <= _LARGEST:
        raise ScoreRefused(field="points", why=f"not between 0 and {_LARGEST}")
    if not 1 <= score.maximum <= _LARGEST:
        raise ScoreRefused(field="maximum", why=f"not between 1 and {_LARGEST}")


def _check_takes_scores(snapshot: Snapshot) -> None:
    if snapshot.clock.started_at is None or snapshot.state is State.RESET:
        raise NoScoreTaken(state=snapshot.state.value)


@transaction.atomic
def withdraw_score(attempt: Attempt, *, by: Who, now: datetime) -> Scored:
    """Take a score back; the attempt waits for another."""
    return _scored(attempt, None, by=by, now=now)


def _scored(attempt: Attempt, score: Score | None, *, by: Who, now: datetime) -> Scored:
    before: dict[str, object] = {}
    wanted = {
        "points": score.points if score else None,
        "maximum": score.maximum if score else None,
    }

    def change(snapshot: Snapshot) -> Change | None:
        _check_takes_scores(snapshot)
        before.update(points=attempt.points, maximum=attempt.maximum)
        return None if before == wanted else Change(snapshot, wanted)

    done = swap(attempt, change, now=now)
    if done.is_new:
        audit.record(
            actor=by.name,
            action="attempt.score" if score else "attempt.withdraw_score",
            subject=attempt.key,
            before=before,
            after=wanted,
            now=now,
        )
    return Scored(attempt, attempt.version, done.is_new, done.earlier)


def keep_late_work(
    attempt: Attempt,
    evidence: Mapping[str, object],
    *,
    handed_in_at: datetime,
    source: str,
    now: datetime,
) -> LateWork:
    """Keep answers that came after the last moment, for staff to see. They are not graded."""
    return LateWork.objects.create(
        attempt=attempt,
        handed_in_at=handed_in_at,
        received_at=now,
        source=source,
        evidence=dict(evidence),
    )
