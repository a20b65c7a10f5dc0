"""Lines that are kept from one drawing to the next.

At every key Textual takes all lines of every widget that lies between the first and the last line that changed
through its styles and filters; that costs more than drawing the lines that differ.
"""

from __future__ import annotations

from typing import Any

from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class _Kept(StylesCache):
    """Hands out the lines of the last drawing; only those that changed are made again."""

    def __init__(self) -> None:
        super().__init__()
        self._of = Region()
        self._lines: list[Strip] = []

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        if crop != self._of or len(self._dirty_lines) >= crop.height:
            self._of, self._lines = crop, super().render_widget(widget, crop)
        else:
            for y in self._dirty_lines & set(crop.line_range):
                line = Region(crop.x, y, crop.width, 1)
                self._lines[y - crop.y] = super().render_widget(widget, line)[0]
        return self._lines


class KeptLines(Widget):
    """A widget whose lines are kept."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._styles_cache = _Kept()
