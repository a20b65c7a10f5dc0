"""The writer of a store: it runs one unit of work after another, each whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from pilotboard.domain.changes import Outcome, Written
from pilotboard.store.faults import translated
from pilotboard.store.writing import summaries
from pilotboard.store.writing.constraints import explained
from pilotboard.store.writing.tables import Journal
from pilotboard.store.writing.unit import Intent, Tx

_TRIES = 3
_RETRY = {"40001", "40P01"}
_OPERATION: Any = Journal.__table__.c.operation_id  # type: ignore[attr-defined]


class Writer:
    """The write side of one store; one per process. On a connection it takes part in that one's transaction.

    Threads take turns: the store has one writer's place, and waiting for it in here is fair and costs nothing.
    """

    def __init__(self, engine: Engine | Connection) -> None:
        self._engine = engine
        self._turn = threading.Lock()

    def run(self, intent: Intent, work: Callable[[Tx], Written]) -> Outcome:
        """Do `work` in one transaction with one journal entry.

        An intent whose `operation_id` is in the journal already is not done again: its outcome is read back.
        Raises StoreLocked, StoreReadOnly, MaybeSaved and the like when the database refuses, and whatever `work`
        raises; nothing is written then.
        """
        for _ in range(_TRIES - 1):
            try:
                return self._once(intent, work)
            except DBAPIError as fault:
                if getattr(fault.orig, "sqlstate", None) not in _RETRY:
                    raise
        return self._once(intent, work)

    def _once(self, intent: Intent, work: Callable[[Tx], Written]) -> Outcome:
        session = Session(self._engine, autoflush=False, expire_on_commit=False)
        with self._turn, translated(intent.operation_id), session:
            done = session.scalars(select(Journal).where(intent.operation_id == _OPERATION)).first()
            if done is not None:
                return Outcome(done.stored_id, done.said, tuple(done.keys.split()), repeated=True)
            tx = Tx(session, intent)
            try:
                written = work(tx)
                entry = tx.finish(written)
                if tx.reverts is not None and entry:
                    tx.mark_undone(tx.reverts, entry)
                summaries.refresh(tx)
                with translated(intent.operation_id, committing=True):
                    tx.commit()
            except IntegrityError as fault:
                raise explained(fault) from None
            return Outcome(entry, written.said, written.keys)

    def close(self) -> None:
        """Close the connections."""
        if isinstance(self._engine, Engine):
            self._engine.dispose()
