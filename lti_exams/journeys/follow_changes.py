"""What follows from a change of an attempt, in its transaction: the LMS and the world learn of it.

Every journey that changes attempts ends here. Nothing leaves before the commit: rows are written,
which are sent afterwards.
"""

from collections.abc import Iterable
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.attempt_events import Change, news_of
from lti_exams.journeys.open_reviews import open_reviews
from lti_exams.journeys.record_milestones import record_attempts
from lti_exams.journeys.tell_outcomes import tell_outcomes
from lti_exams.outbox import api as outbox


def follow_changes(changes: Iterable[Change], *, now: datetime) -> None:
    """Write down what the LMS and whoever subscribed must learn of these changes.

    A sitting that they end gets its review first, so that nobody is told of a grade before it.
    """
    new = [one for one in changes if one.is_new]
    # Each is told as it was when it happened: before the review that it may begin.
    news = [news_of(one, now=now) for one in new]
    begun = open_reviews(new, now=now)
    moved = [one for one in new if not isinstance(one, exams.Created)]
    tell_outcomes([*moved, *begun], now=now)
    record_attempts([*moved, *begun], now=now)
    outbox.announce_all([*news, *(news_of(one, now=now) for one in begun)])
