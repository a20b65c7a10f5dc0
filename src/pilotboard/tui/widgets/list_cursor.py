"""The cursor of a list: where it stands, how it moves and scrolls, what a click does."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.scroll_view import ScrollView

from pilotboard.tui.messages import RowOpened
from pilotboard.tui.widgets.columns import Heading, nearest_row, scroll_for
from pilotboard.tui.widgets.moves import ListMoves
from pilotboard.tui.widgets.selecting import Selecting


class ListCursor(ScrollView, Selecting, ListMoves):
    """What `LineList` is built on; it holds the entries and draws them, ``_top`` lines below its upper edge."""

    BINDINGS: ClassVar[list[BindingType]] = []
    _top: int

    def go_to(self, row_id: Any) -> bool:
        """Put the cursor on an id; ``False`` when it is not in the list."""
        try:
            self.move_to(self._entries.index(row_id))
        except ValueError:
            return False
        return True

    def move_to(self, index: int, step: int = 1) -> None:
        """Put the cursor on the entry ``index`` (or the nearest row) and scroll as little as needed."""
        if not self._entries:
            return
        index = nearest_row(self._entries, min(max(index, 0), len(self._entries) - 1), step)
        before, self._cursor = self._cursor, index
        if index == before:
            self._show_cursor()
            return
        if not self._show_cursor():
            self._redraw_entry(before)
            self._redraw_entry(index)
        self.tell_cursor()

    def _redraw_entry(self, index: int) -> None:
        y = index - round(self.scroll_y) + self._top
        self.refresh(Region(0, y, self.scrollable_content_region.width, 1))

    def _show_cursor(self) -> bool:
        """Scroll so that the cursor can be seen; ``True`` when it scrolled."""
        page, top = max(self.size.height - self._top, 1), round(self.scroll_y)
        target = scroll_for(self._entries, self._cursor, top, page)
        if target == top:
            return False
        self.scroll_now(None, target)
        return True

    def scroll_now(self, x: float | None, y: float | None) -> None:
        """Scroll without animation."""
        self.scroll_to(x=x, y=y, animate=False, force=True)

    def move_group(self) -> None:
        """Move the cursor to the first row below the next heading, round to the first."""
        entries = self._entries
        for at in (*range(self._cursor + 1, len(entries)), *range(self._cursor + 1)):
            below = at == 0 or isinstance(entries[at - 1], Heading)
            if below and not isinstance(entries[at], Heading):
                self.move_to(at)
                return

    def move_by(self, lines: int) -> None:
        """Move the cursor by so many lines."""
        self.move_to(self._cursor + lines, 1 if lines > 0 else -1)

    def move_page(self, pages: int) -> None:
        """Move the cursor and the page by so many pages."""
        page = max(self.size.height - self._top - 1, 1)
        self.move_to(self._cursor + pages * page, 1 if pages > 0 else -1)

    def move_end(self, last: bool) -> None:
        """Move the cursor to the first or the last row."""
        self.move_to(len(self._entries) - 1 if last else 0, -1 if last else 1)

    def open_cursor(self) -> None:
        """Say that the line under the cursor is to be opened."""
        if self.cursor_id is not None:
            self.post_message(RowOpened(self.cursor_id))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; with ctrl it selects, twice it opens."""
        index = event.y + round(self.scroll_y) - self._top
        if event.y < self._top or not 0 <= index < len(self._entries) or isinstance(self._entries[index], Heading):
            return
        self.move_to(index)
        if event.ctrl:
            self.toggle_selected()
        elif event.chain == 2:
            self.open_cursor()

    def on_focus(self) -> None:
        """The cursor's line looks different with the focus, and it is the one whose story is told."""
        self._redraw_entry(self._cursor)
        self.tell_cursor()

    def on_blur(self) -> None:
        """The cursor's line looks different without the focus."""
        self._redraw_entry(self._cursor)

    def is_left(self) -> bool:
        """Whether another list of the screen has the focus: one cursor is enough to look at."""
        focused = self.screen.focused
        return focused is not self and isinstance(focused, ListCursor)
