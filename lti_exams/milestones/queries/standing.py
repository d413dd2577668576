"""Whether an award counts at a moment, as SQL says it."""

from datetime import datetime

from django.db.models import Q

from lti_exams.milestones.rules.awards import COUNTING


def counts(now: datetime) -> Q:
    """Narrow awards to those with which somebody passes: earned or waived, and not over."""
    states = sorted(state.value for state in COUNTING)
    return Q(state__in=states) & holds(now)


def holds(now: datetime) -> Q:
    return Q(until=None) | Q(until__gt=now)
