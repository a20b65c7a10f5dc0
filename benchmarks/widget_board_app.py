"""A reference for boards: four columns of 200 cards, a widget for each card, as most programs build them.

The arrow keys move the focus, `H` and `L` move the focused card to the next column.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

_TITLES = ("To do", "Doing", "Review", "Done")


class Card(Static, can_focus=True):
    """One card."""


class WidgetBoard(App[None]):
    """The board."""

    CSS = """
    VerticalScroll { width: 1fr; border: round $primary; }
    Card { height: 2; }
    Card:focus { background: $accent; }
    """
    BINDINGS: ClassVar = [("H", "shift(-1)", "left"), ("L", "shift(1)", "right"), ("down", "app.focus_next", "next")]

    def compose(self) -> ComposeResult:
        with Horizontal():
            for column, title in enumerate(_TITLES):
                with VerticalScroll(id=f"column-{column}") as lane:
                    lane.border_title = title
                    for row in range(200):
                        yield Card(f"P01-{column * 200 + row} Ask ten families about the letter")

    def on_mount(self) -> None:
        self.query(Card).first().focus()

    async def action_shift(self, by: int) -> None:
        """Take the focused card to the neighbouring column."""
        card = self.focused
        if card is None or card.parent is None or card.parent.id is None:
            return
        column = int(card.parent.id.rpartition("-")[2]) + by
        if 0 <= column < len(_TITLES):
            lane = self.query_one(f"#column-{column}")
            text = str(card.render())
            await card.remove()
            moved = Card(text)
            await lane.mount(moved, before=0)
            moved.focus()


if __name__ == "__main__":
    WidgetBoard().run()
