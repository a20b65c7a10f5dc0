"""Filling an empty store with all the rows of another, as they are: same ids, same journal, same counters.

This is the making of a store, not a change of one, so it stands beside the unit of work and writes no entry: the
journal that comes with the rows is the store's history.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice
from typing import Any, cast

from sqlalchemy import Connection, delete
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, SQLModel

from pilotboard.domain.errors import InputError, Refusal
from pilotboard.domain.store_file import KEPT, StoreRow
from pilotboard.store.faults import translated
from pilotboard.store.location import Location
from pilotboard.store.reading.dump import TABLES, WORKED_OUT, is_empty
from pilotboard.store.reading.reader import Reader
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.store.writing.constraints import explained
from pilotboard.store.writing.create import create
from pilotboard.store.writing.engine import announced, make_engine
from pilotboard.store.writing.load_table import TableLoad
from pilotboard.store.writing.summaries import work_out
from pilotboard.store.writing.unit import Intent, Tx

_AT_ONCE = 1000


def load(location: Location, rows: Iterable[StoreRow], intent: Intent, *, new: bool) -> None:
    """Write all rows in one transaction: into a store made for them (`new`), else into the empty one that is there.

    What is kept of pilots is worked out anew; `intent` says for whom and when. Raises Refusal when there is something
    in it, InputError for rows that cannot stand in a store, whatever `rows` raises; the store is as it was then.
    """
    if new:
        create(location, fill=lambda connection: _fill(connection, rows, intent))
        return
    engine = make_engine(location)
    try:
        with translated(), engine.begin() as connection:
            _empty(connection)
            _fill(connection, rows, intent)
    finally:
        engine.dispose()


def _empty(connection: Connection) -> None:
    """Take out what making the store wrote; it comes again with the rows."""
    if not is_empty(_reader(connection)):
        raise Refusal("Somebody has begun to work in this store just now.", KEPT, "Give another place with --store.")
    with announced(connection):
        for name in (*WORKED_OUT, *reversed(TABLES)):
            connection.execute(delete(SQLModel.metadata.tables[name]))


def _fill(connection: Connection, rows: Iterable[StoreRow], intent: Intent) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    loads: dict[str, TableLoad] = {}
    with announced(connection):
        for name, of_table in groupby(rows, key=lambda row: row.table):
            while part := list(islice(of_table, _AT_ONCE)):
                if name not in loads:
                    loads[name] = _table(connection, name, part[0].line)
                _write(loads[name], part)
        for one in loads.values():
            one.finish()
        _count_on(connection)
    with Session(connection) as session:
        work_out(Tx(session, intent))
        session.flush()
    wrong = broken_rules(_reader(connection))
    if wrong:
        raise InputError(
            f"What the file holds does not agree with itself: it should be that {wrong[0].rule}.",
            KEPT,
            "Export the store anew; pilotboard doctor looks at the store it came from.",
        )


def _table(connection: Connection, name: str, line: int) -> TableLoad:
    if name not in TABLES:
        raise InputError(f'Line {line}: there is no table "{name[:40]}" in a store.', KEPT)
    return TableLoad(connection, SQLModel.metadata.tables[name])


def _write(table: TableLoad, rows: list[StoreRow]) -> None:
    try:
        table.add(rows)
    except (IntegrityError, DataError) as fault:
        why = explained(fault).message if isinstance(fault, IntegrityError) else "A value has no place in its column."
        raise InputError(f"Lines {rows[0].line} to {rows[-1].line} cannot be taken. {why}", KEPT) from None


def _count_on(connection: Connection) -> None:
    """New rows get ids behind every one that was ever given, also to rows that were removed since."""
    reader = _reader(connection)
    for name in TABLES:
        last = reader.value(
            f"SELECT max(given) FROM (SELECT max(id) AS given FROM {name}"
            " UNION ALL SELECT max(row_id) FROM journal_row WHERE table_name = :name) AS ids",
            name=name,
        )
        if last is None or not SQLModel.metadata.tables[name].dialect_options["sqlite"]["autoincrement"]:
            continue
        if reader.embedded:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
        else:
            connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (name, last))


def _reader(connection: Connection) -> Reader:
    return Reader(cast(Any, connection.connection.dbapi_connection))
