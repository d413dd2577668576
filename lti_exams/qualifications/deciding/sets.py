"""Sets of students that a rule asks about: named one by one, or found by a query of people."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from lti_exams.launches import api as launches
from lti_exams.qualifications.rules.tree import Rule

# SQL with its parameters.
Sql = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Members:
    """Students chosen by their membership."""

    keys: frozenset[int]

    def holds(self, alias: str) -> Sql:
        told = json.dumps(sorted(self.keys))
        if connection.vendor == "postgresql":
            chosen = "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)"
        else:
            chosen = "SELECT value FROM json_each(%s)"
        return f"{alias}.id IN ({chosen})", (told,)

    def among(self, members: Collection[launches.Membership]) -> frozenset[int]:
        """Return which of these memberships are in the set, by key."""
        return frozenset(one.pk for one in members if one.pk in self.keys)


@dataclass(frozen=True, slots=True)
class People:
    """Students found by a query that returns the keys of persons."""

    keys: QuerySet[Any, Any]

    def holds(self, alias: str) -> Sql:
        try:
            sql, parameters = self.keys.query.sql_with_params()
        except EmptyResultSet:
            return "1 = 0", ()
        return f"{alias}.person_id IN ({sql})", parameters

    def among(self, members: Collection[launches.Membership]) -> frozenset[int]:
        asked = [one.person_id for one in members]
        name = self.keys.query.values_select[0] if self.keys.query.values_select else "pk"
        found = set(self.keys.filter(**{f"{name}__in": asked}))
        return frozenset(one.pk for one in members if one.person_id in found)


PersonSet = Members | People


@dataclass(frozen=True, slots=True)
class Decision:
    """How a plugin decides: its rule, and the sets that the rule asks about."""

    rule: Rule
    sets: Mapping[str, PersonSet] = field(default_factory=dict)
    # What people call a set, where its name does not say it.
    names: Mapping[str, str] = field(default_factory=dict)
