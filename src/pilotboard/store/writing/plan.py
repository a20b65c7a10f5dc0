"""Writes to the strategic plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilotboard.domain.plan import PlanLevel
from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import Goal, Priority, Strategy
from pilotboard.store.writing.unit import Tx

PlanTable = Priority | Strategy | Goal
TABLES: Mapping[PlanLevel, type[PlanTable]] = {
    PlanLevel.PRIORITY: Priority,
    PlanLevel.STRATEGY: Strategy,
    PlanLevel.GOAL: Goal,
}
ABOVE: Mapping[PlanLevel, str] = {PlanLevel.STRATEGY: "priority_id", PlanLevel.GOAL: "strategy_id"}
"""The column that names what a thing belongs to."""


def thing(tx: Tx, level: PlanLevel, row_id: int) -> PlanTable:
    """The priority, strategy or goal with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(TABLES[level], row_id, level.value)


def add(tx: Tx, level: PlanLevel, values: Mapping[str, Any]) -> PlanTable:
    """Store a new one; `values` are columns."""
    folded = search_text(values["title"], values["description"])
    return tx.add(TABLES[level](**values, number=tx.next_number(level.value), folded=folded))


def edit(tx: Tx, row: PlanTable, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    folded = search_text(*(str(values.get(name, getattr(row, name))) for name in ("title", "description")))
    return tx.change(row, **values, folded=folded)


def close(tx: Tx, level: PlanLevel, row: PlanTable, on: date) -> int:
    """Close it and everything open below it; returns how many things were closed below it."""
    closed = 0
    if level.below is not None:
        for part in tx.by(TABLES[level.below], **{ABOVE[level.below]: row.stored_id}):
            if part.closed_on is None:
                closed += 1 + close(tx, level.below, part, on)
    tx.change(row, closed_on=on)
    return closed
