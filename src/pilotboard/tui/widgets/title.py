"""The one strong line above a place's body: what it is, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pilotboard.tui.lines import Span, cut, width
from pilotboard.tui.widgets.drawn import Drawn


class TitleLine(Drawn):
    """A title and its summary; the line below stays empty."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._summary: tuple[Span, ...] = ()

    def tell(self, title: str, summary: str | Sequence[Span] = ()) -> None:
        """Show another title."""
        told: tuple[Span, ...] = ((summary, "soft"),) if isinstance(summary, str) else tuple(summary)
        if (title, told) != (self._title, self._summary):
            self._title, self._summary = title, told
            self.redraw_line(0)

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        if y or not self._title:
            return []
        title = cut(self._title, max(cells // 2, 12))
        return [("  ", "text"), (title, "strong"), ("   " if width(title) else "", "text"), *self._summary]
