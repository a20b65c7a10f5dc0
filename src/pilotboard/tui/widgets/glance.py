"""The criteria of the pilot under the cursor and what it lacks, below a list that leaves room for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events

from pilotboard.domain.scale import ScaleRow, Told
from pilotboard.tui.drawing import Span, cut_words, fit, wrap
from pilotboard.tui.lines.gates import level_span
from pilotboard.tui.widgets.drawn import Drawn

LINES = 4
NAME = 18
CELL = NAME + 7
TALL = 36
"""Rows of a terminal from which there is room."""
WIDE = 90


class Glance(Drawn):
    """Two columns of levels, and beside them why, or what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.styles.height = LINES + 2
        self._row: ScaleRow | None = None
        self._told: Told | None = None
        self._names: Sequence[str] = ()

    def on_mount(self) -> None:
        """Only where there is room."""
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """The room may have changed."""
        self._fit()

    def _fit(self) -> None:
        size = self.screen.size
        self.display = size.height >= TALL and size.width >= WIDE

    def tell(self, row: ScaleRow | None, told: Told | None, names: Sequence[str]) -> None:
        """Show another pilot, its criteria in the order of their names."""
        if row is not self._row or told != self._told or names != self._names:
            self._row, self._told, self._names = row, told, names
            if self.display:
                self.refresh()

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        row, told, names = self._row, self._told, self._names
        if row is None or told is None or y > LINES:
            return []
        if y == 0:
            return [("  ", "text"), (f"{row.key} {row.title}".upper(), "title")]
        found: list[Span] = [("  ", "text")]
        for place in range(y - 1, len(names), LINES):
            found += [(fit(names[place], NAME), "soft"), level_span(told.levels.get(names[place])), ("  ", "text")]
        room = cells - 4 - CELL * -(-len(names) // LINES)
        if room <= NAME:
            return found
        words = [line for text in (told.missing or told.reasons) for line in wrap(text, room, LINES)]
        if len(words) > LINES:
            words[LINES - 1] = cut_words(f"{words[LINES - 1]} {words[LINES]}", room)
        return [*found, ("  ", "text"), (words[y - 1], "soft")] if y <= len(words) else found
