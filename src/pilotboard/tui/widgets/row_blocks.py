"""The rows of a long list that are in memory, and which blocks of them are still to be fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pilotboard.tui.widgets.columns import Heading

BLOCK = 128
"""Rows fetched at once."""
KEPT_ROWS = 4096
"""Rows kept in memory; beyond, those far from the cursor are dropped."""


class RowBlocks:
    """Rows by id. What was read before the last load is still shown, but fetched anew."""

    def __init__(self) -> None:
        self._rows: dict[Any, Any] = {}
        self._fresh: set[Any] = set()
        self._asked: set[int] = set()

    def get(self, row_id: Any) -> Any:
        """A row that is in memory, else ``None``."""
        return self._rows.get(row_id)

    def take_over(self, rows: Mapping[Any, Any], keep: bool) -> None:
        """The list was loaded anew with these rows; ``keep`` the others until better ones come."""
        keep = keep and len(self._rows) <= KEPT_ROWS
        self._rows = {**self._rows, **rows} if keep else dict(rows)
        self._fresh = set(rows)
        self._asked.clear()

    def missing(self, entries: Sequence[Any], first: int, last: int) -> Iterator[tuple[int, list[Any]]]:
        """The blocks between two places of the list that are to be fetched, with the ids of each; each only once."""
        for block in range(max(first, 0) // BLOCK, min(last, len(entries) - 1) // BLOCK + 1):
            if block in self._asked:
                continue
            self._asked.add(block)
            ids = [
                entry
                for entry in entries[block * BLOCK : (block + 1) * BLOCK]
                if not isinstance(entry, Heading) and entry not in self._fresh
            ]
            if ids:
                yield block, ids

    def put(self, rows: Mapping[Any, Any]) -> None:
        """Other contents for rows that are there."""
        self._rows.update(rows)

    def take(self, block: int, rows: Mapping[Any, Any], cursor: Any) -> None:
        """A block came; the row under the cursor is kept whatever has to go."""
        if len(self._rows) > KEPT_ROWS:
            kept = self._rows.get(cursor)
            self._rows = {} if kept is None else {cursor: kept}
            self._fresh &= {cursor}
            self._asked = {block}
        self._rows.update(rows)
        self._fresh.update(rows)
