"""Everything that comes after the last moment, from everybody who could send it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any

from lti_exams.exams import api as exams
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import ASSESSMENT, BY

NOON = datetime(2027, 3, 27, 12, tzinfo=UTC)
WRITES_EACH = 100
TALLIED = ("accepted", "changed", "punctual_refused")
EVENTS = (
    exams.Event.SUBMIT,
    exams.Event.STOP,
    exams.Event.CONTINUE,
    exams.Event.COMPLETE,
    exams.Event.TERMINATE,
    exams.Event.PAUSE,
    exams.Event.RESUME,
)
ACTORS = (
    exams.Actor.LEARNER,
    exams.Actor.ASSESSMENT,
    exams.Actor.VENDOR,
    exams.Actor.SYSTEM,
)


def measure(writes: int, seed: int) -> dict[str, Any]:
    """Count the late writes that changed anything, and the punctual ones that were refused."""
    rng, course = Random(seed), make.course(NOON)
    tally: Counter[str] = Counter()
    for number in range(writes // WRITES_EACH):
        run = _begun(course, number, rng)
        kept = _kept(run.attempt)
        for _ in range(WRITES_EACH):
            tally["accepted"] += _write(run.attempt, _after(run.last, rng), rng)
        tally["changed"] += _kept(run.attempt) != kept
        tally["punctual_refused"] += not _score(run.attempt, _before(run, rng), rng)
    return {"writes": writes, "seed": seed, **{name: tally[name] for name in TALLIED}}


@dataclass(frozen=True)
class Run:
    """A running attempt, and its last moment by another way of counting than the product's."""

    attempt: exams.Attempt
    last: datetime


def _begun(course: launches.Course, number: int, rng: Random) -> Run:
    """Let somebody begin under terms that differ from all others, and pause or not."""
    begins = NOON + timedelta(seconds=rng.randrange(86_400), microseconds=rng.randrange(10**6))
    limit = rng.choice([None, rng.randrange(1, 9_000)])
    open_for = rng.randrange(30, 9_000) if limit is None or rng.random() < 0.5 else None
    closes = begins + timedelta(seconds=open_for) if open_for else None
    exam = make.exam(
        course,
        now=NOON,
        slug=f"exam-{number}",
        limit_seconds=limit,
        closes_at=closes,
        grace_seconds=rng.randrange(300),
        late_policy=rng.choice(list(exams.LatePolicy)),
    )
    attempt = make.started(exam, make.person(course), now=begins)
    paused = _pause(attempt, min(limit or 9_000, open_for or 9_000), begins, rng)
    ends = [closes] if closes else []
    ends += [begins + timedelta(seconds=limit + paused)] if limit else []
    return Run(attempt, _up(min(ends)) + timedelta(seconds=exam.grace_seconds))


def _pause(attempt: exams.Attempt, longest: int, begins: datetime, rng: Random) -> int:
    """Pause for some seconds, or for none."""
    seconds = rng.randrange(longest // 3 + 1) if rng.random() < 0.3 else 0
    seconds = min(seconds, 1_500)
    if seconds:
        make.happen(attempt, [(exams.Event.PAUSE, make.STAFF)], now=begins)
        resumes = begins + timedelta(seconds=seconds)
        make.happen(attempt, [(exams.Event.RESUME, make.STAFF)], now=resumes)
    return seconds


def _up(moment: datetime) -> datetime:
    return moment + timedelta(microseconds=-moment.microsecond % 1_000_000)


def _after(last: datetime, rng: Random) -> datetime:
    """Return a later moment, by a clock from anywhere in the world."""
    later = timedelta(microseconds=int(10 ** rng.uniform(0, 12.4)))
    return (last + later).astimezone(timezone(timedelta(hours=rng.randint(-12, 14))))


def _before(run: Run, rng: Random) -> datetime:
    earlier = timedelta(microseconds=int(10 ** rng.uniform(0, 6)) - 1)
    return run.last - earlier


def _write(attempt: exams.Attempt, at: datetime, rng: Random) -> bool:
    """Tell whether a random write was accepted; one in five has a copy that was read before."""
    mine = attempt if rng.random() < 0.2 else exams.attempt_known(attempt.pk)
    try:
        return rng.choice((_event, _score))(mine, at, rng)
    except LtiExamsError:
        return False


def _event(attempt: exams.Attempt, at: datetime, rng: Random) -> bool:
    event, actor = rng.choice(EVENTS), rng.choice(ACTORS)
    return exams.move(attempt, event, by=BY[actor], now=at).is_new


def _score(attempt: exams.Attempt, at: datetime, rng: Random) -> bool:
    score = exams.Score(1 + rng.randrange(10**6), 10**6)
    by = rng.choice((ASSESSMENT, make.STAFF))
    return isinstance(
        exams.record_score(attempt, score, handed_in_at=at, by=by, now=at), exams.Scored
    )


def _kept(attempt: exams.Attempt) -> tuple[object, ...]:
    kept = exams.attempt_known(attempt.pk)
    return kept.state, kept.version, kept.points, kept.submitted_at
