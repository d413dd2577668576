"""What Django loads as the engine of a database (`ENGINE` in the settings)."""

from datetime import UTC, datetime
from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg import Connection, Cursor, OperationalError
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.types.datetime import TimestamptzLoader


class _Instant(Loader):
    """Reads an instant that the server tells in UTC, as it does unless somebody told it not to.

    Django's reader finds its way through every style of dates that a server knows, and took more
    time than the rest of a row.
    """

    timezone = UTC

    def load(self, data: Buffer) -> Any:
        told = bytes(data)
        if told.endswith(b"+00"):
            return datetime.fromisoformat(told.decode())
        return TimestamptzLoader(self.oid, self.connection).load(data).astimezone(UTC)


class PreparedCursor(Cursor[Any]):
    """Lets the server keep the plan of what it is asked, for the next time on its connection."""

    def execute(self, *asked: Any, **options: Any) -> Any:
        return super().execute(*asked, **{**options, "prepare": True})

    def _convert_query(self, *asked: Any) -> Any:
        # What is executed by its name alone would be missing in Django's account of what was asked.
        self._query = super()._convert_query(*asked)
        return self._query


class DatabaseWrapper(base.DatabaseWrapper):
    """Knows a connection that its server ended by the end of the line.

    Before its first statement each request looks whether its connection still lives, and Django
    asks the server: as dear as the one statement of a heartbeat. A server that goes away ends the
    line and so makes it readable, and between requests it says nothing else.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        made: Connection[Any] = super().get_new_connection(conn_params)
        if self.timezone is UTC:
            made.adapters.register_loader("timestamptz", _Instant)
        if self.keeps_plans:
            # Django's own cursors fill in the values themselves, and leave no plan behind.
            made.prepare_threshold = 0
        return made

    @property
    def keeps_plans(self) -> bool:
        """Tell whether the server that plans a statement is the one that is asked it again."""
        return bool(self.settings_dict.get("KEEPS_PLANS"))

    def prepared_cursor(self) -> CursorWrapper:
        """Return a cursor for a statement whose SQL is always the same."""
        if not self.keeps_plans:
            return self.cursor()
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(PreparedCursor(self.connection))  # type: ignore[attr-defined]

    def is_usable(self) -> bool:
        return self._is_silent() or super().is_usable()

    def _is_silent(self) -> bool:
        looked = poll()
        try:
            looked.register(self.connection.fileno(), POLLIN)
        except OperationalError:
            return False
        return not looked.poll(0)
