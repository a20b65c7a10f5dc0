"""The write side's engine: one per store and process, each transaction begun as a writer.

A guard on the engine refuses every INSERT, UPDATE and DELETE that the unit of work did not announce, so that nothing
is written past the journal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from pilotboard.store import postgres, sqlite
from pilotboard.store.location import Location

ANNOUNCED = "announced"
WRITER_LOCK = 0x50494C42
_WRITES = re.compile(
    r"\s*(insert|update|delete|replace|truncate|merge|with\b.*\b(insert|update|delete)\b)", re.IGNORECASE | re.DOTALL
)


class UnannouncedWrite(RuntimeError):
    """A statement tried to change rows outside the verbs of the unit of work: a defect of ours."""


def make_engine(location: Location) -> Engine:
    """An engine whose transactions take the one writer's place at once.

    SQLite: BEGIN IMMEDIATE. PostgreSQL: a transaction lock, so that entries of the journal commit in the order of
    their ids and a reader who has seen one has seen all before it.
    """
    if location.path is not None:
        path = location.path
        engine = create_engine("sqlite://", creator=lambda: sqlite.connect(path))
        event.listen(engine, "begin", _begin_immediate)
    else:
        engine = create_engine("postgresql+psycopg://", creator=lambda: _transactional(location), pool_pre_ping=True)
        event.listen(engine, "begin", _take_writer_lock)
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
