"""A rule as a document, to be kept with the status that it decided. Pure."""

from collections.abc import Mapping
from typing import Any

from lti_exams.kernel.condition_documents import ConditionRefused, from_document, to_document
from lti_exams.qualifications.rules.tree import QUESTIONS, Rule, Sum, Term


def write_rule(rule: Rule, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Write a rule down, with what people call the sets that it asks about."""
    return {
        "condition": to_document(rule.condition),
        "sums": [
            {
                "groups": [[[term.column, term.weight] for term in group] for group in each.groups],
                "drop_lowest": each.drop_lowest,
            }
            for each in rule.sums
        ],
        "names": {name: str(words) for name, words in (names or {}).items()},
    }


def read_rule(document: Mapping[str, Any]) -> Rule | None:
    """Read a rule of ours; None where a status was decided without one."""
    if "condition" not in document:
        return None
    sums = tuple(
        Sum(
            tuple(tuple(Term(*term) for term in group) for group in each["groups"]),
            each["drop_lowest"],
        )
        for each in document["sums"]
    )
    try:
        return Rule(from_document(document["condition"], questions=QUESTIONS), sums)
    except ConditionRefused:
        # Larger than a tree that we read; the decision stands without its explanation.
        return None
