"""Writes to sites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import Site
from pilotboard.store.writing.unit import Tx


def site(tx: Tx, site_id: int) -> Site:
    """The site with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Site, site_id, "site")


def add(tx: Tx, values: Mapping[str, Any]) -> Site:
    """Store a new site; `values` are columns."""
    return tx.add(Site(number=tx.next_number("site"), **values, folded=search_text(values["name"], values["note"])))


def edit(tx: Tx, row: Site, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    text = search_text(str(values.get("name", row.name)), str(values.get("note", row.note)))
    return tx.change(row, **values, folded=text)
