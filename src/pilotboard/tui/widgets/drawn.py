"""The base of everything that draws itself."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region
from textual.strip import Strip

from pilotboard.tui.drawing import Span, draw
from pilotboard.tui.theme import Ground
from pilotboard.tui.widgets.kept_lines import KeptLines


class Drawn(KeptLines):
    """A widget of lines: subclasses answer :meth:`spans` for a line, and name what stands behind it."""

    GROUND: Ground = "ground"

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        """What stands on line ``y`` of a widget that is ``cells`` wide."""
        return ()

    def render_line(self, y: int) -> Strip:
        """One line for Textual's compositor."""
        cells = self.size.width
        return draw(self.spans(y, cells), cells, self.app.theme, self.GROUND)

    def redraw_line(self, y: int) -> None:
        """Draw one line again."""
        self.refresh(Region(0, y, self.size.width, 1))
