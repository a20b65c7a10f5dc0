"""A list that pilotboard wrote as JSON (``"schema": "pilotboard/1"``): its rows as a table."""

from __future__ import annotations

from typing import Any

from pilotboard.importing.limits import MAX_CELL, MAX_ROWS, BadFile
from pilotboard.importing.strict_json import load
from pilotboard.importing.table import Table

SCHEMA = "pilotboard/1"
KINDS = ("items",)
"""The lists that can be taken in again."""


def is_own_list(text: str) -> bool:
    """Whether a JSON text says at its beginning that it is one of our lists."""
    return f'"{SCHEMA}"' in text[:200] and any(f'"kind": "{kind}"' in text[:400] for kind in KINDS)


def read_own_list(text: str) -> Table:
    """The rows of the list. Raises ``BadFile`` for what is not one."""
    document = load(text)
    rows = document.get("data") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFile("This is no list that pilotboard wrote.", "Export it again.")
    if len(rows) > MAX_ROWS:
        raise BadFile(f"The list has more than {MAX_ROWS:,} rows.", "Divide it and import the parts.")
    header = [*dict.fromkeys(str(key) for row in rows for key in row)]
    cells = [[_cell(row.get(key)) for key in header] for row in rows]
    return Table(header, cells, [*range(1, len(cells) + 1)], 0)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            text = value
        case bool() | int() | float():
            text = str(value).lower() if isinstance(value, bool) else str(value)
        case list() if all(isinstance(one, str) for one in value):
            text = "\n".join(value)
        case _:
            raise BadFile("A row of the list holds more than words and numbers.", "Export it again.")
    if len(text) > MAX_CELL:
        raise BadFile(f"A text of the list has more than {MAX_CELL:,} characters.", "Shorten it in the file.")
    return text
