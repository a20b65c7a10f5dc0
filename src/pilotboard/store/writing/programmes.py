"""Writes to programmes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import Programme
from pilotboard.store.writing.unit import Tx


def programme(tx: Tx, programme_id: int) -> Programme:
    """The programme with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Programme, programme_id, "programme")


def add(tx: Tx, values: Mapping[str, Any]) -> Programme:
    """Store a new programme; `values` are columns."""
    text = search_text(values["name"], values["note"])
    return tx.add(Programme(number=tx.next_number("programme"), **values, folded=text))


def edit(tx: Tx, row: Programme, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    text = search_text(str(values.get("name", row.name)), str(values.get("note", row.note)))
    return tx.change(row, **values, folded=text)
