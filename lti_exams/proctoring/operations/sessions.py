"""Visits to a vendor: opened, answered, ended. Of several for one attempt, the newest holds."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q

from lti_exams.exams import api as exams
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.proctoring.errors import StartRefused
from lti_exams.proctoring.models import Farewell, Session, Vendor
from lti_exams.proctoring.rules import claims as names
from lti_exams.proctoring.rules import starting
from lti_exams.proctoring.rules.identity import differences, kept_identity
from lti_exams.proctoring.rules.words import OPEN_SESSIONS, Outcome, SessionState, Way
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust

SESSION_DATA = "session-data"
_VERDICT = "vendor-verdict"
# Longer than any signature of a vendor is good for.
_REMEMBERED = timedelta(hours=1)
# Checks of identity and room may take long, and there may be a queue before them.
SET_UP_LIVES = timedelta(hours=8)
_OPEN = Q(state__in=[state.value for state in OPEN_SESSIONS])
# Asked by every call of a vendor that may move an attempt.
_queue = Question(
    lambda: exams.Attempt.objects.select_for_update().only("version").filter(pk=Asked("attempt"))
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit, and the value that the vendor must bring back once."""

    session: Session
    session_data: str


@transaction.atomic
def open_session(
    attempt: exams.Attempt, vendor: Vendor, *, launch_key: str, now: datetime
) -> Opened:
    """Begin a visit to a vendor; whatever visit went on is replaced, and its data dies."""
    close_sessions(attempt, SessionState.REPLACED, now=now)
    session = Session.objects.create(
        key=secrets.token_urlsafe(24),
        attempt=attempt,
        vendor=vendor,
        launch_key=launch_key,
        asked_at=now,
    )
    if vendor.way == Way.REST:
        Farewell.objects.create(session=session, due_at=now)
    data = _signer().sign(secrets.token_urlsafe(24))
    trust.issue(
        SESSION_DATA,
        data,
        now=now,
        lifetime=SET_UP_LIVES,
        owner=owner_of(vendor),
        payload={"session": session.pk},
    )
    return Opened(session, data)


def _signer() -> Signer:
    return Signer(salt="lti_exams.proctoring.session-data")


def owner_of(vendor: Vendor) -> str:
    """Name who alone may bring session data back."""
    return vendor.tool.key if vendor.tool else vendor.audited


def close_sessions(attempt: exams.Attempt, state: SessionState, *, now: datetime) -> None:
    """End every visit of an attempt that goes on."""
    going_on = Session.objects.filter(_OPEN, attempt=attempt)
    going_on.update(state=state.value, ended_at=now)


def queue_up(session: Session) -> None:
    """Let one call after the other decide about an attempt, each from where the last one left it.

    The caller holds the transaction.
    """
    locked = _queue.one(attempt=session.attempt_id)
    if locked is None or locked.version != session.attempt.version:
        session.attempt.refresh_from_db()


def answered_session(
    message: tools.FromTool, *, browsers: Collection[str], now: datetime
) -> Session:
    """Return the visit that a LtiStartAssessment answers, in the browser that went on it.

    `browsers` are the keys of the launches that the browser of the request proves to be its own.
    """
    claims = message.claims
    if not starting.is_start(claims):
        raise StartRefused("start-message-type", name=message.tool.name)
    kept = _kept(starting.session_data_of(claims), message.tool, now=now)
    asked = Session.objects.select_related("attempt__exam", "attempt__person", "vendor__tool")
    session = asked.get(pk=kept.payload["session"])
    if session.state != SessionState.ASKED:
        raise _too_late(session)
    expected = starting.Expected(
        attempt_number=session.attempt.number,
        resource_link=names.resource_link_of(session.attempt.exam_id),
    )
    failing = starting.first_failing(claims, expected)
    if failing:
        raise StartRefused(failing.code, name=message.tool.name, sentence=failing.sentence)
    if session.launch_key not in browsers:
        raise StartRefused("start-browser", name=message.tool.name)
    if not trust.burn(kept, now=now):
        raise StartRefused("start-session-data-used")
    return session


def _too_late(session: Session) -> StartRefused:
    replaced = session.state == SessionState.REPLACED
    return StartRefused("start-session-data-replaced" if replaced else "start-session-data-used")


def _kept(data: str, tool: tools.Tool, *, now: datetime) -> trust.SingleUse:
    if not data:
        raise StartRefused("start-session-data-missing", name=tool.name)
    try:
        _signer().unsign(data)
    except BadSignature as error:
        raise StartRefused("start-session-data-unknown", name=tool.name) from error
    kept = trust.recall(SESSION_DATA, data)
    if kept is None:
        raise StartRefused("start-session-data-unknown", name=tool.name)
    if kept.owner != tool.key:
        raise StartRefused("start-session-data-foreign", name=tool.name)
    if kept.used_at is not None:
        raise StartRefused("start-session-data-used", name=tool.name)
    if kept.expires_at <= now:
        raise StartRefused("start-session-data-expired", name=tool.name)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a vendor says when somebody may begin."""

    verified: Mapping[str, object] | None = None
    wants_end: bool = False


def seen_in(claims: Mapping[str, object]) -> Seen:
    """Read what a LtiStartAssessment tells besides what it repeats."""
    verified = claims.get(names.VERIFIED_USER)
    return Seen(
        verified=verified if isinstance(verified, Mapping) else None,
        wants_end=starting.wants_end(claims),
    )


def note_admitted(session: Session, seen: Seen, *, now: datetime) -> None:
    """Keep that a vendor let somebody in; of many who try at once, one does."""
    person = session.attempt.person
    kept = kept_identity(seen.verified)
    told = {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
    }
    changes = {
        "state": SessionState.ADMITTED.value,
        "admitted_at": now,
        "wants_end": seen.wants_end,
        "verified_document": "" if kept is None else json.dumps(kept),
        "differences": differences(kept, told),
    }
    mine = Session.objects.filter(pk=session.pk, state=SessionState.ASKED.value)
    if not mine.update(**changes):
        session.refresh_from_db(fields=["state"])
        raise _too_late(session)
    for name, value in changes.items():
        setattr(session, name, value)


def note_message(session: Session, text: str, *, is_complaint: bool) -> None:
    """Keep what a vendor gave a learner to bring back."""
    Session.objects.filter(pk=session.pk).update(message=text[:1000], is_complaint=is_complaint)


def is_said_first(replay_key: str, *, now: datetime) -> bool:
    """Tell whether a verdict comes for the first time: what was said since goes over it."""
    return trust.first_time(_VERDICT, replay_key, now=now, lifetime=_REMEMBERED)


def note_verdict(session: Session, verdict: Outcome, *, reason: str, links: Sequence[str]) -> None:
    """Keep what a vendor finds of the whole; it decides when the sitting has ended."""
    changes = {
        "verdict": verdict.value,
        "verdict_reason": reason,
        "verdict_links_document": json.dumps(list(links)) if links else "",
    }
    Session.objects.filter(pk=session.pk).update(**changes)
    for name, value in changes.items():
        setattr(session, name, value)


def note_outside_key(session: Session, key: str) -> None:
    """Keep by which name a vendor knows a visit."""
    Session.objects.filter(pk=session.pk).update(outside_key=key[:200])
