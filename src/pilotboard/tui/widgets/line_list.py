"""A list of any length, drawn by line.

It holds ids only; what a line shows is fetched in blocks, in a thread, for the lines that are on the screen. A
move of the cursor draws two lines again, nothing else. Cursor and scroll survive a reload by id.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pilotboard.tui.lines import Align, Span, cut, draw, fit, width, wrap
from pilotboard.tui.messages import RowOpened, SelectionChanged
from pilotboard.tui.theme import Ground, Ink, cursor_mark
from pilotboard.tui.widgets.moves import ListMoves
from pilotboard.tui.work import Work

BLOCK = 128
"""Rows fetched at once."""
KEPT_ROWS = 4096
"""Rows kept in memory; beyond, those far from the cursor are dropped."""

Row = TypeVar("Row")
Cell = str | Span | Sequence[Span]
"""One field of a line: text in the column's ink, text with its ink, or several such."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``cells`` is its width, 0 for "what is left"; it shows only in lists of ``from_width`` cells."""

    title: str = ""
    cells: int = 0
    align: Align = "left"
    ink: Ink = "text"
    from_width: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between groups of rows; the cursor passes over it."""

    text: str
    ink: Ink = "title"


class LineList(ScrollView, ListMoves, Work, can_focus=True):
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
        self.columns = tuple(columns)
        self.draw_row = draw_row
        self.fetch = fetch
        self.empty = empty
        self.ground = ground
        self._top = 1 if titles and any(column.title for column in columns) else 0
        self._entries: Sequence[Any] = ()
        self._rows: dict[Any, Any] = {}
        self._asked: set[int] = set()
        self._selected: set[Any] = set()
        self._cursor = 0
        self._loaded = False
        self._measured: tuple[int, list[tuple[int, Column, int]]] = (-1, [])

    # -- what it holds

    @property
    def cursor_id(self) -> Any:
        """The id under the cursor, ``None`` on an empty list."""
        if 0 <= self._cursor < len(self._entries):
            entry = self._entries[self._cursor]
            return None if isinstance(entry, Heading) else entry
        return None

    @property
    def cursor_row(self) -> Any:
        """The row under the cursor, ``None`` while it is not there."""
        return self._rows.get(self.cursor_id)

    @property
    def selected(self) -> frozenset[Any]:
        """The selected ids."""
        return frozenset(self._selected)

    @property
    def chosen(self) -> tuple[Any, ...]:
        """What a command acts on: the selected ids in their order, else the one under the cursor."""
        if self._selected:
            return tuple(entry for entry in self._entries if isinstance(entry, Hashable) and entry in self._selected)
        return () if self.cursor_id is None else (self.cursor_id,)

    def row(self, row_id: Any) -> Any:
        """A row that is in memory, else ``None``."""
        return self._rows.get(row_id)

    def neighbour_row(self, step: int) -> Any:
        """The row so many lines from the cursor, ``None`` past the ends, at a heading or while it is not there."""
        at = self._cursor + step
        return self._rows.get(self._entries[at]) if 0 <= at < len(self._entries) else None

    def load(self, entries: Sequence[Any], rows: Mapping[Any, Any] | None = None, *, keep_rows: bool = False) -> None:
        """Show other entries: ids, with :class:`Heading` between groups. The cursor stays on its id, and on its line.

        When the id is gone the cursor stays at its place. ``rows`` are rows already known.
        """
        before, offset = self.cursor_id, self._cursor - round(self.scroll_y)
        if not keep_rows:
            self._rows = {}
        self._rows.update(rows or {})
        self._asked.clear()
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
        self.refresh()
        self._want_rows()
        self.tell_cursor()

    def _place_of(self, wanted: Any, otherwise: int) -> int:
        if wanted is not None:
            try:
                return self._entries.index(wanted)
            except ValueError:
                pass
        return self._nearest_row(min(max(otherwise, 0), max(len(self._entries) - 1, 0)), 1)

    def _nearest_row(self, index: int, step: int) -> int:
        """The nearest entry that is no heading, looking first in the direction of ``step``."""
        last = len(self._entries) - 1
        for direction in (step, -step):
            at = index
            while 0 <= at <= last:
                if not isinstance(self._entries[at], Heading):
                    return at
                at += direction
        return 0

    # -- rows in blocks

    def _want_rows(self) -> None:
        """Fetch the blocks that are on the screen or next to it."""
        if self.fetch is None or not self._entries:
            return
        first = max(round(self.scroll_y) - self.size.height, 0) // BLOCK
        last = min(round(self.scroll_y) + 2 * self.size.height, len(self._entries) - 1) // BLOCK
        for block in range(first, last + 1):
            if block in self._asked:
                continue
            ids = [
                entry
                for entry in self._entries[block * BLOCK : (block + 1) * BLOCK]
                if not isinstance(entry, Heading) and entry not in self._rows
            ]
            self._asked.add(block)
            if ids:
                self._ask_block(block, ids)

    def _ask_block(self, block: int, ids: list[Any]) -> None:
        fetch, entries = self.fetch, self._entries
        assert fetch is not None

        def came(rows: Mapping[Any, Any]) -> None:
            if self._entries is entries:
                self._take_rows(block, rows)

        self.ask(f"rows {block}", lambda: fetch(ids), came)

    def _take_rows(self, block: int, rows: Mapping[Any, Any]) -> None:
        if len(self._rows) > KEPT_ROWS:
            self._rows = {self.cursor_id: self._rows[self.cursor_id]} if self.cursor_row is not None else {}
            self._asked = {block}
        self._rows.update(rows)
        top = round(self.scroll_y)
        start, end = max(block * BLOCK, top), min((block + 1) * BLOCK, top + self.size.height)
        if start < end:
            self.refresh(Region(0, start - top + self._top, self.size.width, end - start))
        if self.cursor_id in rows:
            self.tell_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._want_rows()

    def on_resize(self) -> None:
        """Keep the cursor in sight when the terminal changes."""
        self._measured = (-1, [])
        if self._loaded:
            self._show_cursor()
            self._want_rows()

    # -- the cursor

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
        index = self._nearest_row(min(max(index, 0), len(self._entries) - 1), step)
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
        """Scroll so that the cursor can be seen; ``True`` when it scrolled.

        A step over the edge scrolls by a third of the page: one large drawing instead of many.
        """
        page = max(self.size.height - self._top, 1)
        top = round(self.scroll_y)
        jump = max(page // 3, 1)
        if self._cursor < top:
            target = max(self._cursor - (jump if top - self._cursor == 1 else 0), 0)
            if target > 0 and all(isinstance(entry, Heading) for entry in self._entries[:target]):
                target = 0
        elif self._cursor >= top + page:
            target = self._cursor - page + 1 + (jump if self._cursor - top - page == 0 else 0)
        else:
            return False
        target = min(max(target, 0), max(len(self._entries) - page, 0))
        if target == top:
            return False
        self.scroll_now(None, target)
        return True

    def scroll_now(self, x: float | None, y: float | None) -> None:
        """Scroll without animation."""
        self.scroll_to(x=x, y=y, animate=False, force=True)

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

    # -- selecting

    def toggle_selected(self) -> None:
        """Select or release the line under the cursor and go one down."""
        row_id = self.cursor_id
        if row_id is None:
            return
        self._selected ^= {row_id}
        self._redraw_entry(self._cursor)
        self.post_message(SelectionChanged(self.selected))
        self.move_by(1)

    def select_all(self) -> None:
        """Select every line."""
        self._selected = {entry for entry in self._entries if not isinstance(entry, Heading)}
        self.refresh()
        self.post_message(SelectionChanged(self.selected))

    def clear_selection(self) -> bool:
        """Release every line; ``False`` when none was selected."""
        if not self._selected:
            return False
        self._selected = set()
        self.refresh()
        self.post_message(SelectionChanged(self.selected))
        return True

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
        """The cursor's line looks different with the focus."""
        self._redraw_entry(self._cursor)

    def on_blur(self) -> None:
        """The cursor's line looks different without the focus."""
        self._redraw_entry(self._cursor)

    # -- drawing

    def _columns(self, cells: int) -> list[tuple[int, Column, int]]:
        """The columns that show at this width: index, column, its cells."""
        if self._measured[0] != cells:
            seen = [(i, column) for i, column in enumerate(self.columns) if column.from_width <= cells]
            fixed = sum(column.cells for _, column in seen)
            flexible = sum(1 for _, column in seen if not column.cells)
            left = max(cells - 2 - fixed - 2 * (len(seen) - 1) - 1, 0)
            share = max(left // flexible, 4) if flexible else 0
            self._measured = (cells, [(i, column, column.cells or share) for i, column in seen])
        return self._measured[1]

    def render_line(self, y: int) -> Strip:
        """One line for Textual's compositor."""
        cells = self.scrollable_content_region.width
        theme = self.app.theme
        if y < self._top:
            return draw(self._title_spans(cells), cells, theme, self.ground)
        index = y - self._top + round(self.scroll_y)
        if index >= len(self._entries):
            return draw(self._empty_spans(y - self._top, cells), cells, theme, self.ground)
        entry = self._entries[index]
        if isinstance(entry, Heading):
            return draw([("  ", "text"), (entry.text, entry.ink)], cells, theme, self.ground)
        here = index == self._cursor
        ground: Ground = self.ground if not here else "selection" if self.has_focus else "ground_off"
        return draw(self._row_spans(entry, here, cells), cells, theme, ground)

    def _title_spans(self, cells: int) -> Iterable[Span]:
        if not self._entries:
            return []
        titles = [fit(column.title, room, column.align) for _, column, room in self._columns(cells)]
        return [("  " + "  ".join(titles), "quiet")]

    def _empty_spans(self, y: int, cells: int) -> Iterable[Span]:
        if self._entries or not self._loaded:
            return []
        lines = wrap(self.empty, max(cells - 6, 10), 4)
        return [("   ", "text"), (lines[y - 1], "soft")] if 1 <= y <= len(lines) else []

    def _row_spans(self, row_id: Any, here: bool, cells: int) -> Iterable[Span]:
        mark: list[Span] = [
            (cursor_mark(self.app.theme) if here else " ", "accent"),
            ("✓" if row_id in self._selected else " ", "accent"),
        ]
        row = self._rows.get(row_id)
        if row is None:
            return [*mark, ("…", "quiet")]
        drawn = self.draw_row(row)
        found: list[Span] = mark
        for position, (index, column, room) in enumerate(self._columns(cells)):
            if position:
                found.append(("  ", column.ink))
            cell = drawn[index]
            if isinstance(cell, str):
                found.append((fit(cell, room, column.align), _louder(column.ink, here)))
            elif isinstance(cell, tuple) and len(cell) == 2 and isinstance(cell[1], str):
                found.append((fit(cell[0], room, column.align), _louder(cell[1], here)))
            else:
                found += _fit_spans(cell, room, here)
        return found


def _louder(ink: Ink, here: bool) -> Ink:
    return "strong" if here and ink == "text" else ink


def _fit_spans(spans: Sequence[Span], room: int, here: bool) -> list[Span]:
    """Several spans in exactly ``room`` cells."""
    found: list[Span] = []
    for text, ink in spans:
        piece = cut(text, room)
        found.append((piece, _louder(ink, here)))
        room -= width(piece)
    return [*found, (" " * room, "text")]
