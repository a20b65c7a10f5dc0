"""A store in which every text of every table is hostile: what people, a script or a broken tool may have left in it.

The columns are found in the tables themselves, so a new noun is in it as soon as the sample programme has one. Only
what is no text for people (keys, words of ours, documents) is named here.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from sqlalchemy import Column
from sqlmodel import AutoString

from pilotboard.demo.loader import make_sample
from pilotboard.store.location import locate
from pilotboard.store.writing import tables
from tests.domain.nasty import NASTY

DAY = date(2026, 11, 20)
TEXTS = [text for text in NASTY if "\0" not in text and "\ud800" not in text]
NO_TEXT_FOR_PEOPLE = {
    *("folded", "rank", "handle", "operation_id", "table_name", "keys", "batch", "digest", "row_hash", "external_id"),
    *("before", "after", "content", "counts", "snapshot", "gates", "weekdays", "time_zone", "format", "prompt", "term"),
    *("action", "actor", "preset", "target", "source", "container"),
}
LEFT_ALONE = {"counter", "journal_row", "import_map", "pilot_summary"}


def texts_of(table: str) -> list[Column[str]]:
    """The columns of a table that hold what somebody wrote."""
    return [
        column
        for column in tables.Pilot.metadata.tables[table].columns
        if isinstance(column.type, AutoString) and column.name not in NO_TEXT_FOR_PEOPLE and not column.foreign_keys
    ]


def make_hostile(path: Path) -> dict[str, set[str]]:
    """Make it; answers which columns of each table hold hostile texts now."""
    make_sample(locate(path), DAY)
    connection = sqlite3.connect(path, isolation_level=None)
    filled: dict[str, set[str]] = {}
    connection.execute("BEGIN")
    for table in tables.Pilot.metadata.tables:
        ids = [row[0] for row in connection.execute(f"SELECT id FROM {table}")] if table not in LEFT_ALONE else []
        for place, column in enumerate(texts_of(table)):
            most = getattr(column.type, "length", None) or 300
            change = f'UPDATE OR IGNORE {table} SET "{column.name}" = ? WHERE id = ?'
            for row_id in ids:
                text = f"{row_id} {TEXTS[(row_id + place) % len(TEXTS)]} {TEXTS[(row_id * 7 + place) % len(TEXTS)]}"
                if connection.execute(change, (text[:most], row_id)).rowcount:
                    filled.setdefault(table, set()).add(column.name)
    connection.execute("COMMIT")
    connection.close()
    return filled
