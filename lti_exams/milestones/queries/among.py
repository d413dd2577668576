"""Very many keys in one condition: one value, an array, in place of one value for each key.

So a statement is the same for any number of them, and can be written once (`kernel.prepared`).
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler

from lti_exams.kernel.prepared import Asked


def array(keys: Iterable[int | str]) -> str:
    """Return the value that stands for numbers, or for digests, in this database."""
    if connection.vendor == "postgresql":
        return "{" + ",".join(map(str, sorted(keys))) + "}"
    return json.dumps(sorted(keys))


def rows_of(kind: str) -> str:
    """Return the SQL that makes rows of an array."""
    if connection.vendor == "postgresql":
        return f"SELECT unnest(%s::{kind}[])"
    return "SELECT value FROM json_each(%s)"


class Among(Expression):
    """The condition that a column is among the keys of an array."""

    conditional = True
    output_field = BooleanField()
    kind = ""

    def __init__(self, column: str, value: str | Asked) -> None:
        super().__init__()
        self._column: Any = F(column)
        self._value = value

    def get_source_expressions(self) -> list[Any]:
        return [self._column]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self._column,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, parameters = compiler.compile(self._column)
        is_postgresql = connection.vendor == "postgresql"
        # A constant array tells the planner how many there are; a subquery would not.
        among = f"= ANY(%s::{self.kind}[])" if is_postgresql else f"IN ({rows_of(self.kind)})"
        return f"{column} {among}", [*parameters, self._value]


class NumberAmong(Among):
    """The same, of numbers."""

    kind = "bigint"


class TextAmong(Among):
    """The same, of texts without commas, such as digests."""

    kind = "text"
