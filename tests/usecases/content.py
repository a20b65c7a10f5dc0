"""What a store holds, as far as people can tell: to compare it before and after."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlmodel import SQLModel

import pilotboard.store.writing.tables  # noqa: F401  (completes the metadata)
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.workspace import Workspace

# The journal grows, numbers never go back, a label or theme once known stays known, versions only rise.
APART = {"journal", "journal_row", "counter", "label", "theme"}
COLUMNS_APART = {"version", "next_item"}


def content(ws: Workspace) -> dict[str, dict[int, dict[str, Any]]]:
    """Every row of every table by its id. An item's rank stands as its place in its list."""
    return ws.read(_content)


def _content(reader: Reader) -> dict[str, dict[int, dict[str, Any]]]:
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in APART:
            names = [column.name for column in table.columns if column.name not in COLUMNS_APART]
            rows = reader.rows(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY id")
            found[table.name] = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    _place(found["backlog_item"])
    # An undone decision stays readable, marked as withdrawn; what is kept of a pilot is known by the pilot.
    found["decision"] = {key: row for key, row in found["decision"].items() if row["withdrawn_at"] is None}
    found["pilot_summary"] = {row["pilot_id"]: {**row, "id": None} for row in found["pilot_summary"].values()}
    return found


def _place(items: dict[int, dict[str, Any]]) -> None:
    lists: dict[object, list[dict[str, Any]]] = defaultdict(list)
    for row in items.values():
        lists[row["team_id"] or ("alone", row["pilot_id"])].append(row)
    for rows in lists.values():
        for place, row in enumerate(sorted(rows, key=lambda row: str(row["rank"])), 1):
            row["rank"] = place
