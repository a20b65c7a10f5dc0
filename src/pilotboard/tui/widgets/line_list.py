"""A list of any length, drawn by line.

It holds ids only; what a line shows is fetched in blocks, in a thread, for the lines that are on the screen. A move
of the cursor draws two lines again, a reload those that differ. Cursor and scroll survive a reload by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from itertools import zip_longest
from typing import Any

from textual.geometry import Region, Size
from textual.strip import Strip

from pilotboard.tui.drawing import READABLE, Span, cut, draw, wrap
from pilotboard.tui.theme import Ground, cursor_mark
from pilotboard.tui.widgets.columns import Cell, Column, Columns, Heading, nearest_row
from pilotboard.tui.widgets.kept_lines import KeptLines
from pilotboard.tui.widgets.list_cursor import ListCursor
from pilotboard.tui.widgets.row_blocks import RowBlocks
from pilotboard.tui.work import Work


class LineList(KeptLines, ListCursor, Work, can_focus=True):
    """Lines with a cursor, several of which can be selected.

    ``draw_row`` turns a row into one cell per column; ``fetch`` reads rows by their ids and runs in a thread.
    Without ``fetch`` every row must be handed to :meth:`load`.
    """

    KIND = "list"

    def __init__(
        self,
        columns: Sequence[Column],
        draw_row: Callable[[Any], Sequence[Cell]],
        *,
        fetch: Callable[[Sequence[Any]], Mapping[Any, Any]] | None = None,
        empty: str = "",
        titles: bool = True,
        ground: Ground = "ground",
        name: str | None = None,
    ) -> None:
        super().__init__(name=name, id=name)
        self._columns = Columns(columns)
        self.draw_row = draw_row
        self.fetch = fetch
        self.empty = empty
        self.searched = ""
        self.ground = ground
        self._top = 1 if titles and self._columns.titled else 0
        self._entries: Sequence[Any] = ()
        self._rows = RowBlocks()
        self._selected: set[Any] = set()
        self._cursor = 0
        self._loaded = False

    # -- what it holds

    @property
    def cursor_row(self) -> Any:
        """The row under the cursor, ``None`` while it is not there."""
        return self._rows.get(self.cursor_id)

    def row(self, row_id: Any) -> Any:
        """A row that is in memory, else ``None``."""
        return self._rows.get(row_id)

    def neighbour_row(self, step: int) -> Any:
        """The row so many lines from the cursor, ``None`` past the ends, at a heading or while it is not there."""
        at = self._cursor + step
        return self._rows.get(self._entries[at]) if 0 <= at < len(self._entries) else None

    def use_columns(self, columns: Sequence[Column]) -> None:
        """Other columns for the same cells."""
        if tuple(columns) != self._columns.all:
            self._columns = Columns(columns)
            self.refresh()

    def load(self, entries: Sequence[Any], rows: Mapping[Any, Any] | None = None) -> None:
        """Show other entries: ids, with :class:`Heading` between groups. The cursor stays on its id, and on its line.

        When the id is gone the cursor stays at its place. ``rows`` are rows already known.
        """
        before, offset = self.cursor_id, self._cursor - round(self.scroll_y)
        shown = self._window()
        self._rows.take_over(rows or {}, keep=self.fetch is not None)
        self._entries = entries
        self._loaded = True
        if self._selected:
            self._selected &= {entry for entry in entries if not isinstance(entry, Heading)}
        self._cursor = self._place_of(before, self._cursor)
        self.virtual_size = Size(0, len(entries) + self._top)
        limit = max(len(entries) + self._top - self.size.height, 0)
        target = min(max(self._cursor - offset, 0), limit) if before is not None else 0
        if target != round(self.scroll_y):
            self.scroll_now(None, target)
        self._redraw_differing(shown)
        self._want_rows()
        self.tell_cursor()

    def put(self, rows: Mapping[Any, Any], trade: Sequence[Any] = ()) -> None:
        """Show other contents of some rows at once; ``trade`` are two ids that change places."""
        shown, before = self._window(), self.cursor_id
        self._rows.put(rows)
        if len(trade) == 2:
            entries = self._entries = copy(self._entries)
            first, second = entries.index(trade[0]), entries.index(trade[1])
            entries[first], entries[second] = trade[1], trade[0]  # type: ignore[index]
            self._cursor = {trade[0]: second, trade[1]: first}.get(before, self._cursor)
            self._show_cursor()
        self._redraw_differing(shown)

    def _window(self) -> list[tuple[Any, ...]]:
        """What each line on the screen shows, in a form that can be compared."""
        top = round(self.scroll_y)
        found: list[tuple[Any, ...]] = [(len(self._entries) > 0, self._loaded)]
        for index in range(top, min(top + self.size.height, len(self._entries))):
            entry = self._entries[index]
            if isinstance(entry, Heading):
                found.append((entry,))
            else:
                found.append((entry, self._rows.get(entry), entry in self._selected, index == self._cursor))
        return found

    def _redraw_differing(self, before: list[tuple[Any, ...]]) -> None:
        """Draw the lines again that show something else than before."""
        now = self._window()
        if before[0] != now[0] or not self._entries:
            self.refresh()
            return
        cells = self.scrollable_content_region.width
        for y, (was, shows) in enumerate(zip_longest(before[1:], now[1:])):
            if was != shows:
                self.refresh(Region(0, y + self._top, cells, 1))

    def _place_of(self, wanted: Any, otherwise: int) -> int:
        if wanted is not None:
            try:
                return self._entries.index(wanted)
            except ValueError:
                pass
        return nearest_row(self._entries, min(max(otherwise, 0), max(len(self._entries) - 1, 0)), 1)

    # -- rows in blocks

    def _want_rows(self) -> None:
        """Fetch the blocks that are on the screen or next to it."""
        if self.fetch is not None and self._entries:
            top, page = round(self.scroll_y), self.size.height
            for block, ids in self._rows.missing(self._entries, top - page, top + 2 * page):
                self._ask_block(block, ids)

    def _ask_block(self, block: int, ids: list[Any]) -> None:
        fetch, entries = self.fetch, self._entries
        assert fetch is not None

        def came(rows: Mapping[Any, Any]) -> None:
            if self._entries is entries:
                self._take_rows(block, rows)

        self.ask(f"rows {block}", lambda: fetch(ids), came)

    def _take_rows(self, block: int, rows: Mapping[Any, Any]) -> None:
        shown = self._window()
        self._rows.take(block, rows, self.cursor_id)
        self._redraw_differing(shown)
        if self.cursor_id in rows:
            self.tell_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._want_rows()

    def on_resize(self) -> None:
        """Keep the cursor in sight when the terminal changes."""
        if self._loaded:
            self._show_cursor()
            self._want_rows()

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line for Textual's compositor."""
        cells = self.scrollable_content_region.width
        theme = self.app.theme
        if y < self._top:
            return draw(self._columns.titles(cells) if self._entries else [], cells, theme, self.ground)
        index = y - self._top + round(self.scroll_y)
        if index >= len(self._entries):
            return draw(self._empty_spans(y - self._top, cells), cells, theme, self.ground)
        entry = self._entries[index]
        if isinstance(entry, Heading):
            return draw([("  ", "text"), (entry.text, entry.ink)], cells, theme, self.ground)
        here = index == self._cursor
        ground: Ground = self.ground if not here else "selection" if self.has_focus else "ground_off"
        return draw(self._row_spans(entry, here, cells), cells, theme, ground)

    def _empty_spans(self, y: int, cells: int) -> Iterable[Span]:
        if self._entries or not self._loaded:
            return []
        words = f"Nothing fits “{cut(self.searched, 60)}”. esc clears the filter." if self.searched else self.empty
        lines = wrap(words, max(min(cells - 6, READABLE), 10), 4)
        return [("   ", "text"), (lines[y - 1], "soft")] if 1 <= y <= len(lines) else []

    def _row_spans(self, row_id: Any, here: bool, cells: int) -> Iterable[Span]:
        here = here and not self.is_left()
        mark: list[Span] = [
            (cursor_mark(self.app.theme) if here else " ", "accent"),
            ("✓" if row_id in self._selected else " ", "accent"),
        ]
        row = self._rows.get(row_id)
        if row is None:
            return [*mark, ("…", "quiet")]
        return [*mark, *self._columns.spans(self.draw_row(row), here, cells)]
