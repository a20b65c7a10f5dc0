"""The verbs of the unit of work for many rows at once: a few statements, however many rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Connection, bindparam, select, text, update
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from pilotboard.domain.changes import RowChange
from pilotboard.domain.intake_report import Stopped
from pilotboard.store.reading.reader import Reader
from pilotboard.store.writing.columns import Row, VersionedRow
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.lines import AT_ONCE, Gone, Lines, Run, as_json, as_json_each, write_lines

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress

R = TypeVar("R", bound=Row)
CHUNK = 500
"""Rows that one statement names."""


class ManyRows:
    """Mixed into `Tx`."""

    session: Session
    reader: Reader
    steps: Steps
    _connection: Connection
    _rows: list[Lines]

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
        ids = range(first, first + count)
        self._fill(table, {"id": ids, **columns})
        self._rows.append(Run(table, first, ids[-1]))
        return list(ids)

    def _fill(self, table: type[Row], columns: Mapping[str, Sequence[object]]) -> None:
        known, quoted = columns_of(table), self._connection.dialect.identifier_preparer.quote
        filled = {name: values for name, values in columns.items() if not _all_empty(values)}
        for column in known:
            if column.name not in columns and column.default is not None and column.default.is_scalar:
                filled[column.name] = [column.default.arg] * len(columns["id"])
        cells = [self._bound(known[name].type, values) for name, values in filled.items()]
        into = f"{quoted(str(table.__tablename__))} ({', '.join(map(quoted, filled))})"
        with announced(self._connection):
            self._connection.exec_driver_sql(
                f"INSERT INTO {into} VALUES ({', '.join([self._mark] * len(filled))})", list(zip(*cells, strict=True))
            )

    @property
    def _mark(self) -> str:
        """What stands for a value in a statement of the driver."""
        return "?" if self.reader.embedded else "%s"

    def _bound(self, kind: TypeEngine[Any], values: Sequence[object]) -> Sequence[object]:
        """The values of a column as the driver takes them; equal ones are turned once."""
        dialect = self._connection.dialect
        turn = kind.dialect_impl(dialect).bind_processor(dialect)
        if turn is None:
            return values
        turned: dict[object, object] = {value: turn(value) for value in set(values)}
        return [turned[value] for value in values]

    def ids_among(self, table: type[Row], ids: Iterable[int]) -> set[int]:
        """Those of the ids that a row of the table has."""
        sql = f"SELECT id FROM {table.__tablename__} WHERE {self.reader.one_of('id', 'ids')}"
        return {row_id for (row_id,) in self.reader.rows(sql, ids=self.reader.many(ids))}

    def bulk_restore(self, table: type[R], columns: Mapping[str, Sequence[object]]) -> None:
        """Store rows that were removed again, given column by column, under the ids they had."""
        order = sorted(range(len(columns["id"])), key=cast("Sequence[int]", columns["id"]).__getitem__)
        for start in range(0, len(order), AT_ONCE):
            part = order[start : start + AT_ONCE]
            taken = {name: [values[place] for place in part] for name, values in columns.items()}
            self._fill(table, taken)
            self._rows += _runs(table, cast("Sequence[int]", taken["id"]))
            self.steps(len(part))

    def bulk_remove(self, table: type[R], ids: Iterable[int]) -> None:
        """Delete many rows; their whole content stays in the journal."""
        wanted = sorted(ids, reverse=True)
        known, quoted = columns_of(table), self._connection.dialect.identifier_preparer.quote
        among = f"{quoted(str(table.__tablename__))} WHERE {self.reader.one_of('id', 'ids')}"
        names = [column.name for column in known]
        self.session.expire_all()
        for start in range(0, len(wanted), AT_ONCE):
            part = self.reader.many(wanted[start : start + AT_ONCE])
            rows = self.reader.rows(f"SELECT {', '.join(map(quoted, names))} FROM {among}", ids=part)
            cells = zip(*rows, strict=True) if rows else ([] for _ in names)
            held = {name: self._read(known[name].type, values) for name, values in zip(names, cells, strict=True)}
            self._rows.append(Gone(table, cast("Sequence[int]", held["id"]), as_json_each(held)))
            with announced(self._connection):
                self._connection.execute(text(f"DELETE FROM {among}"), {"ids": part})
            self.steps(len(rows))

    def _read(self, kind: TypeEngine[Any], values: Sequence[object]) -> Sequence[object]:
        """The values of a column as the driver gives them, as they are here; equal ones are turned once."""
        dialect = self._connection.dialect
        turn = kind.dialect_impl(dialect).result_processor(dialect, None)
        if turn is None:
            return values
        turned: dict[object, object] = {value: turn(value) for value in set(values)}
        return [turned[value] for value in values]

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
                "before": None if before is None else as_json(before),
                "after": None if after is None else as_json(after),
            }
        )

    def _write_lines(self, entry_id: int) -> None:
        """Write the journal's lines of everything that was done, in that order."""
        write_lines(self._connection, entry_id, self._rows, self.steps, self._mark)


class Steps:
    """How far a long transaction is, counted in rows: each counts once when it is done and once when it is written."""

    def __init__(self, total: int = 0, progress: Progress | None = None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def __call__(self, rows: int) -> None:
        """So many rows more. Raises Stopped when `progress` answers no."""
        self._done += rows
        if self._progress is not None and not self._progress(min(self._done // 2, self._total), self._total):
            raise Stopped("It was stopped.")


def _runs(table: type[Row], ids: Sequence[int]) -> Iterator[Run]:
    """Ids in ascending order as stretches that follow each other."""
    first = last = ids[0]
    for row_id in ids[1:]:
        if row_id != last + 1:
            yield Run(table, first, last)
            first = row_id
        last = row_id
    yield Run(table, first, last)


def _all_empty(values: Sequence[object]) -> bool:
    return values[0] is None and all(value is None for value in values)


def _prefixed(values: Mapping[str, object]) -> dict[str, object]:
    return {f"new_{name}": value for name, value in values.items()}


def _table(table: type[Row]) -> Any:
    return table.__table__  # type: ignore[attr-defined]


def columns_of(table: type[Row]) -> Any:
    """The columns of a table, by name."""
    return table.__table__.c  # type: ignore[attr-defined]
