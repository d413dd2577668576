"""What was told long ago is judged anew, by the rules of today."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.milestones.models import Completion
from lti_exams.milestones.operations.judging import (
    Rules,
    judge,
    newest,
    pairs_of,
    rules_giving,
)
from lti_exams.milestones.operations.keeping import Changed, Why, awards_of, hold_people, keep

CHUNK = 1_000


def reconsider(
    milestones: Collection[int],
    *,
    by: str,
    now: datetime,
    people: Iterable[int] | None = None,
    since: datetime | None = None,
    reason: str = "",
) -> list[Changed]:
    """Judge everybody who completed something that gives these milestones, or some of them.

    They are some by name, or those of whom something was told since a moment.
    """
    rules = rules_giving(milestones)
    digests = {digest for given in rules.values() for digest, _ in given}
    told = Completion.objects.filter(subject_digest__in=digests)
    if people is not None:
        told = told.filter(person__in=list(people))
    if since is not None:
        told = told.filter(received_at__gte=since)
    everybody = sorted(set(told.order_by().values_list("person", flat=True)))
    changed: list[Changed] = []
    for first in range(0, len(everybody), CHUNK):
        some = everybody[first : first + CHUNK]
        changed += _judge_some(some, rules, digests, Why(by=by, now=now, reason=reason))
    return changed


@transaction.atomic
def _judge_some(
    people: list[int],
    rules: Rules,
    digests: set[str],
    why: Why,
) -> tuple[Changed, ...]:
    hold_people(people)
    facts = newest(Completion.objects.filter(person__in=people, subject_digest__in=digests))
    there = awards_of(people, rules)
    decided = judge(pairs_of(facts, rules), rules, facts, there, now=why.now)
    changes = keep(decided, there, why)
    note(changes, "milestone.reconsider", why)
    return changes


def note(changes: Iterable[Changed], action: str, why: Why) -> None:
    """Write down who stands differently now, one entry a person."""
    by_person: dict[int, dict[str, str]] = {}
    for one in changes:
        by_person.setdefault(one.person, {})[str(one.milestone)] = one.after.value
    entries = [
        audit.Entry(
            at=why.now,
            actor=why.by,
            action=action,
            subject=f"person:{person}",
            after=after,
            reason=why.reason,
        )
        for person, after in by_person.items()
    ]
    if entries:
        audit.record_all(entries)
