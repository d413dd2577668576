"""The rule of a course in names that hold elsewhere, and what those names are here."""

from collections.abc import Mapping
from typing import Any

from lti_exams.kernel.condition_documents import to_document
from lti_exams.milestones.models import CourseRulePart
from lti_exams.milestones.operations.portation import titles_in
from lti_exams.milestones.queries.ties import course_digest
from lti_exams.milestones.rules.courses import HELD, leaves, read_rule, subject_of
from lti_exams.milestones.rules.portable_rules import (
    Question,
    asked_anew,
    changed,
    read_questions,
    written,
)
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.values import MilestoneValue

__all__ = [
    "Question",
    "asked_anew",
    "changed",
    "held_in_rule",
    "milestones_of_rule",
    "normal_rule",
    "read_questions",
    "subjects_of_rule",
    "titles_in",
    "written",
]


def milestones_of_rule(course: str) -> dict[int, MilestoneValue]:
    """Return the milestones that the rule of a course asks for, also those that are off."""
    parts = CourseRulePart.objects.filter(rule__course_digest=course_digest(course))
    rows = parts.exclude(milestone=None).select_related("milestone")
    return {row.milestone.pk: MilestoneValue.of(row.milestone) for row in rows if row.milestone}


def subjects_of_rule(document: object) -> set[Subject]:
    """Return what a rule asks to be completed."""
    return {subject_of(leaf) for leaf in leaves(read_rule(document)) if leaf.name != HELD}


def held_in_rule(document: object) -> set[int]:
    """Return the milestones that a rule asks for."""
    return {int(leaf["milestone"]) for leaf in leaves(read_rule(document)) if leaf.name == HELD}


def normal_rule(document: object) -> Mapping[str, Any]:
    """Return a rule as it is kept, or refuse one that makes no sense."""
    return to_document(read_rule(document))
