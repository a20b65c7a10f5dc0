"""What must not be missed: a failed save, a store that cannot be written, a lost connection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import events
from textual.message import Message

from pilotboard.tui.drawing import Span, wrap
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.drawn import Drawn


class Banner(Drawn):
    """Hidden while there is nothing to say; up to three lines otherwise. A click or esc puts it away."""

    class Dismissed(Message):
        """The banner was put away."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._sentences: tuple[str, ...] = ()
        self._ink: Ink = "warning"
        self.display = False

    @property
    def said(self) -> str:
        """What it says."""
        return " ".join(self._sentences)

    def say(self, sentences: Iterable[str], ink: Ink = "warning") -> None:
        """Show the sentences (what happened, what was kept, what to do), or put the banner away for none."""
        said = tuple(sentences)
        if (said, ink) == (self._sentences, self._ink):
            return
        self._sentences, self._ink = said, ink
        self.display = bool(self._sentences)
        self.refresh(layout=True)

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """As many lines as the sentences take, three at most."""
        return max(len(self._lines(width)), 1)

    def _lines(self, cells: int) -> list[str]:
        return wrap(self.said, max(cells - 6, 10), 3)

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        lines = self._lines(cells)
        text = lines[y] if y < len(lines) else ""
        mark = {"bad": " × ", "warning": " ! "}.get(self._ink, " i ") if y == 0 else "   "
        return [(mark, self._ink), (text, "strong" if y == 0 else "text")]

    def on_click(self, event: events.Click) -> None:
        """A click puts it away."""
        event.stop()
        self.say(())
        self.post_message(self.Dismissed())
