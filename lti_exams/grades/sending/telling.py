"""One score is told, outside any transaction: looked before, sent, and looked after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from lti_exams.grades.lti import COLUMNS, COLUMNS_READ, RESULTS, SCORE, Ags, NotAnswered
from lti_exams.grades.rules.answers import Meaning, Said, remaining, retry_after
from lti_exams.grades.rules.results import Shown, agrees, is_anothers
from lti_exams.grades.rules.scores import STEP, iso
from lti_exams.grades.sending.jobs import Job, Told, Unread

log = structlog.get_logger(__name__)

# Answers to a question about results that say only that it is not answered to us.
_NOT_TOLD = frozenset({Meaning.SCOPE, Meaning.SCORE, Meaning.PERSON, Meaning.TOKEN})
NOTHING_SAID = Said(0)


@dataclass(slots=True)
class _Try:
    """A try as far as it came."""

    meaning: Meaning
    said: Said = NOTHING_SAID
    sent: Mapping[str, object] | None = None
    timestamp: datetime | None = None
    wait: timedelta | None = None


def tell(ags: Ags, job: Job) -> Told:
    """Tell one score and say what became of it."""
    sent_at = ags.clock()
    try:
        done = _tried(ags, job)
    except NotAnswered as stop:
        done = _Try(stop.meaning, stop.said, wait=stop.wait)
    except Exception:
        # What one score meets that nobody foresaw keeps no other one here.
        log.exception("grade not told", outcome=job.outcome)
        done = _Try(Meaning.UNCERTAIN)
    answered_at = ags.clock()
    return Told(
        job=job,
        meaning=done.meaning,
        said=done.said,
        sent=done.sent,
        timestamp=done.timestamp or job.timestamp,
        sent_at=sent_at,
        answered_at=answered_at,
        wait=done.wait or retry_after(done.said.headers, now=answered_at),
        left=remaining(done.said.headers),
    )


def _tried(ags: Ags, job: Job) -> _Try:
    if not ags.may(SCORE):
        return _Try(Meaning.SCOPE)
    shown = _shown(ags, job) if isinstance(job.shown, Unread) else job.shown
    if _is_kept_by_another(ags, job, shown):
        return _Try(Meaning.OVERRIDDEN)
    if job.is_repeat and job.telling != job.written and _shows_it(ags, job, shown):
        return _Try(Meaning.DELIVERED)
    return _sent(ags, job)


def _is_kept_by_another(ags: Ags, job: Job, shown: Shown | Unread | None) -> bool:
    if job.forced or isinstance(shown, Unread):
        return False
    ours = (job.written, job.telling, *job.doubtful)
    return is_anothers(shown, *ours, clips=ags.adapter.clips)


def _shows_it(ags: Ags, job: Job, shown: Shown | Unread | None) -> bool:
    if job.telling is None or isinstance(shown, Unread):
        return False
    return agrees(shown, job.telling, clips=ags.adapter.clips)


def _shown(ags: Ags, job: Job) -> Shown | Unread | None:
    """Return what the LMS shows of this person, where it tells us."""
    if not ags.may(RESULTS):
        return Unread.YET
    try:
        return ags.result_of(job.url, job.user_id)
    except NotAnswered as stop:
        if stop.meaning in _NOT_TOLD:
            return Unread.YET
        raise


def _sent(ags: Ags, job: Job) -> _Try:
    score = job.payload
    done = _post(ags, job, score)
    if done.meaning is Meaning.ATTEMPTS_USED:
        score = ags.adapter.repeated(score)
        done = _post(ags, job, score)
        if done.meaning is Meaning.ATTEMPTS_USED:
            done.meaning = Meaning.SCORE
    if done.meaning is Meaning.STALE:
        done = _after_stale(ags, job, done)
    if done.meaning is Meaning.COLUMN_GONE:
        done.meaning = _gone(ags, job)
    if done.meaning is Meaning.DELIVERED and ags.adapter.wants_a_look_after(score):
        done.meaning = _looked_after(ags, job)
    return done


def _post(ags: Ags, job: Job, score: Mapping[str, object]) -> _Try:
    try:
        said = ags.send(job.url, score)
    except NotAnswered as stop:
        return _Try(stop.meaning, stop.said, sent=score, wait=stop.wait)
    return _Try(ags.adapter.means(said), said, sent=score)


def _after_stale(ags: Ags, job: Job, done: _Try) -> _Try:
    """Find out whether it is our own score that is there already; else date ours later, once.

    Where nothing shows which it is, the same is told again: that changes nothing if it is there.
    """
    shown = _shown(ags, job)
    if _shows_it(ags, job, shown):
        return _Try(Meaning.DELIVERED, done.said, sent=done.sent)
    if _is_kept_by_another(ags, job, shown):
        return _Try(Meaning.OVERRIDDEN, done.said, sent=done.sent)
    later = max(job.timestamp + STEP, ags.clock())
    again = _post(ags, job, {**job.payload, "timestamp": iso(later)})
    again.timestamp = later
    return again


def _gone(ags: Ags, job: Job) -> Meaning:
    """A 404 may speak of the person without saying so: the column itself knows."""
    if not ags.may(COLUMNS, COLUMNS_READ):
        return Meaning.COLUMN_GONE
    return Meaning.COLUMN_GONE if ags.column(job.url) is None else Meaning.PERSON


def _looked_after(ags: Ags, job: Job) -> Meaning:
    try:
        shown = _shown(ags, job)
    except NotAnswered:
        # The score was taken; only the look failed.
        return Meaning.DELIVERED
    shows_nothing = shown is None or (isinstance(shown, Shown) and shown.score is None)
    return Meaning.NOT_SHOWN if job.telling is not None and shows_nothing else Meaning.DELIVERED
