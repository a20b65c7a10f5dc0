"""The reading side's one door to a database: SQL text in, rows out, the same on SQLite and PostgreSQL.

Statements are written once: `:name` marks a parameter; what the two databases say differently goes through the
helpers of `Reader` (`one_of`, `joined`). Days and moments are converted here, both ways, and nowhere else.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from json import dumps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
Record = tuple[Any, ...]

SEPARATOR = "\x1f"
"""Between the texts of a group (see `Reader.joined`); cleaned text never holds it."""
_NAMED = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")


@lru_cache(maxsize=512)
def _pyformat(sql: str) -> str:
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))


class Reader:
    """Runs statements on one open connection; every call fetches all rows and leaves no cursor open."""

    def __init__(self, connection: sqlite3.Connection | psycopg.Connection) -> None:
        self._connection = connection
        self.embedded = isinstance(connection, sqlite3.Connection)
        self.statements = 0
        self.rows_read = 0

    def rows(self, sql: str, **parameters: object) -> list[Record]:
        """All rows of the statement as tuples."""
        self.statements += 1
        if self.embedded:
            values = {name: _for_sqlite(value) for name, value in parameters.items()}
            found = self._connection.execute(sql, values).fetchall()
        else:
            found = self._connection.execute(_pyformat(sql), parameters).fetchall()
        self.rows_read += len(found)
        return found

    def row(self, sql: str, **parameters: object) -> Record | None:
        """The first row, or None."""
        found = self.rows(sql, **parameters)
        return found[0] if found else None

    def value(self, sql: str, **parameters: object) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, **parameters)
        return found[0] if found else None

    def views(self, make: Callable[..., T], sql: str, **parameters: object) -> list[T]:
        """One `make(*row)` for each row."""
        return [make(*row) for row in self.rows(sql, **parameters)]

    def one_of(self, column: str, name: str) -> str:
        """SQL for "`column` is one of the values of the list parameter `name`" (pass it through `many`)."""
        if self.embedded:
            return f"{column} IN (SELECT value FROM json_each(:{name}))"
        return f"{column} = ANY(:{name})"

    def many(self, values: Iterable[object]) -> object:
        """A list parameter for `one_of`."""
        found = list(values)
        return dumps(found) if self.embedded else found

    def joined(self, expression: str, separator: str) -> str:
        """SQL that joins the texts of a group with `separator` (a literal of ours, never user text)."""
        if self.embedded:
            return f"group_concat({expression}, '{separator}')"
        return f"string_agg({expression}, '{separator}')"

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _for_sqlite(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def moment(value: object) -> datetime | None:
    """A stored moment as an aware UTC datetime."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return None


def instant(value: object) -> datetime:
    """A stored moment of a column that is never empty."""
    found = moment(value)
    assert found is not None
    return found


_day_of = lru_cache(maxsize=4096)(date.fromisoformat)
"""A list of thousands names the same few hundred days."""


def day(value: object) -> date | None:
    """A stored day."""
    if isinstance(value, str):
        return _day_of(value)
    return value if isinstance(value, date) else None


def certain_day(value: object) -> date:
    """A stored day of a column that is never empty."""
    if isinstance(value, str):
        return _day_of(value)
    assert isinstance(value, date)
    return value


def number_list(rows: Sequence[Record]) -> list[int]:
    """The first column of every row."""
    return [row[0] for row in rows]
