"""The write side's engine: one per store and process, each transaction begun as a writer.

A guard on the engine refuses every INSERT, UPDATE and DELETE that the unit of work did not announce, so that nothing
is written past the journal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from pilotboard.store import postgres, sqlite
from pilotboard.store.location import Location
from pilotboard.store.opening import other_schema, refuse_revision
from pilotboard.store.schema import SCHEMA

ANNOUNCED = "announced"
WRITER_LOCK = 0x50494C42
_WRITES = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(insert|update|delete|replace|truncate|merge|with\b.*\b(insert|update|delete)\b)",
    re.IGNORECASE | re.DOTALL,
)


class UnannouncedWrite(RuntimeError):
    """A statement tried to change rows outside the verbs of the unit of work: a defect of ours."""


def make_engine(location: Location, *, new: bool = False) -> Engine:
    """An engine whose transactions take the one writer's place at once.

    SQLite: BEGIN IMMEDIATE. PostgreSQL: a transaction lock, so that entries of the journal commit in the order of
    their ids and a reader who has seen one has seen all before it. Each transaction of a store that is not `new` looks
    whether somebody has upgraded it meanwhile, and raises StoreUnavailable then: our words would no longer fit.
    """
    if location.path is not None:
        path = location.path
        engine = create_engine("sqlite://", creator=lambda: sqlite.connect(path))
        event.listen(engine, "begin", _begin_immediate)
    else:
        engine = create_engine("postgresql+psycopg://", creator=lambda: _transactional(location), pool_pre_ping=True)
        event.listen(engine, "begin", _take_writer_lock)
    if not new:
        event.listen(engine, "begin", partial(_refuse_upgraded, location))
    event.listen(engine, "before_cursor_execute", _refuse_unannounced)
    return engine


def _transactional(location: Location) -> Any:
    connection = postgres.connect(location)
    connection.autocommit = False
    return connection


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_writer_lock(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


def _refuse_upgraded(location: Location, connection: Connection) -> None:
    if location.path is not None:
        schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if schema != SCHEMA:
            raise other_schema(location.shown, schema)
    else:
        refuse_revision(location, connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar())


def _refuse_unannounced(connection: Connection, _cursor: object, statement: str, *_unused: object) -> None:
    if _WRITES.match(statement) and not connection.info.get(ANNOUNCED):
        raise UnannouncedWrite(statement.split("\n", 1)[0][:200])


@contextmanager
def announced(connection: Connection) -> Iterator[None]:
    """Writes inside are the unit's own."""
    connection.info[ANNOUNCED] = True
    try:
        yield
    finally:
        connection.info[ANNOUNCED] = False
