"""The one strong line above a place's body: what it is, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pilotboard.tui.drawing import Span, cut_words, spans_width, whole_pieces, width
from pilotboard.tui.widgets.drawn import Drawn


class TitleLine(Drawn):
    """A title and its summary, the most important piece first; the line below stays empty, unless it is needed."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._summary: tuple[Span, ...] = ()
        self._breaks = False

    def tell(self, title: str, summary: str | Sequence[Span] = (), *, breaks: bool = False) -> None:
        """Show another title. With `breaks` a summary that does not fit beside it goes to the line below."""
        told: tuple[Span, ...] = ((summary, "soft"),) if isinstance(summary, str) else tuple(summary)
        if (title, told, breaks) != (self._title, self._summary, self._breaks):
            below = breaks or self._breaks
            self._title, self._summary, self._breaks = title, told, breaks
            self.redraw_line(0)
            if below:
                self.redraw_line(1)

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        if not self._title or y > 1:
            return []
        broken = self._breaks and width(self._title) + spans_width(self._summary) + 5 > cells
        if broken:
            return [
                ("  ", "text"),
                *(
                    [(cut_words(self._title, cells - 4), "strong")]
                    if y == 0
                    else whole_pieces(self._summary, cells - 3)
                ),
            ]
        if y:
            return []
        title = cut_words(self._title, max(cells // 2, cells - spans_width(self._summary) - 6, 12))
        summary = whole_pieces(self._summary, cells - width(title) - 6)
        return [("  ", "text"), (title, "strong"), ("   " if title else "", "text"), *summary]
