"""Columns and constraints that several tables of milestones have."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

from lti_exams.milestones.rules.conditions import ALWAYS, FULL, Condition
from lti_exams.milestones.rules.subjects import Subject, SubjectKind

COLUMNS_OF_CONDITION = (
    "minimum_score",
    "minimum_completion",
    "needs_verified",
    "not_before",
    "not_after",
)
_NOTHING = (None, None, False, None, None)


def word(enum: type[StrEnum], *, default: StrEnum | None = None) -> "models.CharField[str, str]":
    """Return a column for one of the words of an enumeration."""
    choices = [(member.value, member.value) for member in enum]
    if default is None:
        return models.CharField(max_length=24, choices=choices)
    return models.CharField(max_length=24, choices=choices, default=default.value)


def digest() -> "models.CharField[str, str]":
    """Return a column that stands for a text of any length in an index."""
    return models.CharField(max_length=64)


def known(model: str, field: str, words: Iterable[StrEnum | str]) -> models.CheckConstraint:
    """Return the constraint that a column holds nothing but these words."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(map(str, words))}), name=f"{model}_{field}_is_known"
    )


def percentage(model: str, field: str) -> models.CheckConstraint:
    """Return the constraint that a number, where there is one, is scaled percent."""
    fits = Q(**{f"{field}__gte": 0, f"{field}__lte": FULL}) | Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=fits, name=f"{model}_{field}_is_a_percentage")


def opens_before_it_closes(model: str) -> models.CheckConstraint:
    fits = Q(not_before=None) | Q(not_after=None) | Q(not_after__gte=F("not_before"))
    return models.CheckConstraint(condition=fits, name=f"{model}_opens_before_it_closes")


class OfSubject(models.Model):
    """What belongs to a subject. Its key is found by the digest: an index takes no long text."""

    subject_kind = word(SubjectKind)
    subject_key = models.TextField()
    subject_digest = digest()

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        course = getattr(self, "course_key", "")
        return Subject(SubjectKind(self.subject_kind), self.subject_key, course)


class Asking(models.Model):
    """What asks for a score, a completion, a verified attempt or a time."""

    minimum_score = models.BigIntegerField(null=True, blank=True)
    minimum_completion = models.BigIntegerField(null=True, blank=True)
    needs_verified = models.BooleanField(default=False)
    not_before = models.DateTimeField(null=True, blank=True)
    not_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def condition(self) -> Condition:
        return condition_of(*(getattr(self, column) for column in COLUMNS_OF_CONDITION))


def columns_of_subject(subject: Subject) -> dict[str, str]:
    return {
        "subject_kind": subject.kind.value,
        "subject_key": subject.key,
        "subject_digest": subject.digest,
    }


def condition_of(*asked: Any) -> Condition:
    """Return what the columns of a condition say, in their order."""
    # Most ask for nothing, and there are many of them.
    if asked == _NOTHING:
        return ALWAYS
    score, completion, verified, not_before, not_after = asked
    return Condition(
        minimum_score=score,
        minimum_completion=completion,
        verified=verified,
        not_before=not_before,
        not_after=not_after,
    )


def columns_of_condition(condition: Condition) -> dict[str, object]:
    return {
        "minimum_score": condition.minimum_score,
        "minimum_completion": condition.minimum_completion,
        "needs_verified": condition.verified,
        "not_before": condition.not_before,
        "not_after": condition.not_after,
    }
