"""Opening a store: is it there, is it a file in a safe place, is it ours, whole, and of our schema?

Nothing here writes, with two exceptions that SQLite itself makes safe: a save that was interrupted is rolled back, and
a file in WAL mode is taken out of it when nobody else has it open.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from pilotboard.domain.errors import DamagedData, StoreReadOnly, StoreUnavailable
from pilotboard.store import postgres, sqlite
from pilotboard.store.faults import translated
from pilotboard.store.location import Location
from pilotboard.store.place import refuse_unsafe_place
from pilotboard.store.reading.reader import Reader
from pilotboard.store.schema import REVISION, SCHEMA

UNTOUCHED = "It was not touched."
_HEAD, _MARK = 100, slice(68, 72)
"""A SQLite file begins with a head of 100 bytes; the application's mark stands in it."""


def open_reader(location: Location) -> Reader:
    """A reading connection to a store that is there, ours, whole and of our schema.

    Raises StoreUnavailable, StoreLocked, StoreReadOnly or DamagedData with what to do; the store is not changed.
    """
    with translated():
        if location.path is None:
            return _open_database(location)
        refuse_no_file(location.path)
        refuse_unsafe_place(location.path)
        return _open_file(location.path)


def is_there(location: Location) -> bool:
    """Whether something is at the place already: a file of any kind, or a store in the database."""
    if location.path is not None:
        return os.path.lexists(location.path)
    with translated():
        reader = Reader(postgres.connect(location, read_only=True))
        try:
            return revision_of(reader) is not None
        finally:
            reader.close()


def refuse_no_file(path: Path) -> None:
    """Raise StoreUnavailable unless an ordinary file with something in it is at `path`."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise StoreUnavailable(
            f"There is no store at {path}.", hint="Make one with: pilotboard init, or look around with: pilotboard demo"
        ) from None
    except OSError as fault:
        raise StoreUnavailable(
            f"{path} cannot be reached ({fault.strerror}).", kept=UNTOUCHED, hint="Check the path and its rights."
        ) from None
    another = "Choose another file with --store, or make a store with: pilotboard init"
    if stat.S_ISDIR(found.st_mode):
        raise StoreUnavailable(f"{path} is a folder, not a store.", kept=UNTOUCHED, hint=f"{another} --store FILE")
    if not stat.S_ISREG(found.st_mode):
        raise StoreUnavailable(f"{path} is not an ordinary file.", kept=UNTOUCHED, hint=f"{another} --store FILE")
    if found.st_size == 0:
        raise StoreUnavailable(
            f"{path} is empty (0 bytes), not a store.",
            kept=UNTOUCHED,
            hint="pilotboard doctor looks for backups of it; if there never was a store, remove the file.",
        )


def _open_file(path: Path) -> Reader:
    if not os.access(path, os.R_OK):
        raise StoreUnavailable(
            f"You may not read {path}.", kept=UNTOUCHED, hint="Ask its owner, or choose another store with --store."
        )
    try:
        connection = sqlite.connect(path, read_only=True)
    except sqlite3.OperationalError as fault:
        raise _unfinished(path, fault) or fault from None
    except sqlite3.DatabaseError:
        refuse_foreign(path)
        raise
    try:
        refuse_other(path, *marks(connection))
    except BaseException:
        connection.close()
        raise
    return Reader(connection)


def refuse_foreign(path: Path) -> None:
    """Raise StoreUnavailable when a file that SQLite cannot read does not carry our mark either."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head[_MARK].hex() != f"{sqlite.APPLICATION_ID:08x}":
        raise StoreUnavailable(
            f"{path} is not a pilotboard store.",
            kept=UNTOUCHED,
            hint="Choose another file with --store. If it was a store once, pilotboard doctor looks for its backups.",
        )


def marks(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is (application_id) and which schema it has (user_version)."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return application, schema


def refuse_other(path: Path, application: int, schema: int) -> None:
    """Raise unless the marks are ours and of this schema."""
    if application != sqlite.APPLICATION_ID:
        raise StoreUnavailable(
            f"{path} is not a pilotboard store; it belongs to another application.",
            kept=UNTOUCHED,
            hint="Choose another file with --store.",
        )
    if schema < 1:
        raise DamagedData(
            f"{path} has lost the mark of its schema.", kept="Your file is untouched.", hint="Run: pilotboard doctor"
        )
    if schema != SCHEMA:
        raise other_schema(str(path), schema)


def other_schema(place: str, schema: int) -> StoreUnavailable:
    """The refusal of a store of an older or newer schema."""
    if schema > SCHEMA:
        return StoreUnavailable(
            f"The store at {place} was made by a newer pilotboard (schema {schema}; this one knows {SCHEMA}).",
            kept=UNTOUCHED,
            hint="Install the newer pilotboard on this machine too.",
        )
    return StoreUnavailable(
        f"The store at {place} is of an older schema ({schema}; this pilotboard uses {SCHEMA}).",
        kept=UNTOUCHED,
        hint="Run: pilotboard upgrade (it makes a backup first).",
    )


def _unfinished(path: Path, fault: sqlite3.OperationalError) -> StoreReadOnly | None:
    """An interrupted save lies beside a file that may not be written."""
    journal = path.with_name(path.name + "-journal")
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN} and not may_write:
        wal = path.with_name(path.name + "-wal").exists()
        if journal.exists() or wal:
            return StoreReadOnly(
                f"The last save in {path} was interrupted and must be taken back, but you may not write there.",
                kept=UNTOUCHED,
                hint="Let somebody who may write there open it once.",
            )
        return StoreReadOnly(
            f"{path} is in a mode (WAL) that cannot be opened without writing, and you may not write there.",
            kept=UNTOUCHED,
            hint="Let somebody who may write there open it once.",
        )
    return None


def _open_database(location: Location) -> Reader:
    reader = Reader(postgres.connect(location, read_only=True))
    try:
        refuse_revision(location, revision_of(reader))
    except BaseException:
        reader.close()
        raise
    return reader


def revision_of(reader: Reader) -> str | None:
    """The revision of a PostgreSQL store; None when the database holds no store of ours."""
    ours = reader.value(
        "SELECT bool_and(to_regclass(name) IS NOT NULL)"
        " FROM unnest(ARRAY['alembic_version', 'organisation', 'backlog_item', 'journal_row']) AS name"
    )
    return str(reader.value("SELECT max(version_num) FROM alembic_version")) if ours else None


def refuse_revision(location: Location, revision: str | None) -> None:
    """Raise StoreUnavailable unless the database's revision is ours."""
    if revision is None:
        raise no_store(location)
    if revision != REVISION:
        raise other_schema(location.shown, int(revision) if revision.isdigit() else SCHEMA + 1)


def no_store(location: Location) -> StoreUnavailable:
    """The refusal of a database that holds no store of ours."""
    return StoreUnavailable(
        f"There is no store in the database at {location.shown}.",
        kept=UNTOUCHED,
        hint="Make one with: pilotboard init --store URL",
    )


def why_read_only(location: Location, reader: Reader) -> str:
    """Why nothing can be saved in the open store, "" when it can."""
    if location.path is not None:
        return file_read_only(location.path)
    standby, allowed = reader.rows("SELECT pg_is_in_recovery(), has_table_privilege('journal', 'INSERT')")[0]
    if standby:
        return "this database server is a copy that follows another one"
    return "" if allowed else "your database role may only read"


def file_read_only(path: Path) -> str:
    """Why the file at `path` cannot be saved, "" when it can."""
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
        return "it lies on a drive that can only be read"
    if not os.access(path, os.W_OK):
        return "you may read the file but not write it"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"you may not write in its folder, {path.parent}"
    return ""


def refuse_read_only(reason: str) -> None:
    """Raise StoreReadOnly with that reason; nothing happens when it is empty."""
    if reason:
        raise StoreReadOnly(
            f"The store can be read but not saved: {reason}.",
            kept="Nothing was saved; what you typed is still here.",
            hint="Ask whoever looks after it for the right to write, or restore a backup to a place of your own.",
        )
