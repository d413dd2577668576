"""Many rows of one table in one statement, which the database reads from one JSON document.

The ORM prepares every value of every row by itself and, on SQLite, cuts them into several
statements; with fifty rows that takes some five times as long as storing them does.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


class Upsert:
    """Rows that are new, or take the place of those with the same `unique` columns."""

    def __init__(self, model: type[models.Model], *, unique: Sequence[str]) -> None:
        self._model, self._unique = model, unique
        self._written: dict[str, str] = {}

    def store(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Store rows of columns and values: texts, numbers, truths, moments and nothing."""
        database = connections[DEFAULT_DB_ALIAS]
        sql = self._written.get(database.vendor) or self._write(database)
        # Many rows have few moments among them.
        told = cache(lambda value: _told(value, database))
        document = json.dumps(list(rows), default=told)
        with database.cursor() as cursor:
            cursor.execute(sql, [document])

    def _write(self, database: BaseDatabaseWrapper) -> str:
        about = self._model._meta
        fields = [field for field in about.concrete_fields if not field.primary_key]
        columns = [database.ops.quote_name(str(field.column)) for field in fields]
        names = ", ".join(columns)
        is_postgresql = database.vendor == "postgresql"
        source = (_recordset if is_postgresql else _each)(fields, columns, database)
        unique = {field.column for field in fields if field.name in self._unique}
        taken = [
            name for name, field in zip(columns, fields, strict=True) if field.column not in unique
        ]
        over = ", ".join(f"{name} = EXCLUDED.{name}" for name in taken)
        target = ", ".join(database.ops.quote_name(str(name)) for name in sorted(map(str, unique)))
        sql = (
            f"INSERT INTO {database.ops.quote_name(about.db_table)} ({names}) {source} "
            f"ON CONFLICT ({target}) DO UPDATE SET {over}"
        )
        self._written[database.vendor] = sql
        return sql


def _recordset(fields: Any, columns: Sequence[str], database: BaseDatabaseWrapper) -> str:
    typed = ", ".join(
        f"{name} {field.rel_db_type(database) if field.is_relation else field.db_type(database)}"
        for name, field in zip(columns, fields, strict=True)
    )
    return f"SELECT {', '.join(columns)} FROM json_to_recordset(%s::json) AS new({typed})"  # noqa: S608


def _each(fields: Any, _: Sequence[str], __: BaseDatabaseWrapper) -> str:
    values = ", ".join(f"json_extract(value, '$.{field.column}')" for field in fields)
    # Without a condition SQLite takes ON CONFLICT for a part of the join.
    return f"SELECT {values} FROM json_each(%s) WHERE true"  # noqa: S608


def _told(value: object, database: BaseDatabaseWrapper) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value))
    return str(database.ops.adapt_datetimefield_value(value))
