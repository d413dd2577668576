"""What was found about an attempt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from lti_exams.audit import api as audit
from lti_exams.exams.errors import AttemptIsBusy
from lti_exams.exams.models import Attempt
from lti_exams.exams.operations.swap import Change, Moved, Who, check_reason, swap, told
from lti_exams.exams.queries.cases import common_terms_of
from lti_exams.exams.rules.kinds import REVIEWED, Purpose
from lti_exams.exams.rules.reviews import Finding, IllegalFinding, Review, reviewed
from lti_exams.exams.rules.snapshots import Snapshot
from lti_exams.exams.rules.states import HANDED_IN

_AT_ONCE = 500


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


@transaction.atomic
def open_reviews(
    found: Iterable[tuple[Attempt, Finding]], *, by: Who, now: datetime
) -> list[Reviewed]:
    """Begin the reviews of many attempts that were just handed in, whoever they wait for.

    As many statements as there are findings, however many attempts. Whoever did something to one of
    them meanwhile undoes it all: the caller's transaction ended these attempts, or asks again.
    """
    opened = [_opened(attempt, finding, by) for attempt, finding in found]
    alike: dict[Review, list[Attempt]] = defaultdict(list)
    for one in opened:
        alike[one.after].append(one.attempt)
    for review_, attempts in alike.items():
        for begin in range(0, len(attempts), _AT_ONCE):
            _store_opened(attempts[begin : begin + _AT_ONCE], review_)
    audit.record_all(_entry(one, by, now=now) for one in opened)
    return opened


def _opened(attempt: Attempt, finding: Finding, by: Who) -> Reviewed:
    snapshot = attempt.snapshot
    _check_is_reviewed(attempt, snapshot, finding, by)
    to = reviewed(snapshot.state, snapshot.review, finding, by.actor)
    return Reviewed(attempt, finding, snapshot.review, to, is_new=True)


def _store_opened(attempts: Sequence[Attempt], to: Review) -> None:
    waiting = Attempt.objects.filter(
        pk__in=[one.pk for one in attempts],
        review=Review.NONE.value,
        state__in=[state.value for state in HANDED_IN],
    )
    if waiting.update(review=to.value, version=F("version") + 1) != len(attempts):
        raise AttemptIsBusy
    for one in attempts:
        one.review, one.version = to.value, one.version + 1


def _entry(done: Reviewed, by: Who, *, now: datetime) -> audit.Entry:
    after = done.attempt.snapshot
    return audit.Entry(
        actor=by.name,
        action=f"attempt.review.{done.finding}",
        subject=done.attempt.key,
        at=now,
        before=told(replace(after, review=done.before)),
        after=told(after),
    )
