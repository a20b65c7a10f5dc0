"""Writes to decisions: recorded with the evidence they had, and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.domain.errors import NotFound
from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import Decision
from pilotboard.store.writing.undo_refusals import refused
from pilotboard.store.writing.unit import Tx


def decision(tx: Tx, decision_id: int) -> Decision:
    """The decision with that id. Raises NotFound when it has been taken back meanwhile."""
    found = tx.get(Decision, decision_id)
    if found is None:
        raise NotFound("This decision has been taken back meanwhile.", kept="Nothing was changed.")
    return found


def record(tx: Tx, pilot_id: int, values: Mapping[str, Any]) -> Decision:
    """Keep a decision; `values` are columns, the snapshot of the evidence and its digest among them."""
    return tx.add(
        Decision(
            number=tx.next_number("decision"),
            pilot_id=pilot_id,
            made_at=tx.now,
            made_by=tx.intent.actor,
            folded=search_text(values["reason"], values.get("conditions", "")),
            **values,
        )
    )


def withdraw(tx: Tx, row: Decision) -> bool:
    """Mark a decision as withdrawn; it stays readable. False when it is already."""
    return row.withdrawn_at is None and tx.change(row, withdrawn_at=tx.now)


def standing_on(tx: Tx, row: Decision) -> list[Decision]:
    """The decisions about the same pilot that were recorded after this one and stand."""
    standing = tx.by(Decision, pilot_id=row.pilot_id, withdrawn_at=None)
    return [one for one in standing if one.stored_id > row.stored_id]


def take_back(tx: Tx, row: Decision) -> None:
    """Undo a decision: it stays readable, marked as withdrawn.

    Raises UndoRefused while a later decision about the pilot stands on it.
    """
    later = standing_on(tx, row)
    if later:
        raise refused(tx, [("decision", one.stored_id) for one in later], {one.made_by for one in later})
    withdraw(tx, row)
