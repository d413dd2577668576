"""A vendor that is no LTI tool calls us: somebody may begin, something happened, or a verdict."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.apply_control import Hearing, hear
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.request_proctoring import let_in
from lti_exams.proctoring import api as proctoring


def hear_vendor(
    key: str, body: bytes, headers: Mapping[str, str], *, now: datetime
) -> proctoring.Answered:
    """Believe a vendor's signed call, and say where the attempt is; calls may come twice."""
    vendor = proctoring.by_key(key)
    word = proctoring.adapter_of(vendor).verdict(body, headers, vendor_key=key, now=now)
    session = word.session
    if word.call is not None:
        policy = proctoring.policy_of(vendor, proctoring.proctoring_of(session.attempt.exam))
        return hear(Hearing(session, word.call, policy), now=now)
    if word.verdict is not None:
        _judged(session, word, word.verdict, now=now)
    elif word.is_ready:
        _let_in(session, word, now=now)
    return proctoring.answer_now(session.attempt, now=now)


def _let_in(session: proctoring.Session, word: proctoring.Word, *, now: datetime) -> None:
    """Let somebody begin, once: a call that comes again, or twice at once, changes nothing."""
    try:
        let_in(session, proctoring.Seen(verified=word.verified), now=now)
    except proctoring.StartRefused:
        if session.state != proctoring.SessionState.ADMITTED:
            raise


@transaction.atomic
def _judged(
    session: proctoring.Session,
    word: proctoring.Word,
    verdict: proctoring.Outcome,
    *,
    now: datetime,
) -> None:
    """Keep a verdict; one that comes after the end decides what is undecided still."""
    proctoring.queue_up(session)
    if not proctoring.is_said_first(word.replay_key, now=now):
        return
    proctoring.note_verdict(session, verdict, reason=word.reason, links=word.links)
    attempt = session.attempt
    undecided = attempt.review in (exams.Review.WAITING, exams.Review.SECOND)
    if exams.as_of(attempt.snapshot, now).state not in exams.HANDED_IN or not undecided:
        return
    wishes = proctoring.proctoring_of(attempt.exam)
    told = proctoring.with_human_eyes(
        verdict, was_watched=True, needs_second=wishes.needs_second_review
    )
    by = exams.Who(exams.Actor.VENDOR, session.vendor.audited)
    finding = exams.Finding(proctoring.FINDINGS[told])
    done = exams.review(attempt, finding, by=by, reason=word.reason, now=now)
    if done.is_new:
        proctoring.note_decision(done, by=by, reason=word.reason, links=word.links, now=now)
        follow_changes([*done.earlier, done], now=now)
