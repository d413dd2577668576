"""What the clock ends is noted, so that its history says so and whoever listens is told.

Where what people decided is over, what was completed meanwhile decides again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.milestones.models import Award, Completion
from lti_exams.milestones.operations.judging import judge, newest, rules_giving
from lti_exams.milestones.operations.keeping import (
    Changed,
    Pair,
    Why,
    awards_of,
    hold_people,
    keep,
)
from lti_exams.milestones.operations.reconsidering import note
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.awards import COUNTING, Held, State, standing

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
    ended |= _given_meanwhile({pair: row for pair, row in there.items() if row.by_hand}, now=now)
    why = Why(by=CLOCK, now=now)
    changed = keep(ended, there, why)
    note(changed, "milestone.expire", why)
    return changed


def _given_meanwhile(decided: Mapping[Pair, Award], *, now: datetime) -> dict[Pair, Held]:
    """Return what facts give of that which staff had decided for a time."""
    if not decided:
        return {}
    rules = rules_giving({milestone for _, milestone in decided})
    digests = {digest for given in rules.values() for digest, _ in given}
    people = {person for person, _ in decided}
    facts = newest(Completion.objects.filter(person__in=people, subject_digest__in=digests))
    return judge(decided, rules, facts, {}, now=now)
