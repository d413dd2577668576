"""What vendors tell, kept once: a repeated call finds the answer that the first one got."""

import json
from dataclasses import dataclass
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.prepared import Asked, Entry, Question
from lti_exams.proctoring.models import Incident, Session
from lti_exams.proctoring.rules.controls import Call, standing
from lti_exams.proctoring.rules.words import Action, Standing

_known = Question(lambda: Incident.objects.filter(replay_key=Asked("replay_key")))
_new = Entry(Incident)
# A vendor that pauses and resumes tells of two moments, and the later moment holds.
ORDERED = (Action.PAUSE, Action.RESUME)
_later = Question(
    lambda: Incident.objects.filter(
        attempt=Asked("attempt"),
        moment__gt=Asked("moment"),
        action__in=[action.value for action in ORDERED],
        took_effect=True,
    ).order_by("pk")[:1]
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a vendor is told after a call: where the attempt is, and how many minutes it got."""

    status: Standing
    extra_minutes: int
    is_new: bool = True


def replay_key_of(session: Session, call: Call) -> str:
    """Return what two calls have in common only if they are one call, sent again."""
    told = (session.vendor_id, session.attempt_id, call.action, call.moment, call.digest)
    return digest_of(" ".join(map(str, told)))


def answer_given(replay_key: str) -> Answered | None:
    """Return the answer that a call got before, if it came before."""
    known = _known.one(replay_key=replay_key)
    if known is None:
        return None
    return Answered(Standing(known.answered_status), known.answered_minutes, is_new=False)


def answer_now(attempt: exams.Attempt, *, now: datetime) -> Answered:
    """Say where an attempt is, truly."""
    current = exams.as_of(attempt.snapshot, now)
    minutes = attempt.extra_seconds // 60
    ended_by = current.ended_by.value if current.ended_by else None
    return Answered(standing(current.state.value, ended_by), minutes)


def is_overtaken(session: Session, call: Call) -> bool:
    """Tell whether a pause or a resumption comes after word of a later one."""
    if call.action not in ORDERED:
        return False
    return _later.one(attempt=session.attempt_id, moment=call.moment) is not None


def keep_incident(
    session: Session,
    call: Call,
    answered: Answered,
    *,
    replay_key: str,
    took_effect: bool,
    now: datetime,
) -> Incident:
    """Keep what was told, with the answer that it gets: the replay key lets one such row in."""
    return _new.store(
        Incident(
            attempt_id=session.attempt_id,
            vendor_id=session.vendor_id,
            replay_key=replay_key,
            action=call.action.value,
            moment=call.moment,
            received_at=now,
            severity=call.severity,
            reason_code=call.reason_code,
            reason=call.reason,
            extra_minutes=call.extra_minutes,
            took_effect=took_effect,
            links_document=json.dumps(list(call.links)) if call.links else "",
            answered_status=answered.status.value,
            answered_minutes=answered.extra_minutes,
        )
    )
