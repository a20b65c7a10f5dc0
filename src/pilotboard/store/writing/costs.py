"""Writes to lines of money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.store.writing.tables import CostLine
from pilotboard.store.writing.unit import Tx

_COLUMNS = {"on": "on_day"}


def cost(tx: Tx, cost_id: int) -> CostLine:
    """The line with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(CostLine, cost_id, "line of money")


def add(tx: Tx, pilot_id: int, values: Mapping[str, Any]) -> CostLine:
    """Store a new line of a pilot; `values` are the fields of the draft."""
    return tx.add(CostLine(number=tx.next_number("cost"), pilot_id=pilot_id, **_columns(values)))


def edit(tx: Tx, row: CostLine, values: Mapping[str, object]) -> bool:
    """Change fields; False when nothing differs."""
    return tx.change(row, **_columns(values))


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {_COLUMNS.get(name, name): value for name, value in values.items()}
