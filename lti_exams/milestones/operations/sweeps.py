"""What the clock ends is noted, so that its history says so and whoever listens is told."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.milestones.models import Award
from lti_exams.milestones.operations.keeping import Changed, Why, awards_of, hold_people, keep
from lti_exams.milestones.operations.reconsidering import note
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.awards import COUNTING, State, standing

CLOCK = "clock"


@transaction.atomic
def expire_due(*, now: datetime, at_most: int = 1_000) -> tuple[Changed, ...]:
    """Note which awards are over, some at a time. No gate waits for this: it reads the clock."""
    states = [state.value for state in COUNTING]
    over = Award.objects.filter(state__in=states, until__lte=now).exclude(counts(now))
    due = list(over.order_by("until").values_list("person", "milestone")[:at_most])
    if not due:
        return ()
    hold_people({person for person, _ in due})
    wanted = set(due)
    there = {
        pair: row
        for pair, row in awards_of(*map(set, zip(*due, strict=True))).items()
        if pair in wanted and standing(State(row.state), row.until, now=now) is State.EXPIRED
    }
    ended = {pair: replace(row.held, state=State.EXPIRED) for pair, row in there.items()}
    why = Why(by=CLOCK, now=now)
    changed = keep(ended, there, why)
    note(changed, "milestone.expire", why)
    return changed
