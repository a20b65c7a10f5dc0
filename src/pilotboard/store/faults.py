"""What the databases say when something is wrong, in our words."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pilotboard.domain.errors import (
    DamagedData,
    EnvironmentFault,
    MaybeSaved,
    PilotboardError,
    StoreLocked,
    StoreReadOnly,
    StoreUnavailable,
)

UNREADABLE = (
    *(ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, MemoryError),
    sqlite3.Error,
)
"""What reading falls over when a file holds something else than was saved."""
NOTHING_SAVED = "Nothing was saved; what you typed is still here."
_TOO_LONG = ("Somebody else has been saving for more than five seconds.", NOTHING_SAVED, "Try again in a moment.")
_READ_ONLY = (
    "The store can be read but not saved.",
    NOTHING_SAVED,
    "Check the rights of the file and of its folder.",
)
_DAMAGED = ("The store's file is damaged.", "Your file is untouched.", "Run: pilotboard doctor")
_SPOILT = ("Could not decode", "unsupported file format", "unsupported encoding")
"""What SQLite and Python say of content that nobody can have saved, without an error code for it."""
_NO_SPACE = "Free some space, then save again."


@contextmanager
def translated(operation_id: str | None = None, *, committing: bool = False) -> Iterator[None]:
    """Turn a database's error into one of ours; anything else passes through.

    `committing` tells that the commit was under way, so a lost connection may have saved.
    """
    try:
        yield
    except _database_errors() as fault:
        original = getattr(fault, "orig", None) or fault
        if isinstance(original, sqlite3.Error):
            known = _sqlite(original)
        else:
            known = _postgres(original, operation_id, committing)
        raise known or fault from None


def _database_errors() -> tuple[type[BaseException], ...]:
    """The errors of the drivers and of the write side, as far as these are loaded."""
    known: list[type[BaseException]] = [sqlite3.Error]
    for module, name in (("psycopg", "Error"), ("sqlalchemy.exc", "DBAPIError")):
        loaded = sys.modules.get(module)
        if loaded is not None:
            known.append(getattr(loaded, name))
    return tuple(known)


def _sqlite(fault: sqlite3.Error) -> PilotboardError | None:
    name = getattr(fault, "sqlite_errorname", "") or ""
    text = str(fault)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreLocked(*_TOO_LONG)
    if name.startswith("SQLITE_READONLY"):
        return StoreReadOnly(*_READ_ONLY)
    if name.startswith("SQLITE_FULL"):
        return EnvironmentFault("The disk is full.", NOTHING_SAVED, _NO_SPACE)
    if name.startswith(("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_DIR_FSYNC")):
        return EnvironmentFault(
            "The disk did not take the save.", NOTHING_SAVED, f"It may be full, or at your limit. {_NO_SPACE}"
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")) or any(words in text for words in _SPOILT):
        return DamagedData(*_DAMAGED)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_NOLFS")):
        return StoreUnavailable(
            "The store's file cannot be opened just now.",
            NOTHING_SAVED,
            "Check that the file and its folder are there, that you may write to them, and that not too many files"
            " are open.",
        )
    if name.startswith("SQLITE_IOERR"):
        return StoreUnavailable(
            "The disk does not answer as it should.", NOTHING_SAVED, "Check the disk, then run: pilotboard doctor"
        )
    return None


def _postgres(fault: BaseException, operation_id: str | None, committing: bool) -> PilotboardError | None:
    state = getattr(fault, "sqlstate", None) or ""
    if state == "55P03":
        return StoreLocked(*_TOO_LONG)
    if state == "57014":
        return StoreLocked("The database took too long to answer.", NOTHING_SAVED, "Try again in a moment.")
    if state == "25006":
        return StoreReadOnly("This database takes no changes just now.", NOTHING_SAVED, "Try again later.")
    if state == "42501":
        return StoreReadOnly(
            "Your database role may not do this.", NOTHING_SAVED, "Ask whoever looks after the database."
        )
    if state.startswith("53"):
        return EnvironmentFault(
            "The database server is out of room.", NOTHING_SAVED, "Ask whoever looks after the database."
        )
    if state.startswith("XX"):
        return DamagedData(
            "The database reports damaged data.", NOTHING_SAVED, "Tell whoever looks after the database."
        )
    if _connection_lost(fault, state):
        if committing:
            return MaybeSaved(
                kept="What you typed is still here.",
                hint="Save again: it is not saved twice.",
                operation_id=operation_id,
            )
        return StoreUnavailable(
            "The connection to the database was lost.", NOTHING_SAVED, "Try again when the server answers."
        )
    return None


def _connection_lost(fault: BaseException, state: str) -> bool:
    """Class 08 and 57P: the server says so. Without a state the driver found the line dead."""
    if state:
        return state.startswith(("08", "57P"))
    return type(fault).__name__ in {"OperationalError", "InterfaceError"}
