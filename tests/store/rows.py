"""Everything that a store holds, to compare two of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def rows_of(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of a SQLite file, by table, in the order of their ids; read as of one moment."""
    connection = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("BEGIN")
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for name in names}
    finally:
        connection.close()
