"""Writes to requests for support."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import SupportRequest
from pilotboard.store.writing.unit import Tx


def request(tx: Tx, row_id: int) -> SupportRequest:
    """The request with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(SupportRequest, row_id, "request")


def add(tx: Tx, values: Mapping[str, Any]) -> SupportRequest:
    """Store a new request, asked today by whoever acts; `values` are columns."""
    return tx.add(
        SupportRequest(
            **values,
            number=tx.next_number("support"),
            asked_by=tx.intent.actor,
            asked_on=tx.today,
            folded=search_text(values["text"], ""),
        )
    )


def edit(tx: Tx, row: SupportRequest, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    texts = (str(values.get(name, getattr(row, name))) for name in ("text", "note"))
    return tx.change(row, **values, folded=search_text(*texts))
