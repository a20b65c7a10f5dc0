"""The verbs of the unit of work for many rows at once: a few statements, however many rows there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Connection, Insert, bindparam, delete, insert, literal, select, update
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from pilotboard.domain.changes import RowChange
from pilotboard.store.reading.reader import Reader
from pilotboard.store.writing.columns import Row, VersionedRow
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.tables import JournalRow

R = TypeVar("R", bound=Row)
CHUNK = 500
"""Rows that one statement names."""


class Run(NamedTuple):
    """New rows with ids that follow each other: one statement writes their lines of the journal."""

    table: type[Row]
    first: int
    last: int


class ManyRows:
    """Mixed into `Tx`."""

    session: Session
    reader: Reader
    _connection: Connection
    _rows: list[dict[str, object] | Run]

    def bulk_insert(self, table: type[R], rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Store many new rows at once; returns their ids in the same order. Every row names the same columns."""
        if not rows:
            return []
        return self.bulk_fill(table, {name: [row[name] for row in rows] for name in rows[0]})

    def bulk_fill(self, table: type[R], columns: Mapping[str, Sequence[object]]) -> list[int]:
        """Store many new rows at once, given column by column; returns their ids in the same order.

        Ids are taken from the table's counter beforehand, so that neither rows nor journal have to be read back.
        """
        count = len(next(iter(columns.values())))
        if not count:
            return []
        first = self._take_ids(table, count)
        known, quoted = columns_of(table), self._connection.dialect.identifier_preparer.quote
        filled = {name: values for name, values in columns.items() if not _all_empty(values)}
        for column in known:
            if column.name not in columns and column.default is not None and column.default.is_scalar:
                filled[column.name] = [column.default.arg] * count
        cells = [self._bound(known[name].type, values) for name, values in filled.items()]
        mark = "?" if self.reader.embedded else "%s"
        into = f"{quoted(str(table.__tablename__))} ({', '.join(map(quoted, ['id', *filled]))})"
        values = ", ".join([mark] * (len(filled) + 1))
        with announced(self._connection):
            self._connection.exec_driver_sql(
                f"INSERT INTO {into} VALUES ({values})", list(zip(range(first, first + count), *cells, strict=True))
            )
        self._rows.append(Run(table, first, first + count - 1))
        return list(range(first, first + count))

    def _bound(self, kind: TypeEngine[Any], values: Sequence[object]) -> Sequence[object]:
        """The values of a column as the driver takes them; equal ones are turned once."""
        dialect = self._connection.dialect
        turn = kind.dialect_impl(dialect).bind_processor(dialect)
        if turn is None:
            return values
        turned: dict[object, object] = {value: turn(value) for value in set(values)}
        return [turned[value] for value in values]

    def ids_among(self, table: type[Row], ids: Sequence[int]) -> set[int]:
        """Those of the ids that a row of the table has."""
        column = columns_of(table)["id"]
        found: set[int] = set()
        for start in range(0, len(ids), CHUNK):
            found.update(self.session.scalars(select(column).where(column.in_(ids[start : start + CHUNK]))))
        return found

    def bulk_restore(self, table: type[R], rows: Sequence[Mapping[str, object]]) -> None:
        """Store rows that were removed again, under the ids they had."""
        if rows:
            with announced(self._connection):
                self._connection.execute(insert(_table(table)), [dict(row) for row in rows])
            for row in rows:
                self._log(RowChange.ADDED, table, cast(int, row["id"]))

    def bulk_remove(self, table: type[R], ids: Iterable[int]) -> None:
        """Delete many rows; their whole content stays in the journal."""
        columns = columns_of(table)
        wanted = list(ids)
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            for found in self.session.execute(select(_table(table)).where(columns["id"].in_(part))).mappings():
                self._log(RowChange.REMOVED, table, found["id"], dict(found))
            with announced(self._connection):
                self._connection.execute(delete(_table(table)).where(columns["id"].in_(part)))
        self.session.expire_all()

    def bulk_change(self, table: type[R], ids: Iterable[int], **values: object) -> int:
        """Set the same values in many rows; returns how many differed."""
        columns = columns_of(table)
        shown = [columns["id"], *(columns[name] for name in values)]
        raised = {"version": columns["version"] + 1} if issubclass(table, VersionedRow) else {}
        wanted = list(ids)
        changed = 0
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            differing = []
            for found in self.session.execute(select(*shown).where(columns["id"].in_(part))):
                before = {name: old for name, old in zip(values, found[1:], strict=True) if old != values[name]}
                if before:
                    differing.append(found[0])
                    self._log(RowChange.CHANGED, table, found[0], before, {name: values[name] for name in before})
            if differing:
                with announced(self._connection):
                    self.session.execute(
                        update(table).where(columns["id"].in_(differing)).values(**values, **raised),
                        execution_options={"synchronize_session": False},
                    )
                self.session.expire_all()
            changed += len(differing)
        return changed

    def bulk_set(self, table: type[R], changes: Mapping[int, Mapping[str, object]]) -> int:
        """Set values of their own in many rows, by id; returns how many rows differed."""
        columns = columns_of(table)
        names = sorted({name for values in changes.values() for name in values})
        shown = [columns["id"], *(columns[name] for name in names)]
        wanted = list(changes)
        groups: dict[tuple[str, ...], list[dict[str, object]]] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            for row_id, *values in self.session.execute(select(*shown).where(columns["id"].in_(part))):
                held = dict(zip(names, values, strict=True))
                after = {name: value for name, value in changes[row_id].items() if held[name] != value}
                if after:
                    self._log(RowChange.CHANGED, table, row_id, {name: held[name] for name in after}, after)
                    groups.setdefault(tuple(after), []).append({"changed_id": row_id, **_prefixed(after)})
        for group, rows in groups.items():
            raised = {"version": columns["version"] + 1} if issubclass(table, VersionedRow) else {}
            given = {name: bindparam(f"new_{name}", type_=columns[name].type) for name in group}
            change = update(_table(table)).where(columns["id"] == bindparam("changed_id")).values(**given, **raised)
            with announced(self._connection):
                self._connection.execute(change, rows)
        self.session.expire_all()
        return sum(map(len, groups.values()))

    def _take_ids(self, table: type[Row], count: int) -> int:
        """Take so many ids of a table; returns the first. Only one writer is at work, so they follow each other."""
        name = str(table.__tablename__)
        if self.reader.embedded:
            last = self.reader.value("SELECT seq FROM sqlite_sequence WHERE name = :name", name=name)
            return int(last or 0) + 1
        return (
            int(
                self.reader.value(
                    """
                SELECT setval(pg_get_serial_sequence(:name, 'id'),
                              nextval(pg_get_serial_sequence(:name, 'id')) + CAST(:count AS bigint) - 1)
                """,
                    name=name,
                    count=count,
                )
            )
            - count
            + 1
        )

    def _log(
        self,
        change: RowChange,
        table: type[Row],
        row_id: int,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        self._rows.append(
            {
                "change": change,
                "table_name": table.__tablename__,
                "row_id": row_id,
                "before": None if before is None else json.dumps(before, default=_plain, ensure_ascii=False),
                "after": None if after is None else json.dumps(after, default=_plain, ensure_ascii=False),
            }
        )

    def _write_lines(self, entry_id: int) -> None:
        """Write the journal's lines of everything that was done, in that order."""
        with announced(self._connection):
            for several, lines in groupby(self._rows, key=lambda line: isinstance(line, Run)):
                if several:
                    for run in cast("Iterator[Run]", lines):
                        self._connection.execute(_lines_of(entry_id, run))
                else:
                    rows = [{"entry_id": entry_id, **cast("dict[str, object]", line)} for line in lines]
                    self._connection.execute(insert(_table(JournalRow)), rows)


def _lines_of(entry_id: int, run: Run) -> Insert:
    """The statement that writes a line of the journal for each row of a run."""
    rows = columns_of(run.table)
    change = literal(RowChange.ADDED, type_=columns_of(JournalRow)["change"].type)
    found = (
        select(literal(entry_id), change, literal(str(run.table.__tablename__)), rows["id"])
        .where(rows["id"].between(run.first, run.last))
        .order_by(rows["id"])
    )
    return insert(_table(JournalRow)).from_select(["entry_id", "change", "table_name", "row_id"], found)


def _all_empty(values: Sequence[object]) -> bool:
    return values[0] is None and all(value is None for value in values)


def _prefixed(values: Mapping[str, object]) -> dict[str, object]:
    return {f"new_{name}": value for name, value in values.items()}


def _table(table: type[Row]) -> Any:
    return table.__table__  # type: ignore[attr-defined]


def columns_of(table: type[Row]) -> Any:
    """The columns of a table, by name."""
    return table.__table__.c  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no journal form")
