"""Statements that every launch needs: their SQL is written once and used ever after.

The ORM writes the SQL of a query set anew each time, and for a row with a relation that takes some
five times as long as asking the database does (docs/decisions/0024). Here it is written once for
each kind of database, with `Asked` in the places of the values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.base import ModelState
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

Model = TypeVar("Model", bound=models.Model)


class Asked(models.Expression):
    """The place of a text, a number or an instant that is known when a statement is used."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, *_: object) -> tuple[str, Any]:
        return "%s", [self]


class Question(Generic[Model]):
    """A query set, with `select_related` where it is wanted, asked for its rows."""

    def __init__(self, rows: Callable[[], models.QuerySet[Model]]) -> None:
        # Called at the first use: before, the models may not be loaded.
        self._query_set = rows
        self._written: dict[str, _Select] = {}

    def rows(self, **asked: Any) -> list[Model]:
        """Ask with these values."""
        database = _database()
        select = self._written.get(database.vendor) or self._write(database)
        return [select.read(row, database) for row in select.asked(asked, database)]

    def tuples(self, **asked: Any) -> list[Sequence[Any]]:
        """Ask with these values; of a `values_list`, whose rows never become objects."""
        database = _database()
        select = self._written.get(database.vendor) or self._write(database)
        return [select.converted(row, database) for row in select.asked(asked, database)]

    def one(self, **asked: Any) -> Model | None:
        """Ask for what is there once or not at all."""
        return next(iter(self.rows(**asked)), None)

    def _write(self, database: BaseDatabaseWrapper) -> "_Select":
        compiler = self._query_set().query.get_compiler(connection=database)
        written = self._written[database.vendor] = _Select.of(compiler)
        return written


class Change:
    """An update of the rows of a query set."""

    def __init__(self, rows: Callable[[], models.QuerySet[Any]], **values: Asked) -> None:
        self._query_set = rows
        self._values = values
        self._written: dict[str, tuple[str, Sequence[Any]]] = {}

    def make(self, **asked: Any) -> int:
        """Change the rows and return how many there were."""
        database = _database()
        sql, parameters = self._written.get(database.vendor) or self._write(database)
        with database.cursor() as cursor:
            cursor.execute(sql, _filled(parameters, asked, database))
            return cursor.rowcount

    def _write(self, database: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
        query = self._query_set().query.chain(UpdateQuery)
        query.add_update_values(self._values)  # type: ignore[attr-defined]
        written = query.get_compiler(connection=database).as_sql()
        self._written[database.vendor] = written
        return written


class Entry(Generic[Model]):
    """A new row of one model, stored without the signals and looks that `save` would add.

    Where some fields are `unique` together and the row is there already, what `over` names is
    written over it, in the same statement.
    """

    def __init__(self, model: type[Model], *, unique: Sequence[str] = ()) -> None:
        self.model = model
        self._unique = unique
        self._written: dict[tuple[str, ...], str] = {}

    def store(self, row: Model, *, over: Sequence[str] = ()) -> Model:
        """Store a row that is not in the database yet, and give it its key."""
        # Without a field to write over, the database would not tell the key of the row it has.
        over = tuple(over) or tuple(self._unique)
        database = _database()
        sql = self._written.get((database.vendor, *over)) or self._write(over, database)
        values = [
            field.get_db_prep_save(getattr(row, field.attname), database) for field in self._fields
        ]
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            row.pk = cursor.fetchone()[0]
        row._state.adding, row._state.db = False, database.alias
        return row

    def store_all(self, rows: Sequence[Model]) -> None:
        """Store rows that are not in the database yet, however many there are."""
        if len(rows) == 1:
            self.store(rows[0])
        else:
            self.model._default_manager.bulk_create(rows)

    @cached_property
    def _fields(self) -> "list[models.Field[Any, Any]]":
        about = self.model._meta
        return [field for field in about.concrete_fields if field is not about.pk]

    def _write(self, over: tuple[str, ...], database: BaseDatabaseWrapper) -> str:
        about = self.model._meta
        query = InsertQuery(
            self.model,
            on_conflict=OnConflict.UPDATE if self._unique else None,
            update_fields=[about.get_field(name) for name in over],
            unique_fields=[about.get_field(name) for name in self._unique],
        )
        query.insert_values(self._fields, [self.model()])
        compiler = query.get_compiler(connection=database)
        compiler.returning_fields = [about.pk]
        ((sql, _),) = compiler.as_sql()
        self._written[database.vendor, *over] = sql
        return sql


def _database() -> BaseDatabaseWrapper:
    """Return the connection of this thread itself: Django's proxy looks it up at every use."""
    return connections[DEFAULT_DB_ALIAS]


def _filled(
    parameters: Sequence[Any], asked: Mapping[str, Any], database: BaseDatabaseWrapper
) -> list[Any]:
    return [
        _adapted(asked[one.name], database) if isinstance(one, Asked) else one for one in parameters
    ]


def _adapted(value: Any, database: BaseDatabaseWrapper) -> Any:
    is_instant = isinstance(value, datetime)
    return database.ops.adapt_datetimefield_value(value) if is_instant else value


@dataclass(frozen=True, slots=True)
class _Select:
    """The SQL of a question, and what makes an object of a row."""

    sql: str
    parameters: Sequence[Any]
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]
    objects: "_Objects | None"

    @classmethod
    def of(cls, compiler: SQLCompiler) -> "_Select":
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([each for each, _, _ in compiler.select or []])
        # A `values_list` tells of its model too, but not of all that an object needs.
        told = None if compiler.query.values_select else compiler.klass_info
        objects = _Objects.of(told, compiler.select or []) if told else None
        return cls(sql=sql, parameters=parameters, converters=converters, objects=objects)

    def asked(self, asked: Mapping[str, Any], database: BaseDatabaseWrapper) -> Sequence[Any]:
        with self.cursor(database) as cursor:
            cursor.execute(self.sql, _filled(self.parameters, asked, database))
            return cursor.fetchall()

    @staticmethod
    def cursor(database: Any) -> CursorWrapper:
        """Return a cursor with which the server need not plan anew, where it can keep a plan."""
        prepares = getattr(database, "prepared_cursor", None)
        return prepares() if prepares else database.cursor()

    def converted(self, row: Sequence[Any], database: BaseDatabaseWrapper) -> Sequence[Any]:
        if not self.converters:
            return row
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, database)
        return values

    def read(self, row: Sequence[Any], database: BaseDatabaseWrapper) -> Any:
        assert self.objects  # noqa: S101 - a `values_list` is asked for its tuples
        return self.objects.read(self.converted(row, database), database.alias)


@dataclass(frozen=True, slots=True)
class _Objects:
    """What makes an object, and those that it relates to, of a row."""

    model: type[models.Model]
    columns: slice
    names: Sequence[str]
    key: int
    related: Sequence["_Related"]

    @classmethod
    def of(cls, told: Mapping[str, Any], select: Sequence[Any]) -> "_Objects":
        columns = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
        names = [expression.target.attname for expression, _, _ in select[columns]]
        return cls(
            model=told["model"],
            columns=columns,
            names=names,
            key=columns.start + names.index(told["model"]._meta.pk.attname),
            related=[_Related.of(each, select) for each in told.get("related_klass_infos", ())],
        )

    def read(self, row: Sequence[Any], alias: str) -> Any:
        # `Model.__init__` asks of each column whether it was given, and tells signals that nobody
        # here hears; for a row with its relations that is most of the time.
        made = self.model.__new__(self.model)
        made.__dict__.update(zip(self.names, row[self.columns], strict=True))
        made._state = ModelState()
        made._state.adding, made._state.db = False, alias
        for related in self.related:
            related.read(row, made, alias)
        return made


@dataclass(frozen=True, slots=True)
class _Related:
    """An object that another relates to, and what lets both know."""

    objects: _Objects
    tell_one: Callable[[Any, Any], None]
    tell_other: Callable[[Any, Any], None]

    @classmethod
    def of(cls, told: Mapping[str, Any], select: Sequence[Any]) -> "_Related":
        return cls(_Objects.of(told, select), told["local_setter"], told["remote_setter"])

    def read(self, row: Sequence[Any], one: Any, alias: str) -> None:
        other = None if row[self.objects.key] is None else self.objects.read(row, alias)
        self.tell_one(one, other)
        if other is not None:
            self.tell_other(other, one)
