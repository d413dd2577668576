"""What the newest facts say about awards, for many people and milestones at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lti_exams.kernel.prepared import Asked, Question
from lti_exams.milestones.models import Award, Completion, Fulfilment
from lti_exams.milestones.models.columns import COLUMNS_OF_CONDITION, condition_of
from lti_exams.milestones.operations.keeping import Pair
from lti_exams.milestones.queries.among import NumberAmong, TextAmong, array
from lti_exams.milestones.rules.awards import Fact, Held, Rule, WhenLost, decide

# The newest fact of a person and a subject, by the digest of the subject.
Facts = Mapping[tuple[int, str], Fact]
Rules = Mapping[int, Sequence[tuple[str, Rule]]]
_ASKED = (
    "milestone",
    "subject_digest",
    "pk",
    "version",
    "when_lost",
    "holds_for_days",
    *COLUMNS_OF_CONDITION,
)


def newest(completions: Iterable[Completion]) -> Facts:
    """Return the newest fact of each person and subject; of one moment, the one told last."""
    found: dict[tuple[int, str], Completion] = {}
    for row in completions:
        key = (row.person_id, row.subject_digest)
        if key not in found or _order(found[key]) <= _order(row):
            found[key] = row
    return {key: row.fact for key, row in found.items()}


def _order(row: Completion) -> tuple[datetime, float]:
    # A row that is not stored yet was told after all that are.
    return row.at, row.pk or float("inf")


def _rules_of(fulfilments: Iterable[Sequence[Any]]) -> Rules:
    """Return the rules of fulfilments, by the milestones that they give."""
    rules: dict[int, list[tuple[str, Rule]]] = defaultdict(list)
    for milestone, subject, *about in fulfilments:
        rules[milestone].append((subject, _rule(*about)))
    return rules


def _rule(key: int, version: int, when_lost: str, days: int | None, *asked: Any) -> Rule:
    return Rule(
        key=key,
        version=version,
        when_lost=WhenLost(when_lost),
        holds_for_days=days,
        condition=condition_of(*asked),
    )


def rules_giving(milestones: Iterable[int]) -> Rules:
    """Return everything that gives these milestones."""
    return _rules_of(_giving.tuples(milestones=array(milestones)))


def rules_around(digests: Iterable[str]) -> Rules:
    """Return everything that gives a milestone that one of these subjects gives."""
    return _rules_of(_around.tuples(subjects=array(digests)))


def _living() -> QuerySet[Any]:
    # Not as objects: one completion may be judged by hundreds.
    rows = Fulfilment.objects.filter(
        is_active=True, milestone__is_active=True, kind__is_active=True
    )
    return rows.values_list(*_ASKED).order_by()


def _given() -> QuerySet[Any]:
    given = Fulfilment.objects.filter(
        TextAmong("subject_digest", Asked("subjects")), is_active=True
    )
    return given.order_by().values("milestone")


_giving = Question(lambda: _living().filter(NumberAmong("milestone_id", Asked("milestones"))))
_around = Question(lambda: _living().filter(milestone__in=_given()))


def judge(
    pairs: Iterable[Pair], rules: Rules, facts: Facts, there: Mapping[Pair, Award], *, now: datetime
) -> dict[Pair, Held]:
    """Return how each of these stands now; those who never had anything are left out."""
    decided = {}
    for person, milestone in pairs:
        award = there.get((person, milestone))
        found = [(rule, facts.get((person, digest))) for digest, rule in rules[milestone]]
        held = decide(award.held if award else None, found, now=now)
        if held is not None:
            decided[person, milestone] = held
    return decided


def pairs_of(facts: Facts, rules: Rules) -> Iterator[Pair]:
    """Return every person and milestone about which these facts have a say."""
    by_subject: dict[str, set[int]] = defaultdict(set)
    for milestone, given in rules.items():
        for digest, _ in given:
            by_subject[digest].add(milestone)
    seen: set[Pair] = set()
    for person, digest in facts:
        for milestone in by_subject[digest]:
            seen.add((person, milestone))
    yield from sorted(seen)
