"""Connections to a SQLite store, set up the same way everywhere and read back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pilotboard.domain.errors import StoreUnavailable

APPLICATION_ID = 0x50494C42
"""Marks a file as ours ("PILB")."""
BUSY_MS = 5000

_ALWAYS = {"foreign_keys": 1, "busy_timeout": BUSY_MS, "synchronous": 2}


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file with our settings; the caller starts and ends transactions.

    `read_only` refuses writes by `query_only`, not by the open mode, so that a journal left by a crash can still be
    rolled back. Raises StoreUnavailable when a setting does not take.
    """
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
    )
    for name, value in _ALWAYS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        got = connection.execute(f"PRAGMA {name}").fetchone()
        if got is None or got[0] != value:
            connection.close()
            raise StoreUnavailable(
                f"SQLite did not accept the setting {name} = {value}.",
                hint="This Python carries an unusual SQLite; use the one from python.org or your system.",
            )
    if read_only:
        connection.execute("PRAGMA query_only = 1")
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
