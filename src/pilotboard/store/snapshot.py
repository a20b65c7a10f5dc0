"""Reading a whole store as of one moment, however long it takes, while others go on saving."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pilotboard.domain.errors import DamagedData
from pilotboard.store import postgres, sqlite
from pilotboard.store.faults import translated
from pilotboard.store.location import Location
from pilotboard.store.opening import open_reader
from pilotboard.store.reading.reader import Reader

if TYPE_CHECKING:
    import psycopg


@contextmanager
def as_of_now(location: Location) -> Iterator[Reader]:
    """A reader on the store as it is now; what is saved meanwhile is not seen, and nobody waits for us.

    SQLite: a copy that has no name and is gone afterwards, because a reader of the file itself would keep everybody
    from saving. PostgreSQL: one transaction. Raises what opening a store raises, DamagedData for a file that is not
    sound.
    """
    open_reader(location).close()
    with translated():
        reader = Reader(_copied(location) if location.path is not None else _transaction(location))
        try:
            yield reader
        finally:
            reader.close()


def _copied(location: Location) -> sqlite3.Connection:
    assert location.path is not None
    made = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    try:
        held = sqlite.connect(location.path, read_only=True)
        try:
            held.execute("BEGIN")
            held.backup(made)
        finally:
            held.close()
        found = made.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise DamagedData(f"SQLite finds the file damaged: {found}", kept="Your file is untouched.")
    except BaseException:
        made.close()
        raise
    return made


def _transaction(location: Location) -> psycopg.Connection:
    connection = postgres.connect(location, read_only=True)
    connection.execute("SET statement_timeout = 0")
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return connection
