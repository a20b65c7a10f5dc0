"""Connections to a SQLite store, set up the same way everywhere and read back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pilotboard.domain.errors import StoreUnavailable

APPLICATION_ID = 0x50494C42
"""Marks a file as ours ("PILB")."""
BUSY_MS = 5000

SETTINGS: dict[str, int] = {
    "foreign_keys": 1,
    "busy_timeout": BUSY_MS,
    "synchronous": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
}
"""What every connection is set to; each is read back. What is deleted is overwritten: a text taken out is gone."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file with our settings; the caller starts and ends transactions.

    `read_only` refuses writes by `query_only`, not by the open mode, so that a journal left by a crash can still be
    rolled back. A file in WAL mode is taken out of it when nobody else has it open. Raises StoreUnavailable when a
    setting does not take.
    """
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
    )
    try:
        for name, value in SETTINGS.items():
            _set(connection, name, value)
        if journal_mode(connection) != "delete":
            _leave_wal(connection)
        if read_only:
            _set(connection, "query_only", 1)
    except BaseException:
        connection.close()
        raise
    return connection


def journal_mode(connection: sqlite3.Connection) -> str:
    """How the file protects a save: `delete` is ours."""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def _set(connection: sqlite3.Connection, name: str, value: int) -> None:
    connection.execute(f"PRAGMA {name} = {value}")
    got = connection.execute(f"PRAGMA {name}").fetchone()
    if got is None or got[0] != value:
        raise StoreUnavailable(
            f"SQLite did not accept the setting {name} = {value}.",
            kept="The store was not touched.",
            hint="This Python carries an unusual SQLite; use the one from python.org or your system.",
        )


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Convert the file when we are alone with it; else it stays as it is, and `doctor` says so."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY}:
            raise
    _set(connection, "busy_timeout", BUSY_MS)
