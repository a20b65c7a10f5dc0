"""One table's part of filling a store: rows of a file are looked at, turned into what the driver takes, and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Column, Connection, Date, Float, Integer, Table
from sqlalchemy.types import TypeEngine
from sqlmodel import UTCDateTime

from pilotboard.domain.errors import InputError
from pilotboard.domain.store_file import KEPT, StoreRow

_BEYOND = 2**63
Turn = Callable[[Any], object]


class _Cell(NamedTuple):
    """A column: its name, which values the file may hold in it, and what turns one into that of the driver."""

    name: str
    takes: tuple[type, ...]
    turn: Turn


class TableLoad:
    """Writes rows of one table. A row may point to one of the same table that comes later: see `finish`."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._name = table.name
        self._mark = "?" if connection.dialect.name == "sqlite" else "%s"
        self._cells = [_cell(connection, column) for column in table.columns]
        self._names = {cell.name for cell in self._cells}
        self._own = {
            key.parent.name for key in table.foreign_keys if key.column.table is table and key.parent.name != "id"
        }
        self._later: dict[str, list[tuple[object, object]]] = {}
        quoted = [connection.dialect.identifier_preparer.quote(cell.name) for cell in self._cells]
        values = ", ".join([self._mark] * len(quoted))
        self._insert = f"INSERT INTO {table.name} ({', '.join(quoted)}) VALUES ({values})"

    def add(self, rows: Sequence[StoreRow]) -> None:
        """Write rows. Raises InputError, with the line, for one that this table cannot have."""
        self._connection.exec_driver_sql(self._insert, [self._values(row) for row in rows])

    def finish(self) -> None:
        """Write what points to rows that had not come yet."""
        for name, pairs in self._later.items():
            change = f"UPDATE {self._name} SET {name} = {self._mark} WHERE id = {self._mark}"
            self._connection.exec_driver_sql(change, pairs)

    def _values(self, given: StoreRow) -> tuple[object, ...]:
        row = given.row
        if row.keys() != self._names:
            odd = min(row.keys() ^ self._names)
            raise _refused(given, odd, "is missing" if odd in self._names else "is no column of it")
        for name in self._own:
            if isinstance(row[name], int) and isinstance(row["id"], int) and row[name] > row["id"]:
                self._later.setdefault(name, []).append((row[name], row["id"]))
                row[name] = None
        return tuple(_turned(given, cell) for cell in self._cells)


def _turned(given: StoreRow, cell: _Cell) -> object:
    value = given.row[cell.name]
    if value is None:
        return None
    if type(value) not in cell.takes:
        raise _refused(given, cell.name, "is of another kind")
    try:
        return cell.turn(value)
    except ValueError:
        raise _refused(given, cell.name, "cannot be read") from None


def _refused(given: StoreRow, name: str, why: str) -> InputError:
    return InputError(f'Line {given.line}: "{name[:40]}" of a row of {given.table} {why}.', KEPT)


def _cell(connection: Connection, column: Column[Any]) -> _Cell:
    kind: TypeEngine[Any] = column.type
    name = str(column.name)
    if isinstance(kind, UTCDateTime):
        return _Cell(name, (str,), _bound(connection, kind, _moment))
    if isinstance(kind, Date):
        return _Cell(name, (str,), _bound(connection, kind, date.fromisoformat))
    if isinstance(kind, Boolean):
        return _Cell(name, (bool,), bool)
    if isinstance(kind, Float):
        return _Cell(name, (float, int), float)
    if isinstance(kind, Integer):
        return _Cell(name, (int,), _whole)
    return _Cell(name, (str,), _text)


def _bound(connection: Connection, kind: TypeEngine[Any], read: Turn) -> Turn:
    dialect = connection.dialect
    bind = kind.dialect_impl(dialect).bind_processor(dialect)
    return read if bind is None else lambda value: bind(read(value))


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found.astimezone(UTC)


def _whole(value: int) -> int:
    if not -_BEYOND <= value < _BEYOND:
        raise ValueError(value)
    return value


def _text(value: str) -> str:
    if "\0" in value:
        raise ValueError("NUL")
    value.encode("utf-8")  # half a surrogate pair is no text: UnicodeEncodeError is a ValueError
    return value
