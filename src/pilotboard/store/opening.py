"""Opening a store: is it there, is it ours, is it of our version?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pilotboard.domain.errors import DamagedData, StoreUnavailable
from pilotboard.store import postgres, sqlite
from pilotboard.store.faults import translated
from pilotboard.store.location import Location
from pilotboard.store.reading.reader import Reader
from pilotboard.store.schema import REVISION, SCHEMA


def open_reader(location: Location) -> Reader:
    """A reading connection to a store that is there, ours, whole and of our schema.

    Raises StoreUnavailable or DamagedData with what to do; the store is not changed.
    """
    with translated():
        if location.path is not None:
            return _open_file(location.path)
        reader = Reader(postgres.connect(location, read_only=True))
        found = reader.value("SELECT to_regclass('alembic_version') IS NOT NULL")
        revision = reader.value("SELECT version_num FROM alembic_version") if found else None
        if revision != REVISION:
            reader.close()
            raise _other_version(location.shown, "no schema" if revision is None else f"schema {revision}")
        return reader


def _open_file(path: Path) -> Reader:
    if not path.exists():
        raise StoreUnavailable(
            f"There is no store at {path}.", hint="Make one with: pilotboard init, or look around with: pilotboard demo"
        )
    connection = sqlite.connect(path, read_only=True)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise DamagedData(
            f"{path} is damaged or not a store.", kept="Your file is untouched.", hint="Run: pilotboard doctor"
        ) from None
    if application != sqlite.APPLICATION_ID:
        connection.close()
        raise StoreUnavailable(
            f"{path} is not a pilotboard store.",
            kept="Your file is untouched.",
            hint="Choose another file with --store.",
        )
    if schema != SCHEMA:
        connection.close()
        raise _other_version(str(path), f"schema {schema}")
    return Reader(connection)


def _other_version(place: str, found: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"The store at {place} is of another version ({found}; this program reads schema {SCHEMA}).",
        kept="It was not touched.",
        hint="Run: pilotboard upgrade (an older store), or install the newer pilotboard (a newer one).",
    )
