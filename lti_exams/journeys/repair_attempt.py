"""Staff put an attempt right that a fault left wrong: by its legal events, and by the rule."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.open_reviews import begin_reviews, outcome_of
from lti_exams.proctoring import api as proctoring

_UNDECIDED = frozenset({exams.Review.WAITING, exams.Review.SECOND})
_SETTLED: Mapping[proctoring.Outcome, exams.Review] = {
    proctoring.Outcome.VERIFY: exams.Review.VERIFIED,
    proctoring.Outcome.REJECT: exams.Review.REJECTED,
    proctoring.Outcome.SECOND: exams.Review.SECOND,
    proctoring.Outcome.ERROR: exams.Review.SECOND,
}


@transaction.atomic
def review_again(
    caller: Caller, attempt: exams.Attempt, *, reason: str, now: datetime
) -> exams.Attempt:
    """Let the rule say anew what follows from everything that was told of a sitting.

    Where people have decided otherwise, the sitting is sent to them again, and nothing is
    decided over their heads.
    """
    caller.check_may(Act.DECIDE_ABOUT_ATTEMPT, attempt.exam.course)
    by = exams.Who(exams.Actor.STAFF, caller.name)
    if attempt.review == exams.Review.NONE:
        follow_changes(begin_reviews([attempt], now=now), now=now)
        return attempt
    outcome = outcome_of(attempt, now=now)
    finding = _finding(exams.Review(attempt.review), outcome)
    if finding is not None:
        done = exams.review(attempt, finding, by=by, reason=reason, now=now)
        proctoring.note_decision(done, by=by, reason=reason, now=now)
        follow_changes([*done.earlier, done], now=now)
    return attempt


def _finding(review: exams.Review, outcome: proctoring.Outcome | None) -> exams.Finding | None:
    if outcome is None or _SETTLED.get(outcome) is review:
        return None
    if review not in _UNDECIDED:
        return exams.Finding.LOOK_AGAIN
    finding = exams.Finding(proctoring.FINDINGS[outcome])
    return None if finding is exams.Finding.WAIT else finding
