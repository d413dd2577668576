"""When somebody was last seen at an attempt, and what a page that is open asks for."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.cache import cache

from lti_exams.exams.errors import NoSuchAttempt
from lti_exams.exams.models import Attempt
from lti_exams.kernel.prepared import Asked, Question

_LARGEST_KEY = 2**63 - 1
# Asked by every open page every 25 seconds. What is sealed in the exam stays out: to open it would
# take longer than the question.
_OPEN_AT_A_PAGE = Question(
    lambda: (
        Attempt.objects.select_related("exam")
        .defer("exam__access_document")
        .filter(pk=Asked("key"))
        .order_by()
    )
)


def attempt_at_a_page(key: int) -> Attempt:
    """Return an attempt and its exam to the page that is open at it."""
    found = _OPEN_AT_A_PAGE.one(key=key) if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchAttempt
    return found


def seen_key(attempt_id: int) -> str:
    return f"exams:seen:{attempt_id}"


def last_seen(attempts: Iterable[Attempt]) -> Mapping[int, datetime | None]:
    """Say when each was last seen: the cache knows it to the second, the database to the minute."""
    rows = list(attempts)
    fresh = cache.get_many([seen_key(one.pk) for one in rows])
    return {one.pk: fresh.get(seen_key(one.pk), one.last_seen_at) for one in rows}
