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

NOTHING_SAVED = "Nothing was saved; what you typed is still here."


@contextmanager
def translated(operation_id: str | None = None, *, committing: bool = False) -> Iterator[None]:
    """Turn a database's error into one of ours; anything else passes through.

    `committing` tells that the commit was under way, so a lost connection may have saved.
    """
    try:
        yield
    except sqlite3.Error as fault:
        raise _sqlite(fault) or fault from None
    except PilotboardError:
        raise
    except Exception as fault:
        psycopg = sys.modules.get("psycopg")
        original = getattr(fault, "orig", fault)
        if isinstance(original, sqlite3.Error):
            raise _sqlite(original) or fault from None
        if psycopg is not None and isinstance(original, psycopg.Error):
            raise _postgres(original, operation_id, committing) or fault from None
        raise


def _sqlite(fault: sqlite3.Error) -> PilotboardError | None:
    name = getattr(fault, "sqlite_errorname", "") or ""
    text = str(fault)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreLocked(
            "Somebody else has been saving for more than five seconds.",
            kept=NOTHING_SAVED,
            hint="Try again in a moment.",
        )
    if name.startswith("SQLITE_READONLY") or "readonly" in text:
        return StoreReadOnly(
            "The store can be read but not written.",
            kept=NOTHING_SAVED,
            hint="Check the rights of the file and of its folder.",
        )
    if name.startswith("SQLITE_FULL"):
        return EnvironmentFault("The disk is full.", kept=NOTHING_SAVED, hint="Free some space, then save again.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedData(
            "The store's file is damaged.",
            kept="Your file is untouched.",
            hint="Run: pilotboard doctor. It names the newest good backup.",
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_NOLFS")):
        return StoreUnavailable(
            f"The store's file cannot be used ({text}).",
            kept=NOTHING_SAVED,
            hint="Check that the file and its folder are there and that you may write to them.",
        )
    return None


def _postgres(fault: Exception, operation_id: str | None, committing: bool) -> PilotboardError | None:
    state = getattr(fault, "sqlstate", None) or ""
    if state in {"55P03", "57014"}:
        return StoreLocked(
            "Somebody else has been saving for more than five seconds.", kept=NOTHING_SAVED, hint="Try again."
        )
    if state == "25006":
        return StoreReadOnly("This database takes no changes just now.", kept=NOTHING_SAVED)
    if state == "42501":
        return StoreReadOnly(
            "Your database role may not write this.", kept=NOTHING_SAVED, hint="Ask whoever looks after the database."
        )
    if state.startswith("53"):
        return EnvironmentFault("The database server is out of room.", kept=NOTHING_SAVED)
    if not state or state.startswith(("08", "57P")):
        if committing:
            return MaybeSaved(kept="What you typed is still here.", operation_id=operation_id)
        return StoreUnavailable(
            "The connection to the database was lost.", kept=NOTHING_SAVED, hint="Try again when the server answers."
        )
    return None
