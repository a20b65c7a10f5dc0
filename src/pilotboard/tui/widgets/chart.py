"""A chart in braille, drawn by line in the inks of the theme; where there is too little room, its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from pilotboard.domain.chart_braille import AXIS, BAND, LABEL, MARK, Drawing, draw
from pilotboard.domain.charts import ChartSpec
from pilotboard.tui.drawing import Span
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.drawn import Drawn

INKS: dict[str, Ink] = {
    AXIS: "rule",
    BAND: "rule",
    LABEL: "quiet",
    MARK: "warning",
    "ideal": "quiet",
    "scope": "neutral",
    "left": "accent",
    "done": "good",
    "finished": "accent",
    "low": "quiet",
    "middle": "warning",
    "high": "quiet",
}
"""What each part of a chart means; series without an ink of their own are plain text."""
MARGIN = 2
WIDEST = 110
"""Wider than this a chart of a few days only gets flatter."""


class Chart(Drawn):
    """One chart. Every look differs in its dots too, so that nothing is told by colour alone."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name, id=name)
        self._spec: ChartSpec | None = None
        self._drawn: tuple[ChartSpec | None, int, int] = (None, 0, 0)
        self._drawing: Drawing | None = None

    def show(self, spec: ChartSpec | None) -> None:
        """Show another chart, or none."""
        if spec != self._spec:
            self._spec = spec
            self.refresh()

    @property
    def spec(self) -> ChartSpec | None:
        """What is shown."""
        return self._spec

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        drawing = self._picture(min(cells - 2 * MARGIN, WIDEST), self.size.height)
        if drawing is None or y >= len(drawing.rows):
            return []
        return [(" " * MARGIN, "text"), *((span.text, INKS.get(span.id, "text")) for span in drawing.rows[y])]

    def _picture(self, cells: int, lines: int) -> Drawing | None:
        if self._spec is None or cells < 1 or lines < 1:
            return None
        if (self._spec, cells, lines) != self._drawn:
            self._drawn = (self._spec, cells, lines)
            self._drawing = draw(self._spec, cells, lines)
        return self._drawing
