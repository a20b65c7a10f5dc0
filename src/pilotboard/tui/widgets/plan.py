"""The parts of sprint planning: a pane whose lines move on space, and the lines about time and room."""

from __future__ import annotations

from collections.abc import Iterable

from pilotboard.tui.drawing import Span, cut_words
from pilotboard.tui.messages import RowOpened
from pilotboard.tui.widgets.drawn import Drawn
from pilotboard.tui.widgets.line_list import LineList


class PlanList(LineList):
    """A pane: space and enter both move what is under the cursor."""

    def do_select_one(self) -> None:
        if self.cursor_id is not None:
            self.post_message(RowOpened(self.cursor_id))


class Room(Drawn):
    """Two lines: the time there is, and what was really finished in such time."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[list[Span], ...] = ()

    def tell(self, *lines: list[Span]) -> None:
        """Show other lines."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        if y >= len(self._lines):
            return []
        return [("  ", "text"), *((cut_words(text, cells - 4), ink) for text, ink in self._lines[y])]
