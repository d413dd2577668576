"""Reviews: every step kept with who and why, undone by keeping that too."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.proctoring.errors import NoSuchSitting, ReviewRefused
from lti_exams.proctoring.models import Comment, Decision
from lti_exams.proctoring.queries.reviews import WAITING, decisions_of, standing_decision

_LONGEST_TEXT = 5_000
_MOST_LINKS = 50
OPINIONS = frozenset({"verify", "reject"})


def note_decision(
    reviewed: exams.Reviewed,
    *,
    by: exams.Who,
    reason: str,
    now: datetime,
    verdict: str = "",
    links: Sequence[str] = (),
) -> Decision:
    """Keep a step that a review took, or the opinion of one of two, which decides nothing yet."""
    decision = decision_of(reviewed, by=by, reason=reason, now=now, verdict=verdict, links=links)
    decision.save(force_insert=True)
    return decision


def note_decisions(decisions: Iterable[Decision]) -> None:
    """Keep the steps of many reviews at once."""
    Decision.objects.bulk_create(decisions)


def decision_of(
    reviewed: exams.Reviewed,
    *,
    by: exams.Who,
    reason: str,
    now: datetime,
    verdict: str = "",
    links: Sequence[str] = (),
) -> Decision:
    """Return a step of a review, not kept yet."""
    return Decision(
        attempt=reviewed.attempt,
        finding=verdict or reviewed.finding.value,
        before=reviewed.before.value,
        after=reviewed.after.value,
        by=by.name,
        is_of_staff=by.actor is exams.Actor.STAFF,
        reason=reason,
        at=now,
        links_document=json.dumps(list(links)[:_MOST_LINKS]) if links else "",
    )


def _opinion(attempt: exams.Attempt) -> Decision | None:
    """Return what the first of two reviewers said, since the sitting was last looked at anew."""
    said = decisions_of(attempt).filter(undone_at=None, is_of_staff=True).first()
    return said if said is not None and said.finding in OPINIONS else None


def has_opinion_of_another(attempt: exams.Attempt, *, by: str) -> bool:
    """Tell whether somebody else has said already what they think of a sitting."""
    said = _opinion(attempt)
    return said is not None and said.by != by


def has_said(attempt: exams.Attempt, decisions: Iterable[Decision], *, by: str) -> bool:
    """Tell whether somebody has said what they think of a sitting that is undecided still."""
    said = next((one for one in decisions if one.undone_at is None and one.is_of_staff), None)
    is_theirs = said is not None and said.by == by and said.finding in OPINIONS
    return is_theirs and attempt.review in WAITING


def check_second_pair_of_eyes(attempt: exams.Attempt, *, by: str) -> None:
    """Refuse that one person says both opinions of two."""
    said = _opinion(attempt)
    if said is not None and said.by == by:
        raise ReviewRefused("review-same-person", field="verdict")


def may_be_undone(attempt: exams.Attempt, decisions: Iterable[Decision]) -> bool:
    """Tell whether the newest step of a review that stands is a decision of staff."""
    newest = next((one for one in decisions if one.undone_at is None), None)
    return newest is not None and newest.is_of_staff and newest.after == attempt.review


def decision_to_undo(attempt: exams.Attempt) -> Decision:
    """Return the newest decision of staff that stands."""
    newest = standing_decision(attempt)
    if newest is None or not may_be_undone(attempt, [newest]):
        raise ReviewRefused("review-nothing-to-undo")
    return newest


def undo_decision(decision: Decision, *, by: str, reason: str, now: datetime) -> None:
    """Take a decision back; of two who do, one does."""
    mine = Decision.objects.filter(pk=decision.pk, undone_at=None)
    if not mine.update(undone_at=now, undone_by=by, undone_because=reason):
        raise ReviewRefused("review-nothing-to-undo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody says of a moment, or of a stretch from it on."""

    text: str
    moment: datetime
    until: datetime | None = None


@transaction.atomic
def comment(attempt: exams.Attempt, remark: Remark, *, by: str, now: datetime) -> Comment:
    """Write down what somebody says of a moment of a sitting; said twice, it stands once."""
    _check(attempt, remark, now=now)
    written, is_new = Comment.objects.get_or_create(
        attempt=attempt,
        text=remark.text.strip(),
        moment=remark.moment,
        until=remark.until,
        by=by,
        removed_at=None,
        defaults={"written_at": now},
    )
    if not is_new:
        return written
    audit.record(
        actor=by,
        action="attempt.comment",
        subject=attempt.key,
        after={"comment": written.pk, "moment": remark.moment.isoformat()},
        now=now,
    )
    return written


def _check(attempt: exams.Attempt, remark: Remark, *, now: datetime) -> None:
    text = remark.text.strip()
    if not text or len(text) > _LONGEST_TEXT or "\x00" in text:
        raise ReviewRefused("comment-invalid", field="text", why="empty, too long, or no text")
    if not attempt.created_at <= remark.moment <= now:
        raise ReviewRefused("comment-invalid", field="moment", why="not while the attempt went on")
    if remark.until is not None and not remark.moment <= remark.until <= now:
        raise ReviewRefused("comment-invalid", field="until", why="before the moment, or to come")


@transaction.atomic
def remove_comment(written: Comment, *, by: str, now: datetime) -> None:
    """Show a comment no more; the audit keeps that it was there."""
    if not Comment.objects.filter(pk=written.pk, removed_at=None).update(removed_at=now):
        raise NoSuchSitting
    audit.record(
        actor=by,
        action="attempt.comment_removed",
        subject=written.attempt.key,
        before={"comment": written.pk, "by": written.by},
        now=now,
    )
