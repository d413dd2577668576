"""A review is decided by people: with a reason, by two of them where the exam asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.watchers import at_exam, check_not_own
from lti_exams.proctoring import api as proctoring

_UNDECIDED = frozenset({exams.Review.WAITING, exams.Review.SECOND})


class Verdict(StrEnum):
    """What a reviewer can decide."""

    VERIFY = "verify"
    REJECT = "reject"
    SECOND = "second"


_FINDINGS: Mapping[Verdict, exams.Finding] = {
    Verdict.VERIFY: exams.Finding.VERIFY,
    Verdict.REJECT: exams.Finding.REJECT,
}


_SAID: Mapping[Verdict, exams.Review] = {
    Verdict.VERIFY: exams.Review.VERIFIED,
    Verdict.REJECT: exams.Review.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision made of a review. A first opinion of two decides nothing yet."""

    attempt: exams.Attempt
    decision: proctoring.Decision
    awaits_another: bool = False


@transaction.atomic
def review_attempt(
    caller: Caller, attempt: exams.Attempt, verdict: Verdict, *, reason: str, now: datetime
) -> Decided:
    """Decide about a sitting, change what was decided, or send it to be looked at again."""
    by = _reviewer(caller, attempt)
    if verdict is Verdict.SECOND:
        return _asked_again(attempt, by, reason=reason, now=now)
    if _is_first_of_two(attempt, verdict, by):
        return _first_opinion(attempt, verdict, by, reason=reason, now=now)
    done = exams.review(attempt, _FINDINGS[verdict], by=by, reason=reason, now=now)
    return _decided(done, verdict.value, by, reason=reason, now=now)


def _is_first_of_two(attempt: exams.Attempt, verdict: Verdict, by: exams.Who) -> bool:
    """Tell whether somebody else must say so too, also where something decided is turned round."""
    if not proctoring.proctoring_of(attempt.exam).needs_second_review:
        return False
    if attempt.review not in _UNDECIDED:
        return attempt.review != _SAID[verdict]
    return not proctoring.has_opinion_of_another(attempt, by=by.name)


def _reviewer(caller: Caller, attempt: exams.Attempt) -> exams.Who:
    at_exam(caller, attempt.exam).check_may(Act.REVIEW_ATTEMPT, attempt.exam.course)
    check_not_own(caller, attempt, Act.REVIEW_ATTEMPT)
    return exams.Who(exams.Actor.STAFF, caller.name)


def _asked_again(attempt: exams.Attempt, by: exams.Who, *, reason: str, now: datetime) -> Decided:
    undecided = attempt.review in _UNDECIDED
    finding = exams.Finding.FLAG if undecided else exams.Finding.LOOK_AGAIN
    done = exams.review(attempt, finding, by=by, reason=reason, now=now)
    return _decided(done, Verdict.SECOND.value, by, reason=reason, now=now)


def _first_opinion(
    attempt: exams.Attempt, verdict: Verdict, by: exams.Who, *, reason: str, now: datetime
) -> Decided:
    """Keep what one of two says; the sitting waits for the other."""
    undecided = attempt.review in _UNDECIDED
    if undecided:
        proctoring.check_second_pair_of_eyes(attempt, by=by.name)
    finding = exams.Finding.FLAG if undecided else exams.Finding.LOOK_AGAIN
    done = exams.review(attempt, finding, by=by, reason=reason, now=now)
    kept = _decided(done, verdict.value, by, reason=reason, now=now)
    return Decided(kept.attempt, kept.decision, awaits_another=True)


def _decided(
    done: exams.Reviewed, verdict: str, by: exams.Who, *, reason: str, now: datetime
) -> Decided:
    decision = proctoring.note_decision(done, by=by, reason=reason, now=now, verdict=verdict)
    follow_changes([*done.earlier, done], now=now)
    return Decided(done.attempt, decision)


@transaction.atomic
def undo_review(
    caller: Caller, attempt: exams.Attempt, *, reason: str, now: datetime
) -> exams.Attempt:
    """Take the newest decision of staff back; the sitting stands as before, or waits again."""
    by = _reviewer(caller, attempt)
    newest = proctoring.decision_to_undo(attempt)
    back = _way_back(newest)
    if back is not None:
        done = exams.review(attempt, back, by=by, reason=reason, now=now)
        follow_changes([*done.earlier, done], now=now)
    elif not reason.strip():
        raise exams.ReasonMissing(field="reason")
    proctoring.undo_decision(newest, by=by.name, reason=reason, now=now)
    audit.record(
        actor=by.name,
        action="attempt.review.undo",
        subject=attempt.key,
        before={"decision": newest.pk, "review": newest.after},
        after={"review": attempt.review},
        reason=reason,
        now=now,
    )
    return attempt


def _way_back(decision: proctoring.Decision) -> exams.Finding | None:
    """Say how a review gets back; an opinion that decided nothing needs no way."""
    before, after = exams.Review(decision.before), exams.Review(decision.after)
    if before is after or {before, after} <= _UNDECIDED:
        return None
    if before is exams.Review.VERIFIED:
        return exams.Finding.VERIFY
    return exams.Finding.REJECT if before is exams.Review.REJECTED else exams.Finding.LOOK_AGAIN


def comment_on_sitting(
    caller: Caller, attempt: exams.Attempt, remark: proctoring.Remark, *, now: datetime
) -> proctoring.Comment:
    """Say something of a moment of a sitting."""
    at_exam(caller, attempt.exam).check_may(Act.COMMENT_ON_SITTING, attempt.exam.course)
    return proctoring.comment(attempt, remark, by=caller.name, now=now)


def remove_comment(caller: Caller, attempt: exams.Attempt, key: int, *, now: datetime) -> None:
    """Take a comment back: one's own, or as somebody who decides about the review."""
    here = at_exam(caller, attempt.exam)
    here.check_may(Act.COMMENT_ON_SITTING, attempt.exam.course)
    written = proctoring.comment_of(attempt, key)
    if written.by != caller.name:
        here.check_may(Act.REVIEW_ATTEMPT, attempt.exam.course)
    proctoring.remove_comment(written, by=caller.name, now=now)
