"""After a text was taken out: what the database itself may still hold of it, and which backups do."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from pilotboard.store import postgres, sqlite
from pilotboard.store.backup import backups_of, folder_of
from pilotboard.store.location import Location


def wipe(location: Location) -> str:
    """Rewrite what the database keeps of changed rows; "" when it is done, else why not, as a sentence.

    SQLite: the whole file is written anew, so that pages no longer in use are gone. PostgreSQL: old versions of rows
    are cleared away (its write-ahead log and its own backups are the database administrator's).
    """
    return _rewrite(location.path) if location.path is not None else _vacuum(location)


def _rewrite(path: Path) -> str:
    connection = sqlite.connect(path)
    try:
        connection.execute("PRAGMA secure_delete = ON").fetchone()
        connection.execute("VACUUM")
    except sqlite3.OperationalError as fault:
        return f"The file could not be rewritten now ({fault}), and unused parts of it may still hold the text."
    finally:
        connection.close()
    return ""


def _vacuum(location: Location) -> str:
    import psycopg

    connection = postgres.connect(location)
    try:
        connection.execute("VACUUM")
    except psycopg.Error:
        return "The database did not clear old versions of rows away now; it does so by itself, usually within a day."
    finally:
        connection.close()
    return ""


def holding(location: Location, since: datetime, chosen: Path | None = None) -> list[Path]:
    """The backups made after that moment (aware), oldest first: they still hold what was there."""
    if location.path is None:
        return []
    found = backups_of(location.path, folder_of(location.path, chosen))
    return [backup.path for backup in reversed(found) if backup.at >= since.replace(microsecond=0)]
