"""Writes to teams and memberships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.domain.errors import NotFound
from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import Team
from pilotboard.store.writing.unit import Tx

_TEXTS = ("purpose", "charter", "agreements", "definition_of_ready", "definition_of_done")


def team(tx: Tx, team_id: int) -> Team:
    """The team with that id. Raises NotFound when it has been removed meanwhile."""
    found = tx.get(Team, team_id)
    if found is None:
        raise NotFound("This team has been removed meanwhile.", kept="Nothing was changed.")
    return found


def add(tx: Tx, values: Mapping[str, Any]) -> Team:
    """Store a new team; `values` are columns."""
    folded = search_text(values["name"], *(values[name] for name in _TEXTS))
    return tx.add(Team(**values, number=tx.next_number("team"), folded=folded))


def edit(tx: Tx, row: Team, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    texts = [str(values.get(name, getattr(row, name))) for name in ("name", *_TEXTS)]
    return tx.change(row, **values, folded=search_text(*texts))
