"""When a course is completed: a condition tree over what was completed and what is held. Pure.

`{"ask": "completed", "about": {"subject": "exam:12", "minimum_score": 600000, "verified": true}}`
and `{"ask": "milestone-held", "about": {"milestone": 7}}`, in groups of all, any, at least n, none.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from lti_exams.kernel.condition_documents import from_document
from lti_exams.kernel.conditions import Condition, Leaf, Verdict, evaluate
from lti_exams.milestones.rules.awards import Fact
from lti_exams.milestones.rules.conditions import (
    Condition as Asked,
)
from lti_exams.milestones.rules.conditions import (
    ConditionRefused,
    check_condition,
    shortfalls,
)
from lti_exams.milestones.rules.subjects import Subject

COMPLETED, HELD = "completed", "milestone-held"
_MAY_SAY = {"subject", "minimum_score", "minimum_completion", "verified"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person: the newest fact of each subject, and what they hold."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    held: Set[int] = frozenset()


def read_rule(document: object) -> Condition:
    """Read a tree, and refuse questions that make no sense."""
    condition = from_document(document, questions=(COMPLETED, HELD))
    for leaf in leaves(condition):
        if leaf.name == HELD:
            _check_milestone(leaf)
        else:
            subject_of(leaf)
            check_condition(_asked(leaf))
    return condition


def _check_milestone(leaf: Leaf) -> None:
    about = dict(leaf.parameters)
    if set(about) != {"milestone"} or type(about["milestone"]) is not int:
        raise ConditionRefused(field="milestone", why="it is no key of a milestone")


def leaves(condition: Condition) -> list[Leaf]:
    if isinstance(condition, Leaf):
        return [condition]
    return [leaf for part in condition.parts for leaf in leaves(part)]


def subject_of(leaf: Leaf) -> Subject:
    about = dict(leaf.parameters)
    if "subject" not in about or not set(about) <= _MAY_SAY:
        raise ConditionRefused(field="subject", why="a question names a subject and what it asks")
    return Subject.named(str(about["subject"]))


def _asked(leaf: Leaf) -> Asked:
    about: dict[str, Any] = dict(leaf.parameters)
    return Asked(
        minimum_score=about.get("minimum_score"),
        minimum_completion=about.get("minimum_completion"),
        verified=about.get("verified", False),
    )


def is_completed(condition: Condition, known: Known) -> Verdict:
    """Answer every question of a course for one person."""
    return evaluate(condition, lambda leaf: _answer(leaf, known))


def _answer(leaf: Leaf, known: Known) -> bool:
    if leaf.name == HELD:
        return leaf["milestone"] in known.held
    fact = known.facts.get(subject_of(leaf).digest)
    return fact is not None and not shortfalls(_asked(leaf), fact.evidence)
