"""Selecting lines of a list: what a command acts on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from textual.dom import DOMNode

from pilotboard.tui.messages import SelectionChanged
from pilotboard.tui.widgets.columns import Heading


class Selecting(DOMNode):
    """Mixed into lists; they say which line has the cursor, and draw."""

    _entries: Sequence[Any]
    _selected: set[Any]
    _cursor: int

    @property
    def cursor_id(self) -> Any:
        """The id under the cursor, ``None`` on an empty list."""
        if 0 <= self._cursor < len(self._entries):
            entry = self._entries[self._cursor]
            return None if isinstance(entry, Heading) else entry
        return None

    @property
    def selected(self) -> frozenset[Any]:
        """The selected ids."""
        return frozenset(self._selected)

    @property
    def chosen(self) -> tuple[Any, ...]:
        """What a command acts on: the selected ids in their order, else the one under the cursor."""
        if self._selected:
            return tuple(entry for entry in self._entries if isinstance(entry, Hashable) and entry in self._selected)
        return () if self.cursor_id is None else (self.cursor_id,)

    def toggle_selected(self) -> None:
        """Select or release the line under the cursor and go one down."""
        row_id = self.cursor_id
        if row_id is None:
            return
        self._selected ^= {row_id}
        self._redraw_entry(self._cursor)
        self.post_message(SelectionChanged(self.selected))
        self.move_by(1)

    def select_all(self) -> None:
        """Select every line."""
        self._selected = {entry for entry in self._entries if not isinstance(entry, Heading)}
        self.refresh()
        self.post_message(SelectionChanged(self.selected))

    def clear_selection(self) -> bool:
        """Release every line; ``False`` when none was selected."""
        if not self._selected:
            return False
        self._selected = set()
        self.refresh()
        self.post_message(SelectionChanged(self.selected))
        return True

    def move_by(self, lines: int) -> None:
        """Move the cursor by so many lines."""
        raise LookupError

    def _redraw_entry(self, index: int) -> None:
        raise LookupError
