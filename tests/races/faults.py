"""Faults to plant in a process of its own: each takes away one thing that the house rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, create_engine

from pilotboard.domain.changes import RowChange, Written
from pilotboard.store import postgres, sqlite
from pilotboard.store.location import Location
from pilotboard.store.writing import engine as engines
from pilotboard.store.writing.unit import Tx


def no_transaction() -> None:
    """Every statement commits by itself."""

    def make_engine(location: Location, *, new: bool = False) -> Engine:
        path = location.path
        if path is not None:
            return create_engine("sqlite://", creator=lambda: sqlite.connect(path))
        return create_engine("postgresql+psycopg://", creator=lambda: postgres.connect(location))

    engines.make_engine = make_engine


def no_operation_id() -> None:
    """The journal does not keep which operation it was."""
    finish: Any = Tx.finish

    def forgetful(self: Tx, written: Written) -> int:
        self.intent = replace(self.intent, operation_id=uuid4().hex)
        return int(finish(self, written))

    setattr(Tx, "finish", forgetful)  # noqa: B010


def no_journal_of_changes() -> None:
    """Some changes of a row are not written down."""
    log: Any = Tx._log
    seen = 0

    def forgetful(self: Tx, change: RowChange, *arguments: Any) -> None:
        nonlocal seen
        seen += change == RowChange.CHANGED
        if change != RowChange.CHANGED or seen % 5:
            log(self, change, *arguments)

    setattr(Tx, "_log", forgetful)  # noqa: B010 -- the signature is the original's, whatever it is


def no_writer_lock() -> None:
    """On PostgreSQL several may write at once."""
    setattr(engines, "_take_writer_lock", lambda _connection: None)  # noqa: B010


PLANTED = {
    "": lambda: None,
    "told before it is saved": lambda: None,
    "no transaction": no_transaction,
    "no operation id": no_operation_id,
    "no journal of changes": no_journal_of_changes,
    "no writer lock": no_writer_lock,
}
