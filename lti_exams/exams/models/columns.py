"""Columns that hold one word of an enumeration, and the constraints that hold them to it."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.db.models.fields import NOT_PROVIDED


def word(enum: type[StrEnum], default: StrEnum | None = None) -> "models.CharField[str, str]":
    """Return a column for one of the words of an enumeration."""
    choices = [(member.value, member.value) for member in enum]
    usual = default.value if default else NOT_PROVIDED
    return models.CharField(max_length=24, choices=choices, default=usual)


def one_of(field: str, words: Iterable[StrEnum]) -> Q:
    return Q(**{f"{field}__in": sorted(word.value for word in words)})


def known(model: str, field: str, enum: type[StrEnum]) -> models.CheckConstraint:
    """Return the constraint that a column holds nothing but words of its enumeration."""
    return models.CheckConstraint(condition=one_of(field, enum), name=f"{model}_{field}_is_known")


def at_least(model: str, field: str, least: int) -> models.CheckConstraint:
    """Return the constraint that a number, where there is one, is not below its least value."""
    enough = Q(**{f"{field}__gte": least}) | Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=enough, name=f"{model}_{field}_is_at_least_{least}")
