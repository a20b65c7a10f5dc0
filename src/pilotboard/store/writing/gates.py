"""Writes to the must-haves: what somebody recorded, and unknown ones that somebody lets pass."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilotboard.domain.gates import Gate
from pilotboard.store.writing.tables import GateCheck, GateWaiver
from pilotboard.store.writing.unit import Tx


def check(tx: Tx, pilot_id: int, values: Mapping[str, Any]) -> GateCheck:
    """Record a must-have; `values` are columns. Earlier records stay, the newest counts."""
    return tx.add(GateCheck(pilot_id=pilot_id, at=tx.now, checked_by=tx.intent.actor, **values))


def standing_waiver(tx: Tx, pilot_id: int, gate: Gate) -> GateWaiver | None:
    """The waiver of a must-have that has not been withdrawn."""
    return next(iter(tx.by(GateWaiver, pilot_id=pilot_id, gate=gate, withdrawn_at=None)), None)


def waive(tx: Tx, pilot_id: int, gate: Gate, waived_by: str, plan: str, due: date) -> GateWaiver:
    """Let an unknown must-have pass."""
    return tx.add(GateWaiver(pilot_id=pilot_id, gate=gate, waived_by=waived_by, plan=plan, due_on=due, at=tx.now))


def unwaive(tx: Tx, row: GateWaiver) -> None:
    """Withdraw a waiver; it stays readable."""
    tx.change(row, withdrawn_at=tx.now)
