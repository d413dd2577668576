"""Columns that hold one word of an enumeration, and the constraint that holds them to it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q


def word(enum: type[StrEnum], **options: Any) -> "models.CharField[str, str]":
    """Return a column for one of the words of an enumeration."""
    choices = [(member.value, member.value) for member in enum]
    return models.CharField(max_length=20, choices=choices, **options)


def one_of(field: str, words: Iterable[StrEnum]) -> Q:
    return Q(**{f"{field}__in": sorted(word.value for word in words)})


def known(model: str, field: str, enum: type[StrEnum]) -> models.CheckConstraint:
    """Return the constraint that a column holds nothing but words of its enumeration."""
    return models.CheckConstraint(condition=one_of(field, enum), name=f"{model}_{field}_is_known")
