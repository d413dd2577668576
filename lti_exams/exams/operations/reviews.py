"""What was found about an attempt."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.swap import Change, Moved, Who, check_reason, swap, told
from lti_exams.exams.queries.cases import common_terms_of
from lti_exams.exams.rules.kinds import REVIEWED, Purpose
from lti_exams.exams.rules.reviews import Finding, IllegalFinding, Review, reviewed
from lti_exams.exams.rules.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a finding did; `is_new` is false where it is evidence that decides nothing."""

    attempt: Attempt
    finding: Finding
    before: Review
    after: Review
    is_new: bool
    earlier: tuple[Moved, ...] = ()


@transaction.atomic
def review(
    attempt: Attempt, finding: Finding, *, by: Who, now: datetime, reason: str = ""
) -> Reviewed:
    """Let a finding move the review of an attempt that was handed in."""
    check_reason(by, reason)

    def change(snapshot: Snapshot) -> Change | None:
        _check_is_reviewed(attempt, snapshot, finding, by)
        to = reviewed(snapshot.state, snapshot.review, finding, by.actor)
        return None if to is snapshot.review else Change(replace(snapshot, review=to))

    done = swap(attempt, change, now=now)
    if done.is_new:
        audit.record(
            actor=by.name,
            action=f"attempt.review.{finding}",
            subject=attempt.key,
            before=told(done.before),
            after=told(done.after),
            reason=reason,
            now=now,
        )
    return Reviewed(
        attempt, finding, done.before.review, done.after.review, done.is_new, done.earlier
    )


def _check_is_reviewed(attempt: Attempt, snapshot: Snapshot, finding: Finding, by: Who) -> None:
    """Refuse findings on what ends without a review: timed, practised, rehearsed, previewed."""
    if attempt.purpose != Purpose.SITTING or common_terms_of(attempt).kind not in REVIEWED:
        raise IllegalFinding(
            state=snapshot.state.value,
            review=snapshot.review.value,
            finding=finding.value,
            actor=by.actor.value,
        )
